import { type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import type { SeenSymbol } from '../rules/symbol-gate'

/**
 * How the decoder is set. `Plain` keeps the group separators as they are; `Code39Std`, because plain Code 39 is read as its
 * full ASCII variant and then turns a HIBC "+A" into "a"; ITF only with its 14 digits, since shorter ones are read out of
 * parts of longer ones.
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

/** The symbols in an image of RGBA pixels. Runs in the worker of the camera, and in tests. */
export async function decode(image: ImageData, options: ReaderOptions = decodeOptions): Promise<SeenSymbol[]> {
  const found = await readBarcodes(image, options)
  return found.filter(({ isValid, text }) => isValid && text !== '').map(toSymbol)
}
