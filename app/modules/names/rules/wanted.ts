/** Which keys to look for, out of what a text or a label says. Pure: the table is asked by queries/resolve.server.ts. */
import { check37 } from '~/modules/labels/rules/isbt128-structures'
import { spreadsheetDoubts, type TypedText } from '~/modules/labels/rules/typed-text'
import type { Certainty, NearReason, Wanted } from '../types'
import { latin, nameKey } from './keys'

const DONATION = /^([A-NP-Z1-9][A-NP-Z0-9]{2}\d\d\d\d\d{6})(\d\d)?([0-9A-Z*])?$/
const CHECKS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'

/**
 * A donation number as it is kept: 13 characters, without flags and check character. None where the check character is
 * wrong: then a character of the number is, and it is another donation's.
 */
function donationOf(key: string): string | null {
  const [, number, , check] = DONATION.exec(key) ?? []
  if (number === undefined) return null
  return check === undefined || check === CHECKS[check37(number, 0, 13)] ? number : null
}

/** Whether a key is a donation number with flags or check character, right or wrong: no other name stands in it. */
export const isDonation = (key: string): boolean => DONATION.test(key)

/** What may have run into a lot whose separator was lost begins with its identifier: serial, lot, a date, a count. */
const RUN_IN = /^(1[0-7]|2[01]|24[01]|30|37|7003)./

/** A shorter beginning of a lot says nothing. */
const shortestLot = 4

const wanted = (text: string, certainty: Certainty, why: NearReason | null = null): Wanted => ({
  key: nameKey(text),
  certainty,
  why,
})

/** The keys of a typed text: itself, the number without what a label prints behind it, and what a spreadsheet may have made of it. */
export function wantedOfTyped(typed: TypedText): Wanted[] {
  const changed = typed.mends.some((mend) => mend === 'INVISIBLE' || mend === 'OTHER_SCRIPT')
  const found = [wanted(typed.text, changed ? 'mended' : 'exact')]
  if (typed.whole !== null) found.push(wanted(typed.whole, 'exact'))
  const donation = donationOf(nameKey(typed.text))
  if (donation !== null) found.push(wanted(donation, 'exact'))
  const plain = latin(typed.text)
  if (plain !== typed.text.toUpperCase()) found.push(wanted(plain, 'near', 'LOOK_ALIKE'))
  for (const { code, candidates } of typed.doubts)
    if (code !== 'DATE') found.push(...candidates.map((candidate) => wanted(candidate, 'near', code)))
  return distinct(found)
}

/**
 * The key of a lot or serial that a label prints, the same figures with other zeros in front, and the beginnings that it may
 * have where a separator was lost.
 */
export function wantedOfPrinted(text: string | null, certainty: Certainty): Wanted[] {
  if (text === null) return []
  const key = nameKey(text)
  const beginnings = []
  for (let end = key.length - 3; end >= shortestLot; end--)
    if (RUN_IN.test(key.slice(end))) beginnings.push(key.slice(0, end))
  const zeros = spreadsheetDoubts(key).flatMap(({ code, candidates }) => (code === 'LEADING_ZEROS' ? candidates : []))
  return distinct([
    { key, certainty, why: null },
    ...zeros.map((each): Wanted => ({ key: each, certainty: 'near', why: 'LEADING_ZEROS' })),
    ...beginnings.map((each): Wanted => ({ key: each, certainty: 'near', why: 'SEPARATOR_MISSING' })),
  ])
}

function distinct(all: readonly Wanted[]): Wanted[] {
  const seen = new Set<string>()
  return all.filter(({ key }) => key !== '' && !seen.has(key) && seen.add(key))
}
