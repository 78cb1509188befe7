/** Mutated label texts from a seed, and what no reading may ever contain, for the fuzz test and the bench. */
import { aiSpec } from '~/modules/labels/rules/gs1-table'
import type { LabelReading, LabelResult } from '~/modules/labels/types'

/** Honest labels of every standard: what is mutated. */
export const CORPUS: readonly string[] = [
  ']d201095060001343521726123110AB1\x1d21S9',
  '010950600013435211240200\x1d10LOT-4711/A\x1d21000123\x1d3012',
  ']C10109506000134352310300010017261231',
  ']C1800302112345678900ABC\x1d8008261231235959\x1d800112341234512398',
  ']C1423276752840\x1d3910840125\x1d7007261101261102',
  '00061414112345678902',
  '(01)09506000134352(17)261231(10)AB1(21)S9',
  'https://id.gs1.org/01/09506000134352/10/ABC%2F1/21/S9?17=261231&98=X',
  ']E05901234123457',
  '300450549105',
  '01234565',
  '-12345626',
  '[)>\x1e06\x1d9N112097776020\x1d1TABC123\x1dD290331\x1e\x04',
  '+A99912345/$$3260928YZ-1/SX1J',
  '+A999123457',
  '+$$32609283C00170',
  '+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202H',
  '=A99992600000100',
  '=+03000=A99992600000100=<E0382VAa&>0263652359',
  '=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123',
  'G1234 17 654321 A',
  'VKUCDJKHL',
  'LOT 3C001 EXP 05/2026',
  '¨d201095060001343521726123110AB+1-z\x1d21Y9)Q=m',
]

const SPICE = '0123456789ABCXYZabcxyz+-/$=&<>()[]{}|~^%.,:;_ \x1d\x1e\x04\0\r\n\t\u00e9\u00a8\uff11\u0661\u{1f600}'
const SPICES = [...SPICE]

/** A small fast generator with a seed (mulberry32): numbers from 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** One label with up to four changes: a character replaced, put in, left out, exchanged; cut, joined with another, repeated. */
export function mutate(corpus: readonly string[], random: () => number): string {
  const pick = (limit: number) => Math.floor(random() * limit)
  let text = corpus[pick(corpus.length)]!
  for (let changes = 1 + pick(4); changes > 0; changes--) {
    const at = pick(text.length + 1)
    const spice = SPICES[pick(SPICES.length)]!
    switch (pick(8)) {
      case 0:
      case 1:
        text = text.slice(0, at) + spice + text.slice(at + 1)
        break
      case 2:
        text = text.slice(0, at) + spice + text.slice(at)
        break
      case 3:
        text = text.slice(0, at) + text.slice(at + 1)
        break
      case 4:
        text = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
        break
      case 5:
        text = text.slice(0, at)
        break
      case 6:
        text += corpus[pick(corpus.length)]!
        break
      default:
        text = text.slice(0, at) + text.slice(at) + text.slice(at, at + 8)
    }
  }
  return text
}

/** What a result says that no result may, or null. An oracle of its own: it shares the formats, but none of the checks. */
export function forbiddenIn(result: LabelResult): string | null {
  const readings = result.kind === 'read' ? [result.reading] : result.kind === 'ambiguous' ? result.readings : []
  if (result.kind === 'ambiguous' && readings.length === 0) return 'a question without readings'
  for (const reading of readings) {
    const wrong = reading.symbology === 'gs1' ? forbiddenElements(reading) : null
    if (wrong) return wrong
    const { expiry, gtin, lot } = reading.fields
    if (expiry !== undefined && !isCalendarDay(expiry.slice(0, 10))) return `expiry ${expiry}`
    if (gtin !== undefined && !isRightGtin(gtin)) return `gtin ${gtin}`
    if (lot === '') return 'an empty lot'
  }
  return null
}

function forbiddenElements(reading: LabelReading): string | null {
  const values = new Map<string, string>()
  for (const { id, value } of reading.elements) {
    const spec = aiSpec(Number(id))
    if (!spec || spec.ai !== id) return `identifier ${id}`
    if (value.length < spec.min || value.length > spec.max) return `(${id}) with ${value.length} characters`
    if (!/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z#]*$/.test(value)) return `(${id}) with ${JSON.stringify(value)}`
    if (spec.parts.every((part) => part.set === 1) && !/^\d+$/.test(value)) return `(${id}) with ${value}`
    if (values.has(id) && values.get(id) !== value) return `(${id}) twice`
    if (/^1[1-35-7]$/.test(id)) {
      const [month, day] = [Number(value.slice(2, 4)), Number(value.slice(4))]
      if (month < 1 || month > 12 || day > 31) return `(${id}) ${value}`
    }
    values.set(id, value)
  }
  return null
}

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

function isRightGtin(gtin: string): boolean {
  let sum = 0
  for (const [at, digit] of [...gtin].reverse().entries()) sum += Number(digit) * (at % 2 === 0 ? 1 : 3)
  return /^\d{14}$/.test(gtin) && sum % 10 === 0
}
