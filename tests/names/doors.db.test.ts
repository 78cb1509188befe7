import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Day } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { addCode } from '~/modules/catalog/commands.server'
import { scanForGiving } from '~/modules/procedures/commands/scan-give.server'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { scannedLookUp } from '~/modules/recalls/queries/scanned.server'
import { whatIsThis } from '~/modules/reports/queries/what-is-this.server'
import { nameLot } from '~/modules/stock/commands/ledger.server'
import { resolveScan } from '~/modules/stock/queries/scan.server'
import {
  book,
  type Clinic,
  morning,
  newKey,
  newPatient,
  openClinic,
  receive,
  target,
  value,
  zone,
} from '../procedures/clinic'

// One text, five doors, one meaning: readiness, giving, the recall look-up, “What is this?” and the API's look-up.

const GTIN = '05901234123457'
const GS = '\x1d'
const ITEM = `01${GTIN}`

let clinic: Clinic
let procedureId: number
const numbers = new Map<number, string>()

async function lot(lotNumber: string, goods: Parameters<typeof receive>[3] = {}, category = 'biologic-vial') {
  const made = await receive(clinic, category, clinic.fridgeId, { lot: lotNumber, ...goods })
  numbers.set(made.lotId, lotNumber)
  return made
}

beforeAll(async () => {
  clinic = await openClinic()
  const vial = clinic.product('biologic-vial')
  const lidocaine = clinic.product('anesthetic-injectable')
  await clinic.db.write(async (tx) => {
    const code = { scheme: 'gs1', code: GTIN, productId: vial, packageQuantity: 1 } as const
    value(await addCode(tx, clinic.at(), code))
    value(
      await addCode(tx, clinic.at(), { scheme: 'ndc', code: '0409-4277-02', productId: lidocaine, packageQuantity: 1 }),
    )
  })
  for (const [lotNumber, first] of [
    ['CW-305', 'SN-0042'],
    ['NB-2407', 'SN-0043'],
    ['10108716', 'SN-0044'],
    ['8D1082', 'SN-0045'],
    ['90A024', 'SN-0046'],
    ['072915', 'SN-0047'],
    ['6188613', 'SN-0048'],
    ['D9T', 'SN-0049'],
  ] as const) {
    await lot(lotNumber, { number: first })
    await lot(lotNumber, { number: `${first}-B` })
  }
  const tissue = await lot('TX-1', { number: 'SN-0050', donation: 'A999926100417' })
  await clinic.db.write((tx) =>
    nameLot(tx, clinic.at(), tissue.lotId, { kind: 'carton', text: 'CARTON-9' }, { kind: 'donor', text: 'DONOR-551' }),
  )
  await lot('SAME-1', { number: 'SN-0060' })
  await lot('SAME-1', { number: 'LD-1' }, 'anesthetic-injectable')
  procedureId = await book(clinic, { patientId: await newPatient(clinic, ['none'], 'HH-10021') })
  await newPatient(clinic, ['none'], 'D9T')
}, 120_000)
afterAll(() => clinic.close())

/** What a door makes of a text: the lots that it is sure of, or in a word what else. */
type Answer = { readonly lots: readonly string[]; readonly word: string }

const sorted = (lots: Iterable<string>) => [...new Set(lots)].sort()

async function atReadiness(raw: string, symbologyId: string): Promise<Answer> {
  const input = { raw, symbologyId, siteId: clinic.siteId, timeZone: zone, at: morning }
  const found = await resolveScan(clinic.db.read, input)
  if (!found.ok) return { lots: [], word: found.refusal.code }
  const { scanned } = found.value
  if (scanned.kind !== 'units') return { lots: [], word: scanned.kind }
  return { lots: sorted(scanned.units.map((unit) => unit.lotNumber)), word: `${scanned.units.length} here` }
}

async function atGiving(raw: string, symbologyId: string): Promise<string> {
  const found = await perform(clinic.visitor(), scanForGiving, { ...target(procedureId), raw, symbologyId }, newKey())
  if (found.ok) return found.value.kind
  // Which container of the lot it is, is asked of a container that is known.
  const isKnown = found.refusal.code === 'SCAN_WHICH_ONE' || !found.refusal.code.startsWith('SCAN_')
  return isKnown ? 'container' : found.refusal.code
}

