import type { Day } from '~/lib/day'
import type { Likeness, Similar } from '../types'
import { foldSearch, mrnKeyOf } from './find-keys'

/** Who a patient is, as far as two records are compared. */
export type Identity = { readonly mrn: string; readonly name: string; readonly birthDate: Day }

/** Whether two texts differ by at most one letter: changed, missing, added, or exchanged with the next one. */
export function withinOneLetter(a: string, b: string): boolean {
  const [short, long] = [[...a], [...b]].sort((one, other) => one.length - other.length) as [string[], string[]]
  if (long.length - short.length > 1) return false
  let from = 0
  while (from < short.length && short[from] === long[from]) from += 1
  const rest = (letters: readonly string[], skip: number): string => letters.slice(from + skip).join('')
  if (short.length < long.length) return rest(short, 0) === rest(long, 1)
  if (rest(short, 1) === rest(long, 1)) return true
  return short[from] === long[from + 1] && short[from + 1] === long[from] && rest(short, 2) === rest(long, 2)
}

/** Every order that begins with another word: `rosa maria example` as `example rosa maria`. */
const rotations = (words: readonly string[]): string[] =>
  words.map((_, from) => [...words.slice(from), ...words.slice(0, from)].join(''))

/** Whether a name is the other with a part left out, such as a middle or second last name. Two words of it at least. */
function leavesOut(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length >= 2 && short.every((word) => long.includes(word))
}

/**
 * Whether two names may be one person's: within one letter, accent or apostrophe, whatever the order of the words, or with a
 * part left out.
 */
export function sameName(a: string, b: string): boolean {
  const [one, other] = [foldSearch(a).split(' '), foldSearch(b).split(' ')]
  const joined = one.join('')
  return rotations(other).some((name) => withinOneLetter(joined, name)) || leavesOut(one, other)
}

/** Birth dates that a slip of the hand makes of this one: day and month exchanged, or one digit changed. */
export function slipsOf(birthDate: Day): string[] {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const exchanged = `${year}-${day}-${month}`
  const digits = [...birthDate].flatMap((digit, at) =>
    /\d/.test(digit) ? [...'0123456789'].map((other) => birthDate.slice(0, at) + other + birthDate.slice(at + 1)) : [],
  )
  return [...new Set([exchanged, ...digits])].filter((slip) => slip !== birthDate)
}

const likeness = (wanted: Identity, here: Identity): Likeness | null => {
  if (mrnKeyOf(wanted.mrn) === mrnKeyOf(here.mrn)) return 'mrn'
  if (!sameName(wanted.name, here.name)) return null
  if (wanted.birthDate === here.birthDate) return 'name'
  const [one, other] = [foldSearch(wanted.name).split(' ').sort(), foldSearch(here.name).split(' ').sort()]
  return one.join(' ') === other.join(' ') && slipsOf(wanted.birthDate).includes(here.birthDate) ? 'birth-date' : null
}

/** The patients among these who may be the same person as the wanted one, and why. */
export const similarTo = (wanted: Identity, here: readonly (Identity & { readonly id: number })[]): Similar[] =>
  here.flatMap((each): Similar[] => {
    const why = likeness(wanted, each)
    return why === null ? [] : [{ patientId: each.id, why }]
  })
