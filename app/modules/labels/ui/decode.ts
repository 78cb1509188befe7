import { type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import type { SeenSymbol } from '../rules/symbol-gate'
import { type BarPlace, findBars, grayOf, uprighted } from './bars'
import { type Strip, straighten } from './straighten'

/**
 * How the decoder is set. `Plain` keeps the group separators as they are; `Code39Std`, because plain Code 39 is read as its
 * full ASCII variant and then turns a HIBC "+A" into "a": both are the same bars, nothing in them tells which is meant, and
 * a lot read in another case than it is printed in is another lot. So is Code 32: six characters of a lot may pass its check.
 */
export const decodeOptions = {
  formats: [
    'DataMatrix',
    'QRCode',
    'MicroQRCode',
    'Aztec',
    'Code128',
    'Code39Std',
    'EANUPC',
    'DataBar',
    'ITF14',
    'PDF417',
  ],
  textMode: 'Plain',
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  maxNumberOfSymbols: 16,
} as const satisfies ReaderOptions

const twoDimensional = new Set(['DataMatrix', 'QRCode', 'MicroQRCode', 'RMQRCode', 'Aztec', 'PDF417'])

function toSymbol({ text, symbologyIdentifier, symbology, format, position }: ReadResult): SeenSymbol {
  const { topLeft, topRight, bottomRight, bottomLeft } = position
  return {
    text,
    symbologyId: symbologyIdentifier,
    linear: !twoDimensional.has(symbology) && !twoDimensional.has(format),
    corners: [topLeft, topRight, bottomRight, bottomLeft],
  }
}

/**
 * Whether a text may be read by what it is: ITF has no mark at its ends that its bars do not have too, so that a part of one
 * reads as a shorter one; goods have 14 digits (GS1 General Specifications 5.3), and the decoder's ITF14 gives others too.
 */
const isWhole = ({ isValid, text, symbologyIdentifier }: ReadResult): boolean =>
  isValid && text !== '' && (!symbologyIdentifier.startsWith(']I') || /^\d{14}$/.test(text))

/** The symbols in an image of RGBA pixels, as the decoder finds them. */
export async function decode(image: ImageData, options: ReaderOptions = decodeOptions): Promise<SeenSymbol[]> {
  const found = await readBarcodes(image, options)
  return found.filter(isWhole).map(toSymbol)
}

// Codes of bars along the rows of a strip that was laid straight.
const stripOptions = {
  ...decodeOptions,
  formats: ['Code128', 'Code39Std', 'EANUPC', 'DataBar', 'ITF14'],
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
} as const satisfies ReaderOptions

// Sharpening can make one bar out of two: only codes whose check would see that are read so, and of one length or with
// a check character over all of it (Code 128: modulo 103, ISO/IEC 15417).
const sharpenedOptions = { ...stripOptions, formats: ['Code128', 'EAN13'] } as const satisfies ReaderOptions

async function decodeStrip({ image, inFocus, toPicture }: Strip): Promise<SeenSymbol[]> {
  const plain = await decode(image(), stripOptions)
  const found = plain.length > 0 ? plain : await decode(inFocus(), sharpenedOptions)
  return found.map((symbol) => {
    const [a, b, c, d] = symbol.corners
    return { ...symbol, corners: [toPicture(a), toPicture(b), toPicture(c), toPicture(d)] }
  })
}

/** Whether a barcode that was already read is in this place. */
function isRead(place: BarPlace, found: readonly SeenSymbol[]): boolean {
  const [cos, sin] = [Math.cos(place.angle), Math.sin(place.angle)]
  return found.some(({ linear, corners }) => {
    if (!linear) return false
    const [x, y] = [0, 1, 2, 3].reduce(
      ([sumX, sumY], at) => [sumX! + corners[at]!.x / 4, sumY! + corners[at]!.y / 4],
      [-place.x, -place.y],
    ) as [number, number]
    return Math.abs(cos * x + sin * y) < place.length / 2 && Math.abs(cos * y - sin * x) < place.height / 2
  })
}

/** So many places with bars are laid straight in each frame, the largest, and one of the others in turn: a frame stays cheap. */
const largest = 2

/**
 * The symbols in a frame: those that `decode` finds, and in the other places with bars what is read when they are laid
 * straight. `frame` counts frames, so that where there are many such places each has its turn.
 */
export async function decodeFrame(image: ImageData, frame = 0): Promise<SeenSymbol[]> {
  const found = await decode(image)
  const gray = grayOf(image)
  const places = findBars(gray).filter((place) => !isRead(place, found))
  const other = largest + (frame % Math.max(1, places.length - largest))
  for (const place of places.filter((_, index) => index < largest || index === other)) {
    if (!isRead(place, found)) found.push(...(await decodeStrip(straighten(gray, uprighted(gray, place)))))
  }
  return found
}