async function atWhatIsThis(raw: string, symbologyId: string): Promise<Answer> {
  const found = await whatIsThis(clinic.visitor(), raw, symbologyId)
  const lotId = Number(/^\/stock\/lots\/(\d+)$/.exec(found.to?.href ?? '')?.[1])
  const known = numbers.get(lotId)
  return { lots: known === undefined ? [] : [known], word: `${found.tone} ${found.title} ${found.detail ?? ''}` }
}

async function atLookUp(raw: string, symbologyId: string): Promise<Answer> {
  const scanned = await scannedLookUp(clinic.visitor(), raw, symbologyId)
  if (!scanned.ok) return { lots: [], word: scanned.refusal.sentence }
  const { lot: text, product } = scanned.value
  return atApi(text, product)
}

async function atApi(text: string, product?: string): Promise<Answer> {
  const found = await lookUp(clinic.visitor(), text, [], product ? Number(product) : undefined)
  const said = found.asked.flatMap((each) => each.said).join(' ')
  return { lots: sorted(found.followed.map((match) => match.lotNumber)), word: said }
}

// What is sure: the same lots at every door, and the word that readiness and giving have for it.
const containers: readonly (readonly [text: string, lots: string, symbologyId?: string])[] = [
  // A lot's number as people write it.
  ['CW-305', 'CW-305'],
  ['cw 305', 'CW-305'],
  ['CW305', 'CW-305'],
  ['Lot CW-305.', 'CW-305'],
  ['LOT# CW-305', 'CW-305'],
  ['Lot no. CW-305,', 'CW-305'],
  ['"CW-305"', 'CW-305'],
  ['(CW-305)', 'CW-305'],
  ['[CW-305]', 'CW-305'],
  ['CW–305', 'CW-305'],
  ['\ufeffCW-305\u200b', 'CW-305'],
  ['\u200eCW-305\u200f', 'CW-305'],
  ['Batch: NB-2407', 'NB-2407'],
  ['CARTON-9', 'TX-1'],
  // Lots that begin as a GS1 identifier does.
  ['10108716', '10108716'],
  ['8D1082', '8D1082'],
  ['90A024', '90A024'],
  ['072915', '072915'],
  ['6188613', '6188613'],
  ['Lot 10108716', '10108716'],
  // Serials.
  ['SN-0042', 'CW-305'],
  ['S/N SN-0042', 'CW-305'],
  ['sn0043', 'NB-2407'],
  // Labels.
  [`${ITEM}10CW-305`, 'CW-305'],
  [`${ITEM}1727063010CW-305`, 'CW-305'],
  [`${ITEM}1727063010CW-305${GS}21SN-0042`, 'CW-305'],
  [`${ITEM}21SN-0042`, 'CW-305'],
  [`(01)${GTIN}(17)270630(10)CW-305`, 'CW-305'],
  [`https://id.gs1.org/01/${GTIN}/10/CW-305?17=270630`, 'CW-305'],
  ['10CW-305', 'CW-305', ']C1'],
  [']C110CW-305', 'CW-305'],
]

describe('a container that is known', () => {
  const rows = containers.map(([text, lotNumber, symbologyId = '']) => [text, lotNumber, symbologyId] as const)
  test.each(rows)('%j is of lot %s at every door', async (raw, lotNumber, symbologyId) => {
    const [readiness, giving, what, look] = [
      await atReadiness(raw, symbologyId),
      await atGiving(raw, symbologyId),
      await atWhatIsThis(raw, symbologyId),
      await atLookUp(raw, symbologyId),
    ]
    const api = symbologyId === '' ? await atApi(raw) : look
    expect([readiness.lots, what.lots, look.lots, api.lots]).toEqual(Array(4).fill([lotNumber]))
    expect(giving).toBe('container')
  })
})

