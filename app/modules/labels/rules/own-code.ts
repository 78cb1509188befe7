/**
 * Our own labels (R7): `VK`, a letter for the kind, the number in sixteen letters, two check letters. Only letters that
 * the keyboard layouts of Latin script leave alone (no A Q W Z Y M, no X F), so that a wrongly set scanner still reads
 * what we print; in capitals or not; and none of the other standards begins with a letter.
 */
import { idMax } from '~/lib/id'
import { weightedSum } from './characters'
import { accept, type Ctx, type Outcome, readingOf, refuse, warn } from './outcome'

/** What our labels are stuck on. */
export type OwnKind = 'unit' | 'place' | 'pack' | 'opened-vial' | 'patient' | 'badge' | 'lot' | 'kit' | 'procedure'

const KIND_LETTERS: Readonly<Record<OwnKind, string>> = {
  unit: 'U',
  place: 'P',
  pack: 'S',
  'opened-vial': 'O',
  patient: 'T',
  badge: 'B',
  lot: 'L',
  kit: 'K',
  procedure: 'R',
}

const DIGITS = 'BCDEGHJKLNPRSTUV'
const PREFIX = 'VK'
/** The largest prime under 16 × 16: a changed letter or two exchanged ones always change the remainder. */
const MODULUS = 251

/**
 * The text of one of our codes.
 * @param kind what the label is stuck on
 * @param id the row's number, 1 to 2,147,483,647; anything else is a fault and throws
 */
export function encodeOwnCode({ kind, id }: { readonly kind: OwnKind; readonly id: number }): string {
  if (!Number.isInteger(id) || id < 1 || id > idMax) throw new RangeError(`No code for the number ${id}`)
  let number = ''
  for (let rest = id; rest > 0; rest = Math.floor(rest / 16)) number = DIGITS[rest % 16] + number
  const body = PREFIX + KIND_LETTERS[kind] + number
  return body + checkLetters(body)
}

/** Whether the text begins as our codes do, whatever the caps lock makes of it. */
export function isOwnCode(text: string): boolean {
  return /^VK[UPSOTBLKR][BCDEGHJKLNPRSTUV]{3,16}$/i.test(text)
}

/** Reads one of our codes; refuses wrong check letters and numbers with leading zeros. Fields: `kind`, `id`. */
export function readOwnCode(text: string, ctx: Ctx): Outcome {
  const code = text.toUpperCase()
  const number = code.slice(3, -2)
  if (!code.endsWith(checkLetters(code.slice(0, -2)))) {
    return refuse('CHECK_CHARACTER', 'own', text.length - 2, text.slice(-2))
  }
  let id = 0
  for (const letter of number) id = id * 16 + DIGITS.indexOf(letter)
  const kind = (Object.keys(KIND_LETTERS) as OwnKind[]).find((each) => KIND_LETTERS[each] === code[2])
  if (!kind || number[0] === DIGITS[0] || id > idMax) return refuse('FORMAT', 'own', 3, number)
  if (code !== text) warn(ctx, 'CAPS_LOCK_SUSPECTED', 'own')
  return accept(readingOf('own', `own-${kind}`, [{ id: code.slice(0, 3), value: number }], { kind, id }, ctx))
}

/** Two letters: the sum of each letter's code times its place from the left, from 2, modulo the prime. */
function checkLetters(body: string): string {
  const sum = weightedSum(body) % MODULUS
  return DIGITS[sum >> 4]! + DIGITS[sum & 15]!
}
