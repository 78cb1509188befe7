import { useCallback, useEffect, useId, useRef, useState } from 'react'
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
    const onFrame = (symbols: readonly SeenSymbol[], video: HTMLVideoElement) => {
      const seen = seeFrame(gate, symbols, performance.now())
      gate = seen.gate
      setOutlines({ width: video.videoWidth, height: video.videoHeight, symbols })
      for (const { text, symbologyId } of seen.counted) latest.current(text, symbologyId)
    }
    const starting = startCamera(elementId, cameraId, decoder.current, onFrame, () => setProblem('decoder'))
    starting.then(setCamera, (error) => setProblem(cameraProblemOf(error)))
    return () => {
      setCamera(null)
      setOutlines(null)
      starting.then((running) => running.stop()).catch(() => undefined)
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

/**
 * The camera beside the scan field (R6): scans on and on, each code once while it is in sight, all codes of one label
 * together. It only fills the scan field's queue: `onScan` gets the text and the symbology identifier.
 */
export function ScanCamera({ onScan, onClose }: { onScan: OnScan; onClose: () => void }) {
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
          <div id={elementId} className="[&_video]:!w-full" />
          {outlines ? <Outline {...outlines} /> : null}
        </div>
      )}
      <div className="actions">
        {camera ? <CameraControls camera={camera} onChoose={choose} /> : null}
        <Gallery read={readPicture} onScan={onScan} />
        <Button onClick={onClose}>Close the camera</Button>
      </div>
    </section>
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
    <>
      {camera.hasTorch ? (
        <Button aria-pressed={light} onClick={toggle}>
          {light ? 'Light off' : 'Light on'}
        </Button>
      ) : null}
      {camera.zoom ? (
        <label className="flex min-h-12 items-center gap-3 font-bold">
          Zoom
          <input
            type="range"
            className="h-12"
            min={camera.zoom.min}
            max={camera.zoom.max}
            step={camera.zoom.step}
            value={zoom}
            onChange={(event) => onZoom(Number(event.target.value))}
          />
        </label>
      ) : null}
      {camera.cameras.length > 1 ? (
        <label className="flex min-h-12 items-center gap-3 font-bold">
          Camera
          <select className="input" value={camera.cameraId} onChange={(event) => onChoose(event.target.value)}>
            {camera.cameras.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </>
  )
}

type GalleryProps = { read: (file: Blob) => Promise<readonly SeenSymbol[]>; onScan: OnScan }

/** A picture instead of the camera: works without one, without permission, and over plain http. */
function Gallery({ read, onScan }: GalleryProps) {
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
    } catch {
      setSaid(explainCamera('decoder').title)
    }
  }
  return (
    <>
      <Button onClick={() => input.current?.click()}>Use a picture</Button>
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
    </>
  )
}