// What is not known, or not sure: no door takes anything for it, and each says which of these it is.
const others: readonly (readonly [text: string, code: string, told: RegExp])[] = [
  // Never received, or never heard of.
  ['17D9T', 'SCAN_UNKNOWN', /called that/i],
  ['0312200152', 'SCAN_PRODUCT_UNKNOWN', /not in the catalog/i],
  ['16GS36753', 'SCAN_UNKNOWN', /called that/i],
  ['513602', 'SCAN_UNKNOWN', /called that/i],
  ['07110002', 'SCAN_UNKNOWN', /called that/i],
  ['21S5566', 'SCAN_UNKNOWN', /called that/i],
  ['ZZ-9', 'SCAN_UNKNOWN', /called that/i],
  [`${ITEM}10ZZ-9`, 'SCAN_LOT_UNKNOWN', /never received/i],
  [`${ITEM}21ZZZ999`, 'SCAN_UNIT_UNKNOWN', /serial ZZZ999 was never received/i],
  [`${ITEM}10CW-305${GS}21ZZZ999`, 'SCAN_UNIT_UNKNOWN', /never received/i],
  ['=A999926100999', 'SCAN_LABEL', /short|long/i],
  ['=A99992610099900', 'SCAN_LOT_UNKNOWN', /donation A999926100999 was never received/i],
  // Look-alikes, guesses and mends.
  ['CW-3O5', 'SCAN_UNKNOWN', /Is it .*CW-305/i],
  ['NB-24O7', 'SCAN_UNKNOWN', /Is it .*NB-2407/i],
  ['СW-305', 'SCAN_UNKNOWN', /Is it .*CW-305/i],
  ['CW\u200d-305', 'SCAN_UNSURE', /Is it .*CW-305/i],
  ['CW-٣٠٥', 'SCAN_UNSURE', /Is it .*CW-305/i],
  ['72915', 'SCAN_UNKNOWN', /Is it .*072915/i],
  ['6188613.0', 'SCAN_UNKNOWN', /Is it .*6188613/i],
  ['6,188,613', 'SCAN_UNKNOWN', /Is it .*6188613/i],
  ['06188613', 'SCAN_UNKNOWN', /Is it .*6188613/i],
  ['1.2E+06', 'SCAN_UNKNOWN', /spreadsheet/i],
  ['10D9T', 'SCAN_UNSURE', /Is it .*D9T/i],
  [`${ITEM}10CW-30521SN-9`, 'SCAN_UNSURE', /Is it .*CW-305/i],
  // Which of several.
  ['SAME-1', 'SCAN_SEVERAL', /2 things/i],
  ['D9T', 'SCAN_SEVERAL', /2 things/i],
  // Label and record.
  [`${ITEM}1726063010CW-305`, 'SCAN_EXPIRY_DIFFERS', /expires 2026-06-30, but it is known with 2027-06-30/],
  [`${ITEM}10NB-2407${GS}21SN-0042`, 'SCAN_CONTRADICTS', /serial SN-0042 was received with lot CW-305/],
  // Labels that can't be read, or say two things.
  [`(01)${GTIN}(02)${GTIN}(37)5`, 'SCAN_LABEL', /exclude each other/],
  ['0100000000000000', 'SCAN_LABEL', /zeros/i],
  [`${ITEM}10test\u200d21532`, 'SCAN_LABEL', /can’t stand here/],
  [`${ITEM}10A~1`, 'SCAN_LABEL', /can’t stand here/],
  [`${ITEM.slice(0, -1)}810CW-305`, 'SCAN_LABEL', /check digit/],
  // Products, NDC in every layout.
  ['0409-4277-02', 'SCAN_NO_LOT', /Lidocaine/],
  ['NDC 0409-4277-02', 'SCAN_NO_LOT', /Lidocaine/],
  ['0409427702', 'SCAN_NO_LOT', /Lidocaine/],
  ['00409-4277-02', 'SCAN_NO_LOT', /Lidocaine/],
  ['00409427702', 'SCAN_NO_LOT', /Lidocaine/],
  ['30409427702', 'SCAN_NO_LOT', /Lidocaine/],
  ['1234-5678-90', 'SCAN_PRODUCT_UNKNOWN', /NDC 1234-5678-90 is not in the catalog/],
  ['12345-678-90', 'SCAN_PRODUCT_UNKNOWN', /not in the catalog/],
  ['12345-6789-0', 'SCAN_PRODUCT_UNKNOWN', /not in the catalog/],
  ['12345-6789-01', 'SCAN_PRODUCT_UNKNOWN', /not in the catalog/],
  ['012345-6789-01', 'SCAN_PRODUCT_UNKNOWN', /not in the catalog/],
  ['5901234123457', 'SCAN_NO_LOT', /carries no lot/],
  ['0100300450549105', 'SCAN_PRODUCT_UNKNOWN', /No product has the code/],
  // Groups are many things, and never one of them.
  ['DONOR-551', 'SCAN_OTHER_THING', /donor number/],
  ['A999926100417', 'SCAN_OTHER_THING', /donation number/],
  ['A99992610041700', 'SCAN_OTHER_THING', /donation number/],
  ['A9999 26 100417 00 7', 'SCAN_OTHER_THING', /donation number/],
  ['A9999-26-100417-00-7', 'SCAN_OTHER_THING', /donation number/],
]

