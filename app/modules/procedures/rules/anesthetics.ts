import type { AnestheticFinding } from '../types'

/** An anesthetic that goes in, or went in within a day. The volume in microliters. */
export type AnestheticDose = {
  readonly product: string
  readonly volume: number
  readonly microgramsPerMl: number | null
  readonly withEpinephrine: boolean | null
}

type Limit = { readonly perKg: number | null; readonly most: number }

// Label figures, in milligrams (R58). A drug that is not here has no figure that we know of, and a person is asked.
const limits: Readonly<Record<string, { readonly plain: Limit; readonly withEpinephrine: Limit }>> = {
  lidocaine: { plain: { perKg: 4.5, most: 300 }, withEpinephrine: { perKg: 7, most: 500 } },
  bupivacaine: { plain: { perKg: null, most: 175 }, withEpinephrine: { perKg: null, most: 225 } },
}

const names: readonly [RegExp, string][] = [
  [/lidocaine|lignocaine|xylocaine/i, 'lidocaine'],
  [/\bbupivacaine|marcaine|sensorcaine/i, 'bupivacaine'],
]

/** The drug of an anesthetic by the words of its product's name; null where the name says none that has limits here. */
export const drugOf = (product: string): string | null => names.find(([pattern]) => pattern.test(product))?.[1] ?? null

const maximumOf = (drug: string, withEpinephrine: boolean | null, grams: number | null): number | null => {
  const limit = limits[drug]?.[withEpinephrine === true ? 'withEpinephrine' : 'plain']
  if (!limit) return null
  if (limit.perKg === null) return limit.most
  return grams === null ? null : Math.min(limit.most, (limit.perKg * grams) / 1000)
}

type Group = { drug: string; milligrams: number; withEpinephrine: boolean | null }

const groupsOf = (doses: readonly AnestheticDose[]): Group[] => {
  const groups = new Map<string, Group>()
  for (const { product, volume, microgramsPerMl, withEpinephrine } of doses) {
    const drug = drugOf(product)
    if (drug === null || microgramsPerMl === null) continue
    const known = groups.get(drug) ?? { drug, milligrams: 0, withEpinephrine: true }
    groups.set(drug, {
      drug,
      milligrams: known.milligrams + (volume / 1000) * (microgramsPerMl / 1000),
      // The higher maximum counts only where every dose of it has epinephrine in it.
      withEpinephrine: known.withEpinephrine === true && withEpinephrine === true,
    })
  }
  return [...groups.values()]
}

/**
 * What stands against these anesthetics together, with what went in during the last 24 hours in any booking (R58). Milligrams of
 * different drugs don't add: each drug's fraction of its own maximum does. `grams` is the patient's weight of today.
 */
export function anestheticFindings(
  planned: readonly AnestheticDose[],
  before: readonly AnestheticDose[],
  grams: number | null,
): AnestheticFinding[] {
  const drawn = planned.filter(({ volume }) => volume > 0)
  if (drawn.length === 0) return []
  const all = [...drawn, ...before]
  const unknown = all.filter(({ product, microgramsPerMl }) => drugOf(product) === null || microgramsPerMl === null)
  const groups = groupsOf(all)
  const fractions = groups.map(({ drug, milligrams, withEpinephrine }) => {
    const maximum = maximumOf(drug, withEpinephrine, grams)
    return { drug, maximum, percent: maximum === null ? 0 : Math.ceil((milligrams / maximum) * 100 - 1e-9) }
  })
  const percent = fractions.reduce((sum, each) => sum + each.percent, 0)
  const drugs = groups.map(({ drug }) => drug)
  const findings: AnestheticFinding[] = [...new Set(unknown.map(({ product }) => product))].map((product) => ({
    code: 'ANESTHETIC_LIMIT_UNKNOWN',
    product,
  }))
  if (fractions.some(({ maximum }) => maximum === null)) findings.push({ code: 'WEIGHT_MISSING' })
  if (percent > 100)
    findings.push({
      code: 'ANESTHETIC_OVER',
      fractions: fractions.map(({ drug, percent: share }) => ({ drug, percent: share })),
      percent,
    })
  if (drugs.includes('bupivacaine') && drugs.length > 1) findings.push({ code: 'ANESTHETIC_MIXED', drugs })
  return findings
}
