/** How far the page of what was given without a clearance looks back, in days. */
export const unclearedDays = 90

/** What was given in a procedure, once each time it was recorded. `cleared`: null where an earlier release kept no word of it. */
export type Giving = {
  readonly procedureId: number
  readonly clinician: string
  readonly cleared: boolean | null
}

/** A share of procedures, as counted. */
export type Share = { readonly given: number; readonly uncleared: number; readonly unknown: number }

export type Rate = Share & { readonly byClinician: readonly (Share & { readonly clinician: string })[] }

/** A procedure counts once: without a clearance if any of its givings was, unknown if it is known of none. */
function shareOf(givings: readonly Giving[]): Share {
  const procedures = new Map<number, boolean | null>()
  for (const { procedureId, cleared } of givings) {
    const before = procedures.get(procedureId)
    procedures.set(procedureId, before === false || cleared === false ? false : (cleared ?? before ?? null))
  }
  const all = [...procedures.values()]
  return {
    given: all.length,
    uncleared: all.filter((cleared) => cleared === false).length,
    unknown: all.filter((cleared) => cleared === null).length,
  }
}

/** How many procedures were given without a clearance, of all and by who was booked to inject: a fact and no blame. */
export function rateOf(givings: readonly Giving[]): Rate {
  const clinicians = [...new Set(givings.map(({ clinician }) => clinician))].sort((a, b) => a.localeCompare(b, 'en'))
  return {
    ...shareOf(givings),
    byClinician: clinicians.map((clinician) => ({
      clinician,
      ...shareOf(givings.filter((giving) => giving.clinician === clinician)),
    })),
  }
}
