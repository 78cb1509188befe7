/** ISBT 128 as it is printed for eyes and typed in: donation number with its check character, SEC, Basic UDI-DI. */
import { addEuropeanDonation, addFields } from './isbt128-fields'
import { BASIC_UDI, check37, EUROPEAN_CODE, misfit, NUMBER } from './isbt128-structures'
import { accept, type Ctx, type Outcome, refuse } from './outcome'
import { fail, newStatement, type Statement } from './statements'

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'

/**
 * Reads a printed form: a donation number with its check character (`G1234 17 654321 A`, App. A.1, in one piece too
 * unless all are digits), `SEC:` with its 40 characters (ST-012 2.3), a Basic UDI-DI (ST-017 app. 1).
 * @returns null where the text has none of these shapes; a refusal where it has and the check is wrong
 */
export function readIsbtText(text: string, ctx: Ctx): Outcome | null {
  const european = /^SEC:?\s*(\w{21})\s*(\w{19})$/.exec(text)
  if (european) return readEuropeanCode(european[1]! + european[2]!, ctx)
  if (text.length === 18 && misfit(text, 0, BASIC_UDI) < 0) return readBasicUdi(text, ctx)
  const spaced = text.length === 17 && text[5] === ' ' && text[8] === ' ' && text[15] === ' '
  if (!spaced && (text.length !== 14 || /^\d+$/.test(text))) return null
  const number = spaced ? text.slice(0, 5) + text.slice(6, 8) + text.slice(9, 15) : text.slice(0, 13)
  const check = text[text.length - 1]!
  if (!VALUES.includes(check) || misfit(number, 0, NUMBER) >= 0) return null
  const right = VALUES[check37(number, 0, 13)]!
  if (check !== right) return wrongCheck(right, text.length - 1, check)
  const s = newStatement(number, ctx)
  s.fields.din = number
  s.fields.checkCharacter = check
  s.elements.push({ id: '001', value: number }, { id: 'K', value: check })
  return read('isbt128-keyed-din', s, ctx)
}

function readEuropeanCode(code: string, ctx: Ctx): Outcome {
  const s = newStatement(code, ctx)
  const wrong = misfit(code, 0, EUROPEAN_CODE.sets)
  if (wrong >= 0) fail(s, 'FORMAT', 'Single European Code', wrong, wrong + 1)
  else if (addFields(s, EUROPEAN_CODE, 0, 40)) addEuropeanDonation(s)
  s.elements.push({ id: '038', value: code })
  return s.refused ?? read('isbt128-sec-text', s, ctx)
}

function readBasicUdi(text: string, ctx: Ctx): Outcome {
  const right = String(check37(text, 0, 16)).padStart(2, '0')
  const given = text.slice(16)
  if (given !== right) return wrongCheck(right, 16, given)
  const s = newStatement(text, ctx)
  s.fields.basicUdiDi = text
  s.elements.push({ id: 'basic-udi-di', value: text })
  return read('isbt128-basic-udi-di', s, ctx)
}

function wrongCheck(right: string, at: number, given: string): Outcome {
  return refuse('CHECK_CHARACTER', `The check at its end should be “${right}”.`, at, given)
}

/** The outcome of a text read without fault. */
export function read(form: string, s: Statement, ctx: Ctx): Outcome {
  return accept({ symbology: 'isbt128', form, elements: s.elements, fields: s.fields, warnings: ctx.warnings })
}
