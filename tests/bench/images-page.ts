/**
 * The page of the image bench, in Chromium: our decoder by the ways that the app takes, and html5-qrcode as it comes, on
 * the same files. Both are timed from the file to the answer.
 */
import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode'
import { Html5QrcodeShim } from 'html5-qrcode/esm/code-decoder'
import { BaseLoggger } from 'html5-qrcode/esm/core'
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
const allFormats = Object.values(Html5QrcodeSupportedFormats).filter((format) => typeof format === 'number')
const theirDecoder = new Html5QrcodeShim(allFormats, false, false, new BaseLoggger(false))
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

/** A picture through html5-qrcode's scan of files, which puts a wide margin around it. */
async function theirFileScan(file: File): Promise<Answer> {
  const { value, took } = await timed(() => theirs.scanFileV2(file, false).catch(() => null))
  return { texts: value ? [value.decodedText] : [], milliseconds: [took] }
}

/** A picture as html5-qrcode's camera hands it on: a canvas of its size, shown one to one. It reads more bars than the other. */
async function theirCameraScan(file: File): Promise<Answer> {
  const { value, took } = await timed(async () => {
    const bitmap = await createImageBitmap(file)
    const canvas = document.createElement('canvas')
    canvas.width = bitmap.width
    canvas.height = bitmap.height
    canvas.getContext('2d', { willReadFrequently: true })!.drawImage(bitmap, 0, 0)
    return await theirDecoder.decodeAsync(canvas).catch(() => null)
  })
  return { texts: value ? [value.text] : [], milliseconds: [took] }
}

/** Frames of one scene: ours through the gate, theirs the texts of all frames by both its ways. */
async function scene(urls: readonly string[]): Promise<{ ours: Answer; theirs: Answer }> {
  const files = await Promise.all(urls.map(fetched))
  const ours = await oursOfFrames(files)
  const found: Answer[] = []
  for (const file of files) found.push(await theirCameraScan(file), await theirFileScan(file))
  const theirs = {
    texts: found.flatMap(({ texts }) => texts),
    milliseconds: found.flatMap(({ milliseconds }) => milliseconds),
  }
  return { ours, theirs }
}

/** One picture: ours as from the gallery and as a single frame with no gate; theirs as a file and as a single frame. */
async function picture(url: string): Promise<Record<'ours' | 'frame' | 'theirs' | 'theirFrame', Answer>> {
  const file = await fetched(url)
  const read = await timed(() => gallery.readPicture(file))
  const frame = await timed(() => readFrame(file))
  const toAnswer = ({ value, took }: { value: readonly SeenSymbol[]; took: number }): Answer => ({
    texts: value.map(({ text }) => text),
    milliseconds: [took],
  })
  return {
    ours: toAnswer(read),
    frame: toAnswer(frame),
    theirs: await theirFileScan(file),
    theirFrame: await theirCameraScan(file),
  }
}

Object.assign(window, { bench: { scene, picture } })
