import type { Day } from '~/lib/day'
import { among, amongTexts, type Reader, type Sql, sql } from '~/lib/db.server'
import { day, int, read, row, text } from '~/lib/rows.server'
import { foldMrn, foldSearch, mrnKeyOf, nameKeyOf, piecesWanted } from '../rules/find-keys'
import { type Wanted, wantedOf } from '../rules/search'
import { type Identity, similarTo, slipsOf } from '../rules/similar'
import type { Patient, Similar } from '../types'

const shape = { id: int, mrn: text, name: text, birthDate: day }
const columns = sql`a."id", a."mrn", a."name", a."birthDate"`

/** A search shows at most so many; whoever gets more types another word. */
export const foundMost = 50

/** Every piece of the words leads to its patients; those that have all of them are compared with the words themselves. */
const withWords = (words: readonly string[]): Sql => {
  const pieces = piecesWanted(words)
  const having = sql`a."id" IN (SELECT "patientId" FROM "PatientPiece" WHERE "piece" IN ${amongTexts(pieces)}
    GROUP BY "patientId" HAVING COUNT(*) = ${pieces.length})`
  // Folded words are letters and digits, so none of them means anything to LIKE.
  return words.reduce((where, word) => sql`${where} AND a."searchKey" LIKE ${`%${word}%`}`, having)
}

const ofWanted = ({ words, birthDates }: Wanted): Sql => {
  if (birthDates === null) return withWords(words)
  const born = sql`a."birthDate" IN ${amongTexts(birthDates)}`
  return words.reduce((where, word) => sql`${where} AND a."searchKey" LIKE ${`%${word}%`}`, born)
}

const found = read(
  'patients.found',
  row(shape),
  (wanted: Wanted) =>
    sql`SELECT ${columns} FROM "Patient" a WHERE ${ofWanted(wanted)} ORDER BY a."name", a."id" LIMIT ${foundMost}`,
  [{ words: ['ana', 'ruiz'], birthDates: null }],
  [{ words: ['ana'], birthDates: ['1961-02-03' as Day] }],
)

/**
 * Patients that a text may mean (R25): any part of the name with or without accents and apostrophes, the birth date as
 * Americans write it, the MRN with or without spaces, hyphens and leading zeros, O for 0. At most 50, by name; an empty search
 * finds nobody. The caller asks for the right and records the read (R38).
 */
export async function searchPatients(reader: Reader, search: string, today: Day): Promise<Patient[]> {
  const all = new Map<number, Patient>()
  for (const wanted of wantedOf(search.slice(0, 200), today))
    for (const patient of await found(reader, wanted)) all.set(patient.id, patient)
  const mrn = mrnKeyOf(search)
  // The one whose number it is stands first.
  const rank = ({ mrn: own }: Patient): number => (mrnKeyOf(own) === mrn ? 0 : 1)
  return [...all.values()].sort((a, b) => rank(a) - rank(b) || byName(a, b)).slice(0, foundMost)
}

const byName = (a: Patient, b: Patient): number => {
  const [one, other] = [foldSearch(a.name), foldSearch(b.name)]
  return one < other ? -1 : one > other ? 1 : a.id - b.id
}

const ofMrnKey = read(
  'patients.of-mrn-key',
  row(shape),
  (key: string) => sql`SELECT ${columns} FROM "Patient" a WHERE a."mrnKey" = ${key} ORDER BY a."id"`,
  ['1042'],
)

/** The patient with exactly this MRN, as a wristband or chart label gives it; null when there is none. */
export async function patientByMrn(reader: Reader, mrn: string): Promise<Patient | null> {
  const folded = foldMrn(mrn)
  if (folded === '') return null
  return (await ofMrnKey(reader, mrnKeyOf(mrn))).find((one) => foldMrn(one.mrn) === folded) ?? null
}

const alike = read(
  'patients.alike',
  row(shape),
  (mrnKey: string, birthDate: Day, nameKey: string, slips: readonly string[]) => sql`
    SELECT ${columns} FROM "Patient" a WHERE a."mrnKey" = ${mrnKey}
    UNION SELECT ${columns} FROM "Patient" a WHERE a."birthDate" = ${birthDate}
    UNION SELECT ${columns} FROM "Patient" a WHERE a."nameKey" = ${nameKey} AND a."birthDate" IN ${amongTexts(slips)}
    ORDER BY "id"`,
  ['1042', '1961-02-03' as Day, 'ana ruiz', ['1961-03-02']],
)

/** The patients who may be this very person, and why: who is compared comes from three indexes. */
export async function similarPatients(reader: Reader, who: Identity): Promise<Similar[]> {
  const { mrn, name, birthDate } = who
  return similarTo(who, await alike(reader, mrnKeyOf(mrn), birthDate, nameKeyOf(name), slipsOf(birthDate)))
}

const identity = read(
  'patients.identity',
  row(shape),
  (patientId: number) => sql`SELECT ${columns} FROM "Patient" a WHERE a."id" = ${patientId}`,
  [1],
)

/** The other patients with nearly this one's name and birth date, who are taken for each other. The caller records the read. */
export async function namesakesOf(reader: Reader, patientId: number): Promise<Patient[]> {
  const who = await identity.one(reader, patientId)
  if (!who) return []
  const similar = await similarPatients(reader, who)
  return patientsByIds(
    reader,
    similar.filter((each) => each.patientId !== patientId && each.why !== 'mrn').map((each) => each.patientId),
  )
}

const ofIds = read(
  'patients.of-ids',
  row(shape),
  (ids: readonly number[]) =>
    sql`SELECT ${columns} FROM "Patient" a WHERE a."id" IN ${among(ids)} ORDER BY a."name", a."id"`,
  [[1, 2]],
)

/** Patients by their ids. The caller records the read. */
export const patientsByIds = async (reader: Reader, ids: readonly number[]): Promise<Patient[]> =>
  ids.length === 0 ? [] : ofIds(reader, ids)

const lastMrnRule = read(
  'patients.mrn-rule',
  row({ shortest: int }),
  () => sql`SELECT "shortest" FROM "MrnRule" ORDER BY "id" DESC LIMIT 1`,
  [],
)

/** How many letters and digits this clinic's record numbers have at least; null while nobody has said so. */
export const shortestMrnSaid = async (reader: Reader): Promise<number | null> =>
  (await lastMrnRule.one(reader))?.shortest ?? null