describe('what is not known, not sure, or no container', () => {
  test.each(others)('%j is %s at every door, and said', async (raw, code, told) => {
    const symbologyId = ''
    const [readiness, giving, what, look, api] = [
      await atReadiness(raw, symbologyId),
      await atGiving(raw, symbologyId),
      await atWhatIsThis(raw, symbologyId),
      await atLookUp(raw, symbologyId),
      await atApi(raw),
    ]
    expect({ readiness: readiness.word, giving }).toEqual({ readiness: code, giving: code })
    expect(what.word).toMatch(told)
    // A code that names the product alone may say what there is of it; whatever names a container may not.
    if (code !== 'SCAN_NO_LOT') expect(what.word).not.toMatch(/usable/)
    // A recall follows every lot that a text surely names, on its page as at the API, and says how label and record differ.
    expect(look.lots).toEqual(api.lots)
    if (code === 'SCAN_SEVERAL') expect(look.lots).toHaveLength(1)
    else if (code === 'SCAN_EXPIRY_DIFFERS' || code === 'SCAN_CONTRADICTS') expect(look.word).toMatch(told)
    else expect(api.lots.length > 0 && readiness.word !== 'SCAN_UNIT_UNKNOWN').toBe(false)
  })
})

describe('what is neither', () => {
  test('a seal is its kit, a wristband its patient, a place a place', async () => {
    expect((await atReadiness('00417', '')).word).toBe('kit')
    expect((await atReadiness('Seal 00417', '')).word).toBe('kit')
    expect((await atWhatIsThis('00417', '')).word).toMatch(/seal of an emergency kit/i)
    expect(await atGiving('00417', '')).toBe('SCAN_OTHER_THING')
    expect((await atReadiness('HH-10021', '')).word).toBe('patient')
    expect(await atGiving('HH-10021', '')).toBe('patient')
    expect(await atGiving('MRN: hh 10021', '')).toBe('patient')
    expect((await atWhatIsThis('HH-10021', '')).word).toMatch(/Patient Maria Example/)
    expect((await atLookUp('HH-10021', '')).lots).toEqual([])
    expect((await atWhatIsThis('Fridge 2', '')).word).toMatch(/Fridge 2/)
  })

  test('a wristband is not satisfied by a text that names a lot, too', async () => {
    expect(await atGiving('D9T', '')).toBe('SCAN_SEVERAL')
  })

  test('several lots in one look-up are each answered, and what is none is said', async () => {
    const found = await lookUp(clinic.visitor(), 'CW-305, NB-2407 and ZZ-9; CW-300 to CW-310')
    expect(found.asked.map(({ text, lots }) => [text, lots])).toEqual([
      ['CW-305', 1],
      ['NB-2407', 1],
      ['ZZ-9', 0],
      // The ends of the range; what lies between is not looked up.
      ['CW-300', 0],
      ['CW-310', 0],
    ])
    expect(found.asked[2]?.said).toEqual(['Nothing here is called ZZ-9.'])
    expect(found.unread).toEqual(['CW-300 to CW-310'])
    expect(sorted(found.followed.map((match) => match.lotNumber))).toEqual(['CW-305', 'NB-2407'])
  })

  test('an expiry that is printed with the name is compared, too', async () => {
    expect((await atReadiness('Lot CW-305 exp 06/2026', '')).word).toBe('SCAN_EXPIRY_DIFFERS')
    expect((await atWhatIsThis('CW-305 exp 2026-06-30', '')).word).toMatch(/known with 2027-06-30/)
    expect((await atReadiness('CW-305 exp 06/2027', '')).lots).toEqual(['CW-305'])
    expect(morning.slice(0, 10) as Day).toBe('2026-11-24')
  })
})
