import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule } from 'zxing-wasm/reader'
import { rollPdf, sheetPdf } from '~/modules/labels/queries/label-pdf.server'
import { layOut, type PlacedLabel } from '~/modules/labels/rules/print/layout'
import { perSheet, placeOnSheet, rolls, sheets } from '~/modules/labels/rules/print/stocks'
import { labelSvg, sheetSvgs, sheetsNeeded } from '~/modules/labels/rules/print/svg'
import { dataMatrixOf } from '~/modules/labels/rules/print/symbol'
import { textWidth } from '~/modules/labels/rules/print/text-width'
import { type LabelFacts, labelWords, printedKinds } from '~/modules/labels/rules/print/words'
import { labelZpl } from '~/modules/labels/rules/print/zpl'
import { readLabel } from '~/modules/labels/rules/read-label'
import { decode } from '~/modules/labels/ui/decode'

const samples: readonly LabelFacts[] = [
  {
    kind: 'unit',
    id: 4711,
    product: 'Amnio flow 2 mL, cryopreserved',
    lot: 'MX2231',
    number: 'V-000123',
    expiry: '2027-01-31',
    storage: 'Vapor LN2, −150 °C or colder',
  },
  {
    kind: 'opened-vial',
    id: 12,
    product: 'Lidocaine 1 % 20 mL',
    lot: 'L-88/7',
    discardAt: '2026-12-22 14:30',
    openedAt: '2026-11-24 14:30',
    openedBy: 'Ana Ruiz',
  },
  { kind: 'pack', id: 98765, product: 'Procedure pack, hip', lot: 'P5', expiry: null },
  { kind: 'place', id: 3, name: 'LN2-1 / B3', within: 'Freezer room, Main Street clinic', storage: 'Vapor LN2' },
  { kind: 'patient', id: 1042, name: 'Łukasz O’Brien-Nuñez', mrn: '0001042', birthDate: '1961-02-03' },
  { kind: 'badge', id: 7, name: 'Ana Ruiz', site: 'Main Street clinic' },
]
const sizes = [...sheets.map(({ id, label }) => ({ id, ...label })), ...rolls]

const placed = (facts: LabelFacts, size: { width: number; height: number }): PlacedLabel => {
  const words = labelWords(facts)
  return layOut(words, dataMatrixOf(words.code), size)
}

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer } })
})

