import type { Day } from '~/lib/day'
import { among, amongTexts, join, type Reader, type Sql, sql } from '~/lib/db.server'
import { day, int, read, row, text } from '~/lib/rows.server'
import { foldMrn, foldSearch, mrnKeyOf, nameKeyOf, pieceWanted } from '../rules/find-keys'
import { type Wanted, wantedOf, withoutLabels } from '../rules/search'
import { type Identity, similarTo, slipsOf } from '../rules/similar'
import type { Patient, Similar } from '../types'

const shape = { id: int, mrn: text, name: text, birthDate: day }
const columns = sql`a."id", a."mrn", a."name", a."birthDate"`

/** A search shows at most so many; whoever gets more types another word. */
export const foundMost = 50

// Folded words are letters and digits, so none of them means anything to LIKE.
const withWords = (words: readonly string[]): Sql =>
  join(
    words.map((word) => sql`a."searchKey" LIKE ${`%${word}%`}`),
    ' AND ',
  )

/** One index leads to the patients who are compared: the birth date, or a piece of the longest word. */
const ofWanted = ({ words, birthDates }: Wanted): Sql => {
  const led =
    birthDates === null
      ? sql`a."id" IN (SELECT "patientId" FROM "PatientPiece" WHERE "piece" = ${pieceWanted(words)})`
      : sql`a."birthDate" IN ${amongTexts(birthDates)}`
  return words.length > 0 ? sql`${led} AND ${withWords(words)}` : led
}

const found = read(
  'patients.found',
  row(shape),
  (wanted: Wanted) =>
    sql`SELECT ${columns} FROM "Patient" a WHERE ${ofWanted(wanted)} ORDER BY a."name", a."id" LIMIT ${foundMost}`,
  [{ words: ['ana', 'ruiz'], birthDates: null }],
  [{ words: ['ana'], birthDates: ['1961-02-03' as Day] }],
)

const ofMrnKey = read(
  'patients.of-mrn-key',
  row(shape),
  (key: string) => sql`SELECT ${columns} FROM "Patient" a WHERE a."mrnKey" = ${key} ORDER BY a."id"`,
  ['1042'],
)

/**
 * Patients that a text may mean (R25): the one whose MRN it is, with or without spaces, hyphens and leading zeros, O for 0;
 * otherwise any part of name or MRN with or without accents and apostrophes, and the birth date as Americans write it. At
 * most 50, by name; an empty search finds nobody. The caller asks for the right and records the read (R38).
 */
export async function searchPatients(reader: Reader, search: string, today: Day): Promise<Patient[]> {
  const asked = withoutLabels(search.slice(0, 200))
  const key = mrnKeyOf(asked)
  const exact = /\p{N}/u.test(key) ? await ofMrnKey(reader, key) : []
  if (exact.length > 0) return exact
  const all = new Map<number, Patient>()
  for (const wanted of wantedOf(asked, today))
    for (const patient of await found(reader, wanted)) all.set(patient.id, patient)
  return [...all.values()].sort(byName).slice(0, foundMost)
}

const byName = (a: Patient, b: Patient): number => {
  const [one, other] = [foldSearch(a.name), foldSearch(b.name)]
  return one < other ? -1 : one > other ? 1 : a.id - b.id
}

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
