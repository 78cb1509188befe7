import type { Day } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { allergyCodes } from './rules'
import { allergyTable, readAllergyWords } from './rules/allergy-words'
import { comparedAllergies } from './rules/compared'
import type { Allergy, AllergyAnswer, AllergyWord, OwnUnit, Patient, PatientWithAllergies } from './types'

const found = { id: true, mrn: true, name: true, birthDate: true } as const

const asPatient = (one: { id: number; mrn: string; name: string; birthDate: string }): Patient => ({
  ...one,
  birthDate: one.birthDate as Day,
})

const standingAllergies = read(
  'patients.standing-allergies',
  row({
    id: int,
    patientId: int,
    allergen: oneOf(...allergyCodes),
    note: nullable(text),
    recordedAt: instant,
    actor: text,
  }),
  (patientIds: readonly number[]) => sql`SELECT "id", "patientId", "allergen", "note", "recordedAt", "actor"
    FROM "PatientAllergy" WHERE "patientId" IN ${among(patientIds)} AND "endedAt" IS NULL ORDER BY "id"`,
  [[1]],
)

const ownWords = read(
  'patients.allergy-words',
  row({ id: int, word: text, allergen: oneOf(...comparedAllergies), isSure: bool }),
  () => sql`SELECT "id", "word", "allergen", "isSure" FROM "AllergyWord" WHERE "endedAt" IS NULL ORDER BY "id"`,
  [],
)

/** The words that this clinic has added to the table of allergies, in the order in which they were added. */
export const clinicAllergyWords = (reader: Reader): Promise<(AllergyWord & { readonly id: number })[]> =>
  ownWords(reader)

const lastAnswers = read(
  'patients.allergy-answers',
  row({ allergyId: int, productId: int, answer: oneOf('matters', 'no-matter'), answeredAt: instant }),
  (allergyIds: readonly number[]) => sql`SELECT "allergyId", "productId", "answer", "answeredAt" FROM "AllergyAnswer"
    WHERE "id" IN (SELECT MAX("id") FROM "AllergyAnswer" WHERE "allergyId" IN ${among(allergyIds)}
      GROUP BY "allergyId", "productId") ORDER BY "id"`,
  [[1]],
)

/** The answers to allergies in words, by allergy: the last one for each product. */
async function answersTo(reader: Reader, allergyIds: readonly number[]): Promise<Map<number, AllergyAnswer[]>> {
  const found = new Map<number, AllergyAnswer[]>()
  if (allergyIds.length === 0) return found
  for (const { allergyId, answer, ...rest } of await lastAnswers(reader, allergyIds))
    found.set(allergyId, [...(found.get(allergyId) ?? []), { ...rest, matters: answer === 'matters' }])
  return found
}

/**
 * The standing allergies of these patients, by patient, with what the table says of those in words. A patient without an entry
 * was never asked.
 */
export async function allergiesOf(reader: Reader, patientIds: readonly number[]): Promise<Map<number, Allergy[]>> {
  const byPatient = new Map<number, Allergy[]>()
  if (patientIds.length === 0) return byPatient
  const rows = await standingAllergies(reader, patientIds)
  const inWords = rows.filter(({ allergen }) => allergen === 'other')
  const table = inWords.length > 0 ? allergyTable(await clinicAllergyWords(reader)) : []
  const answers = await answersTo(
    reader,
    inWords.map(({ id }) => id),
  )
  for (const { patientId, allergen, ...rest } of rows) {
    const words = allergen === 'other' ? readAllergyWords(rest.note ?? '', table) : null
    const allergy = { ...rest, code: allergen, words, answers: answers.get(rest.id) ?? [] }
    byPatient.set(patientId, [...(byPatient.get(patientId) ?? []), allergy])
  }
  return byPatient
}

const owners = read(
  'patients.owners',
  row({ unitId: int, ownedUnitId: int, patientId: int }),
  (unitIds: readonly number[]) => sql`SELECT u."id" AS "unitId", o."id" AS "ownedUnitId", a."patientId"
    FROM "Unit" u JOIN "Unit" o ON o."lotId" = u."lotId"
      JOIN "AutologousUnit" a ON a."unitId" = o."id" AND a."endedAt" IS NULL
    WHERE u."id" IN ${among(unitIds)} ORDER BY a."id"`,
  [[1]],
)

type OwnerRow = Awaited<ReturnType<typeof owners>>[number]

/**
 * The owners of these units, where one was recorded as a patient's own: the unit's, or its lot's, since a lot that was made of
 * a patient's own cells is that patient's (R27). A lot with units of several patients gives the others no owner.
 */
export async function ownersOf(reader: Reader, unitIds: readonly number[]): Promise<Map<number, number>> {
  if (unitIds.length === 0) return new Map()
  const byUnit = new Map<number, OwnerRow[]>()
  for (const owner of await owners(reader, unitIds))
    byUnit.set(owner.unitId, [...(byUnit.get(owner.unitId) ?? []), owner])
  return new Map(
    unitIds.flatMap((unitId): [number, number][] => {
      const ofLot = byUnit.get(unitId) ?? []
      const own = ofLot.find(({ ownedUnitId }) => ownedUnitId === unitId)
      const several = new Set(ofLot.map(({ patientId }) => patientId)).size > 1
      const owner = own ?? (several ? undefined : ofLot[0])
      return owner ? [[unitId, owner.patientId]] : []
    }),
  )
}

/** The units that stand recorded as this patient's own, the latest first. */
export const ownUnitsOf: (reader: Reader, patientId: number) => Promise<OwnUnit[]> = read(
  'patients.own-units',
  row({
    id: int,
    unitId: int,
    unitNumber: nullable(text),
    lotNumber: text,
    productName: text,
    recordedAt: instant,
  }),
  (patientId: number) => sql`SELECT a."id", a."unitId", u."number" AS "unitNumber", l."lotNumber",
      d."name" AS "productName", a."recordedAt"
    FROM "AutologousUnit" a JOIN "Unit" u ON u."id" = a."unitId" JOIN "Lot" l ON l."id" = u."lotId"
      JOIN "Product" d ON d."id" = u."productId"
    WHERE a."patientId" = ${patientId} AND a."endedAt" IS NULL ORDER BY a."id" DESC`,
  [1],
)

/** One patient with the standing allergies; null when there is none. The caller records the read (R38). */
export async function patientById(reader: Reader, id: number): Promise<PatientWithAllergies | null> {
  const one = await reader.patient.findUnique({ where: { id }, select: found })
  if (!one) return null
  return { ...asPatient(one), allergies: (await allergiesOf(reader, [id])).get(id) ?? [] }
}