/** What the camera's decoder and the reader make of a picture: kind and number of each of our labels in it. */
async function readBack(image: sharp.Sharp): Promise<string[]> {
  const { data, info } = await image
    .flatten({ background: '#fff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const pixels = {
    data: new Uint8ClampedArray(data),
    width: info.width,
    height: info.height,
    colorSpace: 'srgb',
  } as ImageData
  const symbols = await decode(pixels)
  return symbols.map(({ text, symbologyId }) => {
    const result = readLabel(text, { now: '2026-11-24', symbologyId })
    return result.kind === 'read'
      ? `${result.reading.fields.kind} ${result.reading.fields.id}`
      : `${result.kind} ${text}`
  })
}

const expected = (facts: LabelFacts) => `${facts.kind} ${facts.id}`
const picture = (svg: string, dpi = 203) => sharp(Buffer.from(svg), { density: dpi })

describe('our labels', () => {
  it('come in every kind that is printed', () => {
    expect(samples.map(({ kind }) => kind).sort()).toEqual([...printedKinds].sort())
  })

  it.each(samples.map((facts) => [facts.kind, facts] as const))(
    'of a %s are read back from every size',
    async (_, facts) => {
      for (const size of sizes) {
        expect([size.id, await readBack(picture(labelSvg(placed(facts, size))))]).toEqual([size.id, [expected(facts)]])
      }
    },
  )

  it('keep every line inside the label, and none over another or over the symbol', () => {
    for (const facts of samples) {
      for (const size of sizes) {
        const { texts, symbol } = placed(facts, size)
        let bottom = 0
        for (const { x, y, size: type, text } of texts) {
          expect(x).toBeGreaterThan(symbol.x + symbol.side)
          expect(x + textWidth(text) * type).toBeLessThanOrEqual(size.width + 0.01)
          expect(y - type * 0.75).toBeGreaterThanOrEqual(bottom - 0.01)
          bottom = y
        }
        expect(bottom).toBeLessThan(size.height)
      }
    }
  })

  it('make the discard date of an opened vial the largest', () => {
    for (const size of sizes) {
      const { texts } = placed(samples[1]!, size)
      const date = texts.find(({ text }) => text === '2026-12-22 14:30')
      expect(date?.size).toBe(Math.max(...texts.map((each) => each.size)))
    }
  })

  it('never cut a lot, a date or a code, however small the label', () => {
    const facts: LabelFacts = {
      ...(samples[0] as LabelFacts & { kind: 'unit' }),
      lot: 'ABCDEFGHIJKLMNOPQRST',
      product: 'A name that goes on and on '.repeat(5),
    }
    for (const size of sizes) {
      const texts = placed(facts, size).texts.map(({ text }) => text)
      expect(texts).toContain('Lot ABCDEFGHIJKLMNOPQRST')
      expect(texts).toContain('Exp 2027-01-31')
      expect(texts).toContain(labelWords(facts).code)
    }
  })

  it("have a symbol of at least five millimeters, and no patient's name on a unit", () => {
    for (const size of sizes) expect(placed(samples[0]!, size).symbol.side).toBeGreaterThanOrEqual(5)
    expect(labelWords(samples[0]!).lines.map(({ text }) => text)).toEqual([
      'Lot MX2231',
      'Exp 2027-01-31',
      'Amnio flow 2 mL, cryopreserved',
      'Unit V-000123',
      'Vapor LN2, −150 °C or colder',
      labelWords(samples[0]!).code,
    ])
  })
})

describe('sheets', () => {
  it('fit on their page and do not overlap', () => {
    for (const sheet of sheets) {
      const last = placeOnSheet(sheet, perSheet(sheet) - 1)
      expect(last.page).toBe(0)
      expect(last.x + sheet.label.width).toBeLessThanOrEqual(sheet.page.width)
      expect(last.y + sheet.label.height).toBeLessThanOrEqual(sheet.page.height)
      expect(sheet.pitchX).toBeGreaterThanOrEqual(sheet.label.width)
      expect(sheet.pitchY).toBeGreaterThanOrEqual(sheet.label.height)
      // The same at both edges, as the makers cut them.
      expect(sheet.page.width - last.x - sheet.label.width).toBeCloseTo(sheet.left, 1)
    }
  })

  it('begin at the label that is named, and go on to the next sheet', async () => {
    const sheet = sheets[0]!
    const labels = samples.map((facts) => placed(facts, sheet.label))
    expect(sheetsNeeded(labels.length, sheet, 28)).toBe(2)
    const pages = sheetSvgs(labels, sheet, 28)
    expect(pages).toHaveLength(2)
    expect(await readBack(picture(pages[0]!, 150))).toHaveLength(3)
    const read = [...(await readBack(picture(pages[0]!, 150))), ...(await readBack(picture(pages[1]!, 150)))]
    expect(read.sort()).toEqual(samples.map(expected).sort())
  })
})

/** Draws what the pages of a PDF fill, out of its own content streams: rectangles in points from the lower left corner. */
function pagesOf(pdf: Uint8Array): { width: number; height: number; svg: string }[] {
  const bytes = Buffer.from(pdf)
  const pages: { width: number; height: number; svg: string }[] = []
  const text = bytes.toString('latin1')
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const from = match.index + match[0].length
    let content: string
    try {
      content = inflateSync(bytes.subarray(from, text.indexOf('endstream', from))).toString('latin1')
    } catch {
      continue
    }
    for (const box of content.matchAll(/\/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)) {
      pages.push({ width: Number(box[1]), height: Number(box[2]), svg: '' })
    }
    if (/ re\s/.test(content)) drawn.push(content)
  }
  const contents = drawn.splice(0)
  return pages.map((page, index) => {
    const rectangles = [...(contents[index] ?? '').matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re/g)]
    const path = rectangles
      .map(([, x, y, w, h]) => `M${x} ${page.height - Number(y) - Number(h)}h${w}v${h}h-${w}z`)
      .join('')
    return {
      ...page,
      svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${page.width} ${page.height}" width="${page.width}pt" height="${page.height}pt"><path d="${path}"/></svg>`,
    }
  })
}
const drawn: string[] = []

