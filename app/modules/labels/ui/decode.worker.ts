import { prepareZXingModule } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { SeenSymbol } from '../rules/symbol-gate'
import { decodeFrame } from './decode'

/** A picture to decode: pixels where the page read them, or a bitmap that is read here. */
export type DecodeRequest = { readonly id: number } & ({ readonly bitmap: ImageBitmap } | { readonly image: ImageData })

/** What was found, or the words of the failure. */
export type DecodeAnswer = { readonly id: number } & (
  | { readonly symbols: readonly SeenSymbol[] }
  | { readonly failure: string }
)

// From our own origin: the package's own default is a public network that a clinic may not reach.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })

let canvas: OffscreenCanvas | undefined
let frames = 0

function pixels(bitmap: ImageBitmap): ImageData {
  canvas ??= new OffscreenCanvas(1, 1)
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser draws no pictures off the screen.')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

addEventListener('message', async ({ data }: MessageEvent<DecodeRequest>) => {
  const answer = (answer: DecodeAnswer) => postMessage(answer)
  try {
    answer({ id: data.id, symbols: await decodeFrame('bitmap' in data ? pixels(data.bitmap) : data.image, frames++) })
  } catch (error) {
    answer({ id: data.id, failure: error instanceof Error ? error.message : String(error) })
  }
})
