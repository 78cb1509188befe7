import { addMinutes, type Instant } from '~/lib/day'
import type { Bound } from '~/modules/readiness/types'
import type { ProcedureState, TimeOutFacts, TimeOutFinding, TimeOutPart } from '../types'
import { keptToDraw } from './use-facts'

/** How long a time-out counts where the clinic has not said otherwise, in minutes (R67: clinic policy). */
export const seededTimeOutMinutes = 60

const parts: readonly [TimeOutPart, keyof TimeOutFacts][] = [
  ['patient', 'patientId'],
  ['side', 'side'],
  ['site', 'site'],
  ['units', 'units'],
  ['dose', 'dose'],
  ['operator', 'operator'],
]

/** Every part that a time-out names aloud, in its order. */
export const timeOutParts = [
  'patient',
  'side',
  'site',
  'units',
  'dose',
  'operator',
] as const satisfies readonly TimeOutPart[]

/** What a time-out of now would agree on: the booking, and the containers that are kept to be drawn from. */
export function timeOutFacts(
  row: {
    readonly patientId: number
    readonly side: string
    readonly injectionSite: string
    readonly doseMicroliters: number
    readonly clinician: string
  },
  bound: readonly Bound[],
): TimeOutFacts {
  const units = keptToDraw({ bound })
    .map((unit) => unit.facts.unitId)
    .sort((a, b) => a - b)
  const { patientId, side, injectionSite: site, doseMicroliters: dose, clinician: operator } = row
  return { patientId, side, site, units, dose, operator }
}

/** What a time-out asked for now would have to name: only what changed since one that else still counts (R67). */
export function partsToAgree(finding: TimeOutFinding | null): readonly TimeOutPart[] {
  if (finding === null) return []
  if (finding.code === 'TIME_OUT_CHANGED') return finding.parts
  if (finding.code === 'TIME_OUT_LEFT') return finding.who === 'patient' ? ['patient', 'side', 'site'] : ['operator']
  return timeOutParts
}

/**
 * Why the time-out doesn't count at an instant; null when it does (R67). It ends when patient, side, site, unit, dose or operator
 * changes (and when it was changed back since), when patient or operator leaves, and after the clinic's minutes.
 */
export function timeOutFinding(
  state: Pick<ProcedureState, 'timeOutAt' | 'agreed' | 'changedSince' | 'leftSince'>,
  now: TimeOutFacts,
  minutes: number,
  at: Instant,
): TimeOutFinding | null {
  const { timeOutAt, agreed, changedSince, leftSince } = state
  if (timeOutAt === null) return { code: 'TIME_OUT_MISSING' }
  if (at > addMinutes(timeOutAt, minutes)) return { code: 'TIME_OUT_OVER', at: timeOutAt, minutes }
  const same = (name: keyof TimeOutFacts) =>
    agreed !== null && JSON.stringify(agreed[name]) === JSON.stringify(now[name])
  const changed = parts.filter(([part, name]) => !same(name) || changedSince.includes(part)).map(([part]) => part)
  if (changed.length > 0) return { code: 'TIME_OUT_CHANGED', parts: changed }
  return leftSince === null ? null : { code: 'TIME_OUT_LEFT', ...leftSince }
}
