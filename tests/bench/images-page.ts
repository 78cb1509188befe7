/**
 * The page of the image bench, in Chromium: our decoder by the ways that the app takes, and html5-qrcode as it comes, on
 * the same files. Both are timed from the file to the answer.
 */
import { Html5Qrcode } from 'html5-qrcode'
import { closedGate, type SeenSymbol, seeFrame } from '../../app/modules/labels/rules/symbol-gate'
import type { DecodeAnswer, DecodeRequest } from '../../app/modules/labels/ui/decode.worker'
import { startDecoder } from '../../app/modules/labels/ui/decoder.client'

/** The texts that were found, and the milliseconds of each file. */
type Answer = { readonly texts: readonly string[]; readonly milliseconds: readonly number[] }

// The camera's own worker, asked as the camera asks it; `startDecoder` takes its frames from a video only.
const worker = new Worker(new URL('../../app/modules/labels/ui/decode.worker.ts', import.meta.url), { type: 'module' })
const gallery = startDecoder()
// No native detector, so that the bundled one is measured on every machine.
const theirs = new Html5Qrcode('theirs', { verbose: false, useBarCodeDetectorIfSupported: false })
let lastId = 0

async function readFrame(file: Blob): Promise<readonly SeenSymbol[]> {
  const bitmap = await createImageBitmap(file)
  const request: DecodeRequest = { id: ++lastId, bitmap }
  const answer = await new Promise<DecodeAnswer>((settle) => {
    worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => settle(data)
    worker.postMessage(request, [bitmap])
  })
  if ('failure' in answer) throw new Error(answer.failure)
  return answer.symbols
}

async function fetched(url: string): Promise<File> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  const blob = await response.blob()
  return new File([blob], url, { type: blob.type })
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; took: number }> {
  const start = performance.now()
  const value = await work()
  return { value, took: performance.now() - start }
}

const frameMs = 100
const laterMs = 600

/**
 * Frames of one scene, through the decoder and the camera's gate: what counts as scanned. At the end the gate is shown an
 * empty frame, which adds no read, so that it does not go on waiting for more symbols.
 */
async function oursOfFrames(files: readonly File[]): Promise<Answer> {
  let gate = closedGate
  const texts: string[] = []
  const milliseconds: number[] = []
  const see = (symbols: readonly SeenSymbol[], at: number) => {
    const seen = seeFrame(gate, symbols, at)
    gate = seen.gate
    texts.push(...seen.counted.map(({ text }) => text))
  }
  for (const [index, file] of files.entries()) {
    const { value, took } = await timed(() => readFrame(file))
    milliseconds.push(took)
    see(value, index * frameMs)
  }
  see([], files.length * frameMs + laterMs)
  return { texts, milliseconds }
}

async function theirsOf(files: readonly File[]): Promise<Answer> {
  const texts: string[] = []
  const milliseconds: number[] = []
  for (const file of files) {
    const { value, took } = await timed(() => theirs.scanFileV2(file, false).catch(() => null))
    milliseconds.push(took)
    if (value) texts.push(value.decodedText)
  }
  return { texts, milliseconds }
}

/** Frames of one scene: ours through the gate, theirs the texts of all frames. */
async function scene(urls: readonly string[]): Promise<{ ours: Answer; theirs: Answer }> {
  const files = await Promise.all(urls.map(fetched))
  return { ours: await oursOfFrames(files), theirs: await theirsOf(files) }
}

/** One picture: ours as from the gallery, ours as a single frame with no gate, and theirs. */
async function picture(url: string): Promise<{ ours: Answer; frame: Answer; theirs: Answer }> {
  const file = await fetched(url)
  const read = await timed(() => gallery.readPicture(file))
  const frame = await timed(() => readFrame(file))
  const toAnswer = ({ value, took }: { value: readonly SeenSymbol[]; took: number }): Answer => ({
    texts: value.map(({ text }) => text),
    milliseconds: [took],
  })
  return { ours: toAnswer(read), frame: toAnswer(frame), theirs: await theirsOf([file]) }
}

Object.assign(window, { bench: { scene, picture } })
