import { agreeing, type SeenSymbol } from '../rules/symbol-gate'
import type { DecodeAnswer, DecodeRequest } from './decode.worker'

type Source = HTMLVideoElement | ImageBitmap

/** Decodes off the main thread, so that the page stays at hand while a frame is read. */
export type Decoder = {
  /** The symbols in the frame that a video shows now, at the camera's own resolution. */
  readonly readFrame: (video: HTMLVideoElement) => Promise<readonly SeenSymbol[]>
  /** The symbols in a picture from the gallery. */
  readonly readPicture: (file: Blob) => Promise<readonly SeenSymbol[]>
  readonly close: () => void
}

const offScreen = (): boolean => typeof OffscreenCanvas !== 'undefined' && typeof createImageBitmap !== 'undefined'

/** Reads pixels on the page itself, where the browser can't do it in the worker. */
function pixels(source: Source, width: number, height: number): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('This browser draws no pictures.')
  context.drawImage(source, 0, 0, width, height)
  return context.getImageData(0, 0, width, height)
}

async function toRequest(id: number, source: Source, width: number, height: number): Promise<DecodeRequest> {
  if (!offScreen()) return { id, image: pixels(source, width, height) }
  const whole = source instanceof HTMLVideoElement
  return {
    id,
    bitmap: await createImageBitmap(
      source,
      whole ? {} : { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' },
    ),
  }
}

/** Starts the decoder's worker. */
export function startDecoder(): Decoder {
  const worker = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' })
  const open = new Map<number, (answer: DecodeAnswer) => void>()
  let lastId = 0
  worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
    open.get(data.id)?.(data)
    open.delete(data.id)
  })
  worker.addEventListener('error', () => {
    for (const [id, settle] of open) settle({ id, failure: 'The decoder did not start.' })
    open.clear()
  })
  async function decode(source: Source, width: number, height: number): Promise<readonly SeenSymbol[]> {
    const id = ++lastId
    const request = await toRequest(id, source, width, height)
    const answer = await new Promise<DecodeAnswer>((settle) => {
      open.set(id, settle)
      worker.postMessage(request, 'bitmap' in request ? [request.bitmap] : [request.image.data.buffer])
    })
    if ('failure' in answer) throw new Error(answer.failure)
    return answer.symbols
  }
  return {
    readFrame: (video) =>
      video.videoWidth > 0 ? decode(video, video.videoWidth, video.videoHeight) : Promise.resolve([]),
    readPicture: async (file) => readPicture(await createImageBitmap(file), decode),
    close: () => worker.terminate(),
  }
}

/** The largest side, in pixels, at which a picture is decoded. */
const pictureSide = 4_000

// Small codes need the large sizes, blurred ones the small; and a code of bars must be read alike at two of them.
const pictureScales = [1, 0.7, 0.5, 0.33]

async function readPicture(
  picture: ImageBitmap,
  decode: (source: Source, width: number, height: number) => Promise<readonly SeenSymbol[]>,
): Promise<readonly SeenSymbol[]> {
  const longest = Math.max(picture.width, picture.height)
  const whole = longest < pictureSide / 4 ? 2 : Math.min(1, pictureSide / longest)
  const passes: (readonly SeenSymbol[])[] = []
  for (const scale of pictureScales) {
    const size = (side: number) => Math.max(1, Math.round(side * whole * scale))
    passes.push(await decode(picture, size(picture.width), size(picture.height)))
  }
  picture.close()
  return agreeing(passes)
}
