import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode'
import type { SeenSymbol } from '../rules/symbol-gate'
import { type CameraProblem, cameraProblemOf } from './camera-problem'
import { type Decoder, startDecoder } from './decoder.client'

/** A range of zoom factors that the running camera offers. */
export type Zoom = { readonly min: number; readonly max: number; readonly step: number; readonly value: number }

/** A camera that is running, and what it can do. */
export type RunningCamera = {
  readonly cameraId: string
  readonly cameras: readonly { readonly id: string; readonly name: string }[]
  readonly video: HTMLVideoElement
  readonly zoom: Zoom | null
  readonly setZoom: (factor: number) => Promise<void>
  readonly hasTorch: boolean
  readonly setTorch: (on: boolean) => Promise<void>
  readonly stop: () => Promise<void>
}

const SETTING = 'vialkeep-camera'

/** The camera that was chosen on this device last; null for the one that looks away from the person. */
export function chosenCamera(): string | null {
  try {
    return localStorage.getItem(SETTING)
  } catch {
    return null
  }
}

/** Remembers the choice of a camera on this device. */
export function chooseCamera(id: string): void {
  try {
    localStorage.setItem(SETTING, id)
  } catch {
    // Storage may be forbidden: then the choice lasts as long as the page.
  }
}

// The names of the web's own BarcodeDetector, by symbology identifier.
const nativeNames: Readonly<Record<string, string>> = {
  d: 'data_matrix',
  Q: 'qr_code',
  z: 'aztec',
  C: 'code_128',
  A: 'code_39',
  E: 'ean_13',
  I: 'itf',
  L: 'pdf417',
}

/** A symbol in the form in which the web's BarcodeDetector gives it. */
function toDetected({ text, symbologyId, corners }: SeenSymbol) {
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return {
    rawValue: text,
    format: nativeNames[symbologyId[1] ?? ''] ?? 'unknown',
    boundingBox: new DOMRectReadOnly(left, top, Math.max(...xs) - left, Math.max(...ys) - top),
    cornerPoints: [...corners],
  }
}

/**
 * Runs `make` while the page's BarcodeDetector is ours. html5-qrcode keeps what it finds there, and asks it for each
 * frame. Ours looks at the video itself, since the canvas that it is handed has the size of the view on the screen and
 * not the camera's: small codes are lost there.
 */
function withDetector<T>(look: () => Promise<readonly SeenSymbol[]>, make: () => T): T {
  class VialkeepDetector {
    static getSupportedFormats = async () => Object.values(nativeNames)
    detect = async () => (await look()).map(toDetected)
  }
  const before = Object.getOwnPropertyDescriptor(globalThis, 'BarcodeDetector')
  Object.defineProperty(globalThis, 'BarcodeDetector', { value: VialkeepDetector, configurable: true, writable: true })
  try {
    return make()
  } finally {
    if (before) Object.defineProperty(globalThis, 'BarcodeDetector', before)
    else Reflect.deleteProperty(globalThis, 'BarcodeDetector')
  }
}

const size = { width: { ideal: 1920 }, height: { ideal: 1080 } }
const ignore = () => undefined
const toleratedFailures = 5

async function startWith(scanner: Html5Qrcode, constraints: MediaTrackConstraints): Promise<void> {
  const videoConstraints = { ...constraints, ...size }
  // Its own callbacks are of no use: half of its frames go to its own decoder, which loses group separators.
  await scanner.start({ facingMode: 'environment' }, { fps: 30, disableFlip: true, videoConstraints }, ignore, ignore)
}

/** Starts the remembered camera; where it is gone, the one at the back. */
async function startAny(scanner: Html5Qrcode, id: string | null): Promise<void> {
  if (id) {
    try {
      await startWith(scanner, { deviceId: { exact: id } })
      return
    } catch (error) {
      if (cameraProblemOf(error) !== 'none') throw error
    }
  }
  await startWith(scanner, { facingMode: 'environment' })
}

function abilities(scanner: Html5Qrcode) {
  const features = scanner.getRunningTrackCameraCapabilities()
  const [zoom, torch] = [features.zoomFeature(), features.torchFeature()]
  const zoomable = zoom.isSupported() && zoom.max() > zoom.min()
  return {
    zoom: zoomable
      ? { min: zoom.min(), max: zoom.max(), step: zoom.step() || 0.1, value: zoom.value() ?? zoom.min() }
      : null,
    setZoom: async (factor: number) => zoom.apply(factor),
    hasTorch: torch.isSupported(),
    setTorch: async (on: boolean) => torch.apply(on),
  }
}

async function videoInputs() {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }, index) => ({ id: deviceId, name: label || `Camera ${index + 1}` }))
}

/** Why a camera can't be asked for; null when it can. */
export function cameraHindrance(): CameraProblem | null {
  if (!window.isSecureContext) return 'insecure'
  return typeof navigator.mediaDevices?.getUserMedia === 'function' ? null : 'unsupported'
}

/** Starts the decoder; the camera and the gallery share it. */
export const openDecoder = (): Decoder => startDecoder()

/**
 * Starts a camera inside the element with this id, and hands each frame's symbols to `onFrame`; `onFailure` is told when the
 * decoder does not work. Throws what the browser or html5-qrcode throw, for `cameraProblemOf`.
 */
export async function startCamera(
  elementId: string,
  cameraId: string | null,
  decoder: Decoder,
  onFrame: (symbols: readonly SeenSymbol[], video: HTMLVideoElement) => void,
  onFailure: () => void,
): Promise<RunningCamera> {
  const video = () => document.querySelector<HTMLVideoElement>(`#${CSS.escape(elementId)} video`)
  let failures = 0
  const look = async () => {
    const source = video()
    if (!source) return []
    try {
      const symbols = await decoder.readFrame(source)
      failures = 0
      onFrame(symbols, source)
      return symbols
    } catch (error) {
      // A single frame may fail, e.g. before the video has its first one; a decoder that never loads must be said.
      failures++
      if (failures === toleratedFailures) onFailure()
      throw error
    }
  }
  const scanner = withDetector(
    look,
    () =>
      new Html5Qrcode(elementId, {
        // One format keeps its own decoder, which we don't use, short.
        formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
        useBarCodeDetectorIfSupported: true,
        verbose: false,
      }),
  )
  await startAny(scanner, cameraId)
  const settings = scanner.getRunningTrackSettings()
  // Continuous focus is a wish: where a camera has none, it keeps its own.
  await scanner
    .applyVideoConstraints({ advanced: [{ focusMode: 'continuous' } as MediaTrackConstraintSet] })
    .catch(ignore)
  const stop = async () => {
    await scanner.stop()
    scanner.clear()
  }
  return {
    cameraId: settings.deviceId ?? '',
    cameras: await videoInputs(),
    video: video()!,
    ...abilities(scanner),
    stop,
  }
}
