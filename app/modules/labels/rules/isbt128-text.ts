/** ISBT 128 as it is printed for eyes and typed in: donation number with its check character, SEC, Basic UDI-DI. */
import type { LabelReading } from '../types'
import { addEuropeanCode, type Fields } from './isbt128-fields'
import { check37, DONATION, misfit, pattern } from './isbt128-structures'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'
const EUROPEAN = pattern('A2Y19A1Y10N8')
const NUMBER = DONATION.sets.slice(0, 13)
const BASIC_UDI = pattern('G5X6A1X4N2')

/**
 * Reads a printed form: a donation number with its check character (`G1234 17 654321 A`, App. A.1, in one piece too
 * unless all are digits), `SEC:` with its 40 characters (ST-012 2.3), a Basic UDI-DI (ST-017 app. 1).
 * @returns null where the text has none of these shapes; a refusal where it has and the check is wrong
 */
export function readIsbtText(text: string, ctx: Ctx): Outcome | null {
  if (text.startsWith('SEC')) return readEuropeanText(text, ctx)
  if (text.length === 18 && misfit(text, 0, BASIC_UDI) < 0) return readBasicUdi(text, ctx)
  const spaced = text.length === 17 && text[5] === ' ' && text[8] === ' ' && text[15] === ' '
  const number = spaced ? text.slice(0, 5) + text.slice(6, 8) + text.slice(9, 15) : text.slice(0, 13)
  const given = VALUES.indexOf(text[text.length - 1] ?? ' ')
  if ((!spaced && (text.length !== 14 || /^\d+$/.test(text))) || given < 0 || misfit(number, 0, NUMBER) >= 0)
    return null
  const right = check37(number, 0, 13)
  if (given !== right) {
    const detail = `The check character of this donation number should be “${VALUES[right]}”.`
    return refuse('CHECK_CHARACTER', detail, text.length - 1, VALUES[given])
  }
  const elements = [
    { id: '001', value: number },
    { id: 'K', value: VALUES[given]! },
  ]
  return toReading('isbt128-keyed-din', elements, { din: number, checkCharacter: VALUES[given]! }, ctx)
}

/** Donation and product sequence stand apart by a space or on two lines. */
function readEuropeanText(text: string, ctx: Ctx): Outcome | null {
  const match = /^SEC:?\s*(\w{21})\s*(\w{19})$/.exec(text)
  if (!match) return null
  const code = match[1]! + match[2]!
  const wrong = misfit(code, 0, EUROPEAN)
  if (wrong >= 0)
    return refuse('FORMAT', `“${code[wrong]}” can't stand here in a Single European Code.`, undefined, code[wrong])
  const fields: Fields = {}
  const refused = addEuropeanCode(fields, code, 0)
  if (refused) return refused
  addDonationOf(fields)
  return toReading('isbt128-sec-text', [{ id: '038', value: code }], fields, ctx)
}

/** Takes the donation number from the SEC where the label has no other and it has the shape of one (ST-012 3.2). */
export function addDonationOf(fields: Fields): void {
  const donation = fields.secDonation as string
  if (fields.din === undefined && misfit(donation, 0, NUMBER) < 0) fields.din = donation
}

function readBasicUdi(text: string, ctx: Ctx): Outcome {
  const right = String(check37(text, 0, 16)).padStart(2, '0')
  if (!text.endsWith(right)) {
    return refuse('CHECK_CHARACTER', `The last two digits should be “${right}”.`, 16, text.slice(16))
  }
  return toReading('isbt128-basic-udi-di', [{ id: 'basic-udi-di', value: text }], { basicUdiDi: text }, ctx)
}

function toReading(form: string, elements: LabelReading['elements'], fields: Fields, ctx: Ctx): Outcome {
  return accept({ symbology: 'isbt128', form, elements, fields, warnings: ctx.warnings })
}