describe('PDF', () => {
  const at = new Date('2026-11-24T15:00:00Z')

  it('is the same for the same labels and time', async () => {
    const labels = samples.map((facts) => placed(facts, sheets[0]!.label))
    const [one, two] = [await sheetPdf(labels, sheets[0]!, 1, at), await sheetPdf(labels, sheets[0]!, 1, at)]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true)
  })

  it.each(sheets.map((sheet) => [sheet.name, sheet] as const))('of %s is read back', async (_, sheet) => {
    const labels = samples.map((facts) => placed(facts, sheet.label))
    const pages = pagesOf(await sheetPdf(labels, sheet, perSheet(sheet) - 2, at))
    expect(pages.map(({ width }) => Math.round((width / 72) * 25.4))).toEqual([
      Math.round(sheet.page.width),
      Math.round(sheet.page.width),
    ])
    const read: string[] = []
    for (const { svg } of pages) read.push(...(await readBack(picture(svg, 200))))
    expect(read.sort()).toEqual(samples.map(expected).sort())
  })

  it('of a roll has a page of the size of each label', async () => {
    const roll = rolls[1]!
    const pages = pagesOf(
      await rollPdf(
        samples.map((facts) => placed(facts, roll)),
        at,
      ),
    )
    expect(pages).toHaveLength(samples.length)
    for (const [index, { svg }] of pages.entries())
      expect(await readBack(picture(svg, 300))).toEqual([expected(samples[index]!)])
  })

  it('writes names with letters that its faces do not have', async () => {
    const names = ['Łukasz Żółć', '李小龍', 'Ana\u0301 Ñandú', 'Ωmega −150 °C']
    const labels = names.map((name) => placed({ kind: 'badge', id: 5, name, site: 'Clinic' }, rolls[0]!))
    expect(pagesOf(await rollPdf(labels, at))).toHaveLength(names.length)
  })
})

/** Draws the pictures of ZPL labels: `^FO` and the bytes of `^GFA`. */
function drawZpl(zpl: string): sharp.Sharp {
  const [, width, height] = /\^PW(\d+)\^LL(\d+)/.exec(zpl)!.map(Number)
  const pixels = Buffer.alloc(width! * height!, 255)
  for (const [, left, top, total, perRow, data] of zpl.matchAll(
    /\^FO(\d+),(\d+)\^GFA,(\d+),\d+,(\d+),([0-9A-F]+)\^FS/g,
  )) {
    const bytes = Buffer.from(data!, 'hex')
    expect(bytes.length).toBe(Number(total))
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      if (((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1) === 0) continue
      const row = Number(top) + Math.floor(bit / (Number(perRow) * 8))
      pixels[row * width! + Number(left) + (bit % (Number(perRow) * 8))] = 0
    }
  }
  return sharp(pixels, { raw: { width: width!, height: height!, channels: 1 } })
}

describe('ZPL', () => {
  it.each([203, 300] as const)('at %i dots an inch is read back from every size', async (dpi) => {
    for (const facts of samples) {
      for (const size of sizes) {
        expect(await readBack(drawZpl(labelZpl(placed(facts, size), dpi)).toColourspace('srgb'))).toEqual([
          expected(facts),
        ])
      }
    }
  })

  it('writes every line as a field, with its own signs escaped', () => {
    const zpl = labelZpl(placed({ kind: 'place', id: 1, name: 'A^B~C_D', within: 'x', storage: null }, rolls[0]!), 203)
    expect(zpl).toContain('^FH_^FDA_5EB_7EC_5FD^FS')
    expect(zpl.startsWith('^XA^CI28')).toBe(true)
    expect(zpl.trimEnd().endsWith('^XZ')).toBe(true)
  })
})
