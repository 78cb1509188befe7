import { addHours, dayOf, earlier, endOfDay, type Instant, startOfDay } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { microgramsPerMl as strengthOf } from '~/modules/catalog/rules/strength'
import { weightThen } from '~/modules/patients/queries/weight.server'
import type { ReadinessFacts } from '~/modules/readiness/types'
import type { AnestheticDose } from '../rules/anesthetics'
import type { ClearFacts, OtherDose, ToDraw } from '../rules/clearance'
import { factsOfUse, keptToDraw } from '../rules/use-facts'
import type { Draw, StepFacts } from '../types'
import type { ProcedureFile } from './booking.server'
import { waitsOfProcedure } from './waits.server'

const anestheticProducts = read(
  'procedures.anesthetics',
  row({ id: int, strength: nullable(text), microgramsPerMl: nullable(int), withEpinephrine: nullable(bool) }),
  (productIds: readonly number[]) => sql`
    SELECT d."id", d."strength", d."anestheticMicrogramsPerMl" AS "microgramsPerMl", d."withEpinephrine" FROM "Product" d
      JOIN "Category" c ON c."id" = d."categoryId"
    WHERE d."id" IN ${among(productIds)} AND c."code" = 'anesthetic-injectable'`,
  [[1, 2]],
)

const usesOfPatient = read(
  'procedures.uses-of-patient',
  row({
    procedureId: int,
    side: text,
    site: text,
    siteCode: nullable(text),
    at: instant,
    quantity: int,
    isBiologic: bool,
    category: text,
    product: text,
    strength: nullable(text),
    microgramsPerMl: nullable(int),
    withEpinephrine: nullable(bool),
  }),
  (patientId: number, from: Instant, to: Instant) => sql`
    SELECT e."procedureId", f."side", f."injectionSite" AS "site", i."code" AS "siteCode", e."givenAt" AS "at",
      e."quantity", c."isBiologic", c."code" AS "category", d."name" AS "product", d."strength",
      d."anestheticMicrogramsPerMl" AS "microgramsPerMl", d."withEpinephrine"
    FROM "ProcedureUse" e JOIN "Procedure" f ON f."id" = e."procedureId" JOIN "Unit" u ON u."id" = e."unitId"
      JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId"
      LEFT JOIN "InjectionSite" i ON i."code" = f."injectionSiteCode" AND i."active" = ${true}
    WHERE f."patientId" = ${patientId} AND e."givenAt" >= ${from} AND e."givenAt" <= ${to} AND NOT EXISTS (
      SELECT 1 FROM "Posting" p JOIN "Posting" r ON r."reversesId" = p."id"
      WHERE p."movement" = e."movement" AND p."unitId" = e."unitId")
    ORDER BY e."id"`,
  [1, '2026-01-02T03:04:05.678Z' as Instant, '2026-01-02T03:04:05.678Z' as Instant],
)

type Anesthetic = {
  readonly product: string
  readonly strength: string | null
  readonly microgramsPerMl: number | null
  readonly withEpinephrine: boolean | null
}

/** What is known of an anesthetic's strength: the figure, else what its strength or its name says in percent or mg/mL. */
function doseOf({ product, strength, microgramsPerMl, withEpinephrine }: Anesthetic, volume: number): AnestheticDose {
  const percent = /\d{1,2}(\.\d{1,3})?\s*%/.exec(product)?.[0] ?? null
  const known = microgramsPerMl ?? strengthOf(strength) ?? strengthOf(percent)
  return { product, volume, microgramsPerMl: known, withEpinephrine }
}

/** All that decides about a clearance with these volumes; a kept container without one has none said. */
export async function clearFacts(
  reader: Reader,
  file: ProcedureFile,
  step: StepFacts & { readonly readiness: ReadinessFacts },
  draws: readonly Draw[],
  at: Instant,
): Promise<ClearFacts> {
  const { row: booked } = file
  const { timeZone, patientId } = booked
  const units = keptToDraw(step.readiness)
  const anesthetics = new Map(
    (
      await anestheticProducts(
        reader,
        units.map((unit) => unit.facts.productId),
      )
    ).map((each) => [each.id, each]),
  )
  const toDraw = units.map((unit): ToDraw => {
    const product = anesthetics.get(unit.facts.productId)
    const volume = draws.find(({ unitId }) => unitId === unit.facts.unitId)?.volume ?? null
    return {
      unit,
      volume,
      anesthetic: product ? doseOf({ ...product, product: unit.facts.productName }, volume ?? 0) : null,
    }
  })
  const today = dayOf(at, timeZone)
  const dayBefore = addHours(at, -24)
  const from = earlier(startOfDay(today, timeZone), dayBefore)
  const uses = await usesOfPatient(reader, patientId, from, endOfDay(today, timeZone))
  const weight = await weightThen.one(reader, patientId, at, at)
  const dose = toDraw.reduce((sum, { unit, volume }) => sum + (unit.facts.isBiologic ? (volume ?? 0) : 0), 0)
  return {
    step,
    site: { side: booked.side, words: booked.injectionSite, code: booked.injectionSiteCode },
    waits: await waitsOfProcedure(reader, file, step.readiness.bound, at),
    toDraw,
    factsOf: ({ unit, volume }) => {
      const others = toDraw.filter((other) => other.unit !== unit && (other.volume ?? 0) > 0).map((other) => other.unit)
      return factsOfUse(file, step.readiness, unit, { given: volume ?? 0, givenInAll: dose, others })
    },
    othersToday: uses
      .filter((use) => use.isBiologic && use.procedureId !== booked.id)
      .map(({ at: then, side, site, siteCode }): OtherDose => ({ at: then, side, site, siteCode })),
    anestheticsBefore: uses
      .filter((use) => use.category === 'anesthetic-injectable' && use.at > dayBefore)
      .map((use) => doseOf(use, use.quantity)),
    gramsToday: weight && dayOf(weight.measuredAt, timeZone) === today ? weight.grams : null,
  }
}
