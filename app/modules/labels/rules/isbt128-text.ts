/** ISBT 128 as it is printed for eyes and typed in: donation number with its check character, SEC, Basic UDI-DI. */
import { addEuropeanDonation, addFields } from './isbt128-fields'
import { BASIC_UDI, check37, EUROPEAN_CODE, misfit, NUMBER } from './isbt128-structures'
import type { Ctx, Outcome } from './outcome'
import { conclude, fail, newStatement, put, type Statement } from './statements'

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'

/**
 * Reads a printed form: a donation number with its check character (`G1234 17 654321 A`, App. A.1, in one piece too
 * unless all are digits), with its flags (`A9999 26 100417 00`, in one piece where it begins with a letter) or both;
 * `SEC:` with its 40 characters (ST-012 2.3), a Basic UDI-DI (ST-017 app. 1).
 * @returns null where the text has none of these shapes; a refusal where it has and the check is wrong
 */
export function readIsbtText(text: string, ctx: Ctx): Outcome | null {
  const european = /^SEC:?\s*(\w{21})\s*(\w{19})$/.exec(text)
  if (european) return readEuropeanCode(european[1]! + european[2]!, ctx)
  if (text.length === 18 && misfit(text, 0, BASIC_UDI) < 0) return readBasicUdi(text, ctx)
  return readKeyedDonation(text, ctx)
}

/** A donation number as a person types it, with what a label prints behind it: two flags, the check character, or both. */
function readKeyedDonation(text: string, ctx: Ctx): Outcome | null {
  const printed = /^(.{5})( ?)(..)\2(.{6})(?:\2(\d\d))?(?:\2(.))?$/.exec(text)
  const [, facility = '', blank, year = '', serial = '', flags = '', check = ''] = printed ?? []
  const number = facility + year + serial
  if (misfit(number, 0, NUMBER) >= 0 || number.length !== 13 || flags + check === '') return null
  // In one piece, digits alone or with flags only are any number; the check character or a letter in front tells it.
  if (blank === '' && (/^\d+$/.test(text) || (check === '' && !/^[A-Z]/.test(text)))) return null
  if (VALUES.indexOf(check) < 0) return null
  const s = newStatement(number + flags + check, ctx)
  const right = check37(number, 0, 13)
  if (check !== '') checkEnd(s, VALUES[right]!)
  if (Number(flags) >= 60 && Number(flags) <= 96 && Number(flags) - 60 !== right) fail(s, 'FLAG_CHECKSUM', '', 13, 15)
  s.fields.din = number
  put(s, '001', 0, 13)
  if (flags !== '') put(s, 'flags', 13, 15)
  if (check !== '') {
    s.fields.checkCharacter = check
    put(s, 'K', 13 + flags.length, 14 + flags.length)
  }
  return conclude('isbt128', 'isbt128-keyed-din', s, ctx)
}

function readEuropeanCode(code: string, ctx: Ctx): Outcome {
  const s = newStatement(code, ctx)
  const wrong = misfit(code, 0, EUROPEAN_CODE.sets)
  if (wrong >= 0) fail(s, 'FORMAT', 'Single European Code', wrong, wrong + 1)
  else if (addFields(s, EUROPEAN_CODE, 0, 40)) addEuropeanDonation(s)
  put(s, '038', 0, 40)
  return conclude('isbt128', 'isbt128-sec-text', s, ctx)
}

function readBasicUdi(text: string, ctx: Ctx): Outcome {
  const s = newStatement(text, ctx)
  checkEnd(s, String(check37(text, 0, 16)).padStart(2, '0'))
  s.fields.basicUdiDi = text
  put(s, 'basic-udi-di', 0, 18)
  return conclude('isbt128', 'isbt128-basic-udi-di', s, ctx)
}

function checkEnd(s: Statement, right: string): void {
  const end = s.text.length
  if (!s.text.endsWith(right)) fail(s, 'CHECK_CHARACTER', right, end - right.length, end)
}
