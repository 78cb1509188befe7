import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { closedGate, type SeenSymbol, seeFrame } from '../rules/symbol-gate'
import {
  cameraHindrance,
  chooseCamera,
  chosenCamera,
  openDecoder,
  type RunningCamera,
  startCamera,
} from './camera.client'
import { type CameraProblem, cameraProblemOf, explainCamera } from './camera-problem'
import type { Decoder } from './decoder.client'

type OnScan = (raw: string, symbologyId: string) => void

type Outlines = { readonly width: number; readonly height: number; readonly symbols: readonly SeenSymbol[] }

/** Starts the camera in an element and scans on until the component goes; `problem` says why it can't. */
function useCamera(elementId: string, onScan: OnScan) {
  const [cameraId, setCameraId] = useState(chosenCamera)
  const [camera, setCamera] = useState<RunningCamera | null>(null)
  const [problem, setProblem] = useState<CameraProblem | null>(null)
  const [outlines, setOutlines] = useState<Outlines | null>(null)
  const decoder = useRef<Decoder | null>(null)
  const before = useRef<Promise<unknown>>(Promise.resolve())
  const latest = useRef(onScan)
  latest.current = onScan

  useEffect(() => {
    const hindrance = cameraHindrance()
    decoder.current ??= openDecoder()
    if (hindrance) {
      setProblem(hindrance)
      return
    }
    let gate = closedGate
    let ended = false
    const onFrame = (symbols: readonly SeenSymbol[], video: HTMLVideoElement) => {
      const seen = seeFrame(gate, symbols, performance.now())
      gate = seen.gate
      setOutlines({ width: video.videoWidth, height: video.videoHeight, symbols })
      for (const { text, symbologyId } of seen.counted) latest.current(text, symbologyId)
    }
    const { current: withDecoder } = decoder
    // One camera after the other: two that start and stop in the same element take each other's picture away.
    const starting = before.current.then(() =>
      ended ? null : startCamera(elementId, cameraId, withDecoder, onFrame, () => setProblem('decoder')),
    )
    starting.then(
      (running) => ended || setCamera(running),
      (error) => ended || setProblem(cameraProblemOf(error)),
    )
    return () => {
      ended = true
      setCamera(null)
      setOutlines(null)
      before.current = starting.then((running) => running?.stop()).catch(() => undefined)
    }
  }, [elementId, cameraId])

  useEffect(
    () => () => {
      decoder.current?.close()
      decoder.current = null
    },
    [],
  )

  const choose = (id: string) => {
    chooseCamera(id)
    setCameraId(id)
  }
  const readPicture = useCallback(async (file: Blob) => (await decoder.current?.readPicture(file)) ?? [], [])
  return { camera, problem, outlines, choose, readPicture }
}

type ScanCameraProps = {
  onScan: OnScan
  onClose: () => void
  /** The answers to what was scanned. They stand where the person looks: under the picture, or under what takes its place. */
  children: ReactNode
}

/**
 * The camera beside the scan field (R6): scans on and on, each code once while it is in sight, all codes of one label
 * together. It only fills the scan field's queue: `onScan` gets the text and the symbology identifier.
 */
export function ScanCamera({ onScan, onClose, children }: ScanCameraProps) {
  const elementId = `camera-${useId().replace(/\W/g, '')}`
  const { camera, problem, outlines, choose, readPicture } = useCamera(elementId, onScan)
  const said = problem ? explainCamera(problem) : null
  return (
    <section aria-label="Camera" className="panel">
      {said ? (
        <Notice kind="refused" title={said.title}>
          <p>{said.advice}</p>
        </Notice>
      ) : (
        <div className="relative min-h-48 overflow-hidden bg-sunk">
          {camera ? null : <Starting />}
          <div id={elementId} className="[&_video]:max-h-[45vh] [&_video]:!w-full" />
          {outlines ? <Outline {...outlines} /> : null}
        </div>
      )}
      {said ? null : children}
      {camera ? <CameraControls key={camera.cameraId} camera={camera} onChoose={choose} /> : null}
      <Gallery read={readPicture} onScan={onScan} onClose={onClose} />
      {said ? children : null}
    </section>
  )
}

/** Stands where the picture will be, once the start takes long enough to be noticed: the browser may be asking. */
function Starting() {
  const [noticed, setNoticed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setNoticed(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p role="status" className="absolute inset-0 grid place-items-center p-4 text-center text-muted">
      {noticed ? 'Starting the camera. If the browser asks, allow it.' : null}
    </p>
  )
}

/** The edges of the codes in sight, over the picture. */
function Outline({ width, height, symbols }: Outlines) {
  return (
    <svg className="absolute inset-0 size-full text-accent" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {symbols.map(({ text, corners }) => (
        <polygon
          key={text}
          points={corners.map(({ x, y }) => `${x},${y}`).join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth={width / 160}
        />
      ))}
    </svg>
  )
}

/** Light, zoom and the choice of the camera, where this device has them. */
function CameraControls({ camera, onChoose }: { camera: RunningCamera; onChoose: (id: string) => void }) {
  const [light, setLight] = useState(false)
  const [zoom, setZoom] = useState(camera.zoom?.value)
  const toggle = () =>
    void camera.setTorch(!light).then(
      () => setLight(!light),
      () => undefined,
    )
  const onZoom = (factor: number) => {
    setZoom(factor)
    void camera.setZoom(factor).catch(() => undefined)
  }
  return (
    <div className="actions empty:hidden">
      {camera.hasTorch ? (
        <Button inline onClick={toggle}>
          {light ? 'Light off' : 'Light on'}
        </Button>
      ) : null}
      {camera.zoom ? (
        <label className="flex min-h-12 min-w-48 flex-1 items-center gap-3 font-bold">
          Zoom
          <input
            type="range"
            className="h-12 min-w-0 flex-1 accent-accent"
            min={camera.zoom.min}
            max={camera.zoom.max}
            step={camera.zoom.step}
            value={zoom}
            onChange={(event) => onZoom(Number(event.target.value))}
          />
        </label>
      ) : null}
      {camera.cameras.length > 1 ? (
        <label className="flex min-h-12 min-w-0 items-center gap-3 font-bold">
          Camera
          <select className="input min-w-0" value={camera.cameraId} onChange={(event) => onChoose(event.target.value)}>
            {camera.cameras.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  )
}

type GalleryProps = { read: (file: Blob) => Promise<readonly SeenSymbol[]>; onScan: OnScan; onClose: () => void }

/** A picture instead of the camera: works without one, without permission, and over plain http. */
function Gallery({ read, onScan, onClose }: GalleryProps) {
  const [said, setSaid] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const onFiles = async (files: readonly File[]) => {
    setSaid('Reading the picture…')
    try {
      const found = (await Promise.all(files.map(read))).flat()
      for (const { text, symbologyId } of found) onScan(text, symbologyId)
      setSaid(
        found.length > 0
          ? null
          : 'No code could be read in this picture. Take it closer, sharp, in good light and without glare.',
      )
    } catch (error) {
      // What the browser says of a file that it can't draw; anything else comes from the decoder.
      const unreadable = error instanceof DOMException
      setSaid(unreadable ? 'This file is not a picture that this browser can open.' : explainCamera('decoder').title)
    }
  }
  return (
    <div className="actions">
      <Button inline onClick={() => input.current?.click()}>
        Use a picture
      </Button>
      <Button inline onClick={onClose}>
        Close the camera
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Picture of a label"
        onChange={(event) => {
          void onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <p role="status" className="w-full empty:hidden">
        {said}
      </p>
    </div>
  )
}
