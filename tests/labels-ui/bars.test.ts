import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import bwipjs from 'bwip-js/node'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { prepareZXingModule } from 'zxing-wasm/reader'
import { findBars, grayOf, uprighted } from '~/modules/labels/ui/bars'
import { decode, decodeFrame } from '~/modules/labels/ui/decode'
import { straighten } from '~/modules/labels/ui/straighten'

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer } })
})

const label = '17270131' + '10B-7731' + '\x1d' + '21A1'
const drawn = (bcid: string, text: string, scale = 2) =>
  bwipjs.toBuffer({ bcid, text, scale, height: 14, padding: 8, backgroundcolor: 'FFFFFF' })
const gs1Bars = () => drawn('gs1-128', '(17)270131(10)B-7731(21)A1')

/** A picture on a gray table, with what the camera does to it. */
async function seen(symbol: Buffer, distort: (image: sharp.Sharp) => sharp.Sharp = (image) => image) {
  const turned = await distort(sharp(symbol).flatten({ background: '#fff' }))
    .png()
    .toBuffer()
  const { data, info } = await sharp(turned)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height, colorSpace: 'srgb' } as ImageData
}

const turnedBy = (degrees: number) => (image: sharp.Sharp) => image.rotate(degrees, { background: '#c4c4c4' })
const texts = async (image: ImageData) => (await decodeFrame(image)).map(({ text }) => text)

describe('a frame with bars', () => {
  it.each([0, 20, 37, 45, 71, 90, 128, 205])('is read when the label is turned by %i degrees', async (degrees) => {
    expect(await texts(await seen(await gs1Bars(), turnedBy(degrees)))).toEqual([label])
  })

  it('that are turned is read only because they are laid straight, at the place where they are', async () => {
    const image = await seen(await gs1Bars(), turnedBy(37))
    expect(await decode(image)).toEqual([])
    const [symbol] = await decodeFrame(image)
    const xs = symbol!.corners.map(({ x }) => x)
    const ys = symbol!.corners.map(({ y }) => y)
    expect((Math.min(...xs) + Math.max(...xs)) / 2 / image.width).toBeCloseTo(0.5, 1)
    expect((Math.min(...ys) + Math.max(...ys)) / 2 / image.height).toBeCloseTo(0.5, 1)
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(image.width / 2)
  })

  it('is read in the dim, where the lightest is a fifth of white', async () => {
    const image = await seen(await gs1Bars(), (picture) => picture.linear(0.12, 10))
    expect(await texts(image)).toEqual([label])
  })

  it('is read out of focus, because the blur is taken out', async () => {
    const bars = await drawn('gs1-128', '(17)270131(10)B-7731(21)A1', 3)
    const gray = grayOf(await seen(bars, (picture) => turnedBy(20)(picture).blur(2.2)))
    const { image, inFocus } = straighten(gray, uprighted(gray, findBars(gray)[0]!))
    expect(await decode(image())).toEqual([])
    expect((await decode(inFocus())).map(({ text }) => text)).toEqual([label])
  })

  it('gives each code once, and both where there are two', async () => {
    const other = await drawn('code128', 'LOT 7731')
    const two = await sharp({ create: { width: 700, height: 400, channels: 3, background: '#fff' } })
      .composite([
        { input: await gs1Bars(), left: 20, top: 20 },
        { input: other, left: 300, top: 250 },
      ])
      .png()
      .toBuffer()
    expect((await texts(await seen(two, turnedBy(30)))).sort()).toEqual([label, 'LOT 7731'])
  })

  it('gives nothing for a part of an ITF, whose bars are those of a shorter one', async () => {
    const whole = await drawn('itf14', '09506000134352', 3)
    expect(await texts(await seen(whole))).toEqual(['09506000134352'])
    const { width = 1, height = 1 } = await sharp(whole).metadata()
    for (let cut = 0.15; cut < 0.8; cut += 0.02) {
      const part = { left: Math.round(width * cut), top: 20, width: Math.floor(width * (1 - cut)), height: height - 40 }
      expect(await texts(await seen(whole, (image) => image.extract(part)))).toEqual([])
    }
  })
})

describe('the search for bars', () => {
  it('tells the angle of the line that crosses them', async () => {
    for (const degrees of [0, 25, 60, 110]) {
      const gray = grayOf(await seen(await gs1Bars(), turnedBy(degrees)))
      const place = uprighted(gray, findBars(gray)[0]!)
      expect(Math.abs(Math.sin(place.angle - (degrees * Math.PI) / 180))).toBeLessThan(0.03)
    }
  })

  it('finds none in a plain picture, a single edge, or noise', async () => {
    const plain = { data: new Uint8ClampedArray(4 * 640 * 480).fill(128), width: 640, height: 480 } as ImageData
    expect(findBars(grayOf(plain))).toEqual([])
    const edge = { ...plain, data: plain.data.map((_, at) => ((at >> 2) % 640 < 300 ? 40 : 220)) }
    expect(findBars(grayOf(edge))).toEqual([])
    const noisy = new Uint8ClampedArray(plain.data.length)
    for (let at = 0, state = 1; at < noisy.length; at++) {
      state = (state * 48_271) % 2_147_483_647
      noisy[at] = state % 256
    }
    expect(findBars(grayOf({ ...plain, data: noisy }))).toEqual([])
  })
})
