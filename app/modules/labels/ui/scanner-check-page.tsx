import { Form } from '@remix-run/react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { whenPartsAreKept } from '~/offline/register'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import { StateMark } from '~/ui/state-mark'
import { type CheckSymbol, checkScanner, checkSymbols, type ScannerFinding } from '../rules/scanner-check'
import { type Scan, ScanField, type ScanReply } from './scan-field'
import { explainScanner, symbolNames } from './scanner-words'

/** The station as it was kept last. */
export type KeptStation = { readonly name: string; readonly checkedAt: string }

type ScannerCheckProps = {
  /** The three symbols as addresses of pictures. */
  pictures: Readonly<Record<CheckSymbol, string>>
  station: KeptStation | null
  /** What was scanned before this page was sent, in a browser without scripts. */
  scansBefore: readonly string[]
  saved: boolean
  errors?: readonly string[]
}

/** Three symbols to scan from the screen; what arrives tells how the scanner is set, and is kept for this station (R6). */
export function ScannerCheckPage({ pictures, station, scansBefore, saved, errors }: ScannerCheckProps) {
  const [scans, setScans] = useState(scansBefore)
  const check = useMemo(() => checkScanner(scans), [scans])
  const onReply = useCallback((_reply: ScanReply, { raw, symbologyId }: Scan) => {
    // What has its symbology identifier apart came from the camera, past the keyboard.
    if (symbologyId === '') setScans((before) => [...before, raw])
  }, [])
  const next = checkSymbols.find((symbol) => !check.arrived.includes(symbol))
  return (
    <Page
      question="Is this scanner set right?"
      why="Scan the three symbols from the screen, with the scanner of this station."
    >
      {saved && scans.length === 0 ? (
        <Notice kind="good" title="Kept for this station">
          <p>Labels scanned here are read with what the check found.</p>
        </Notice>
      ) : null}
      <ScanField
        label={next ? `Scan ${symbolNames[next]}` : 'All three were scanned'}
        fields={{ intent: 'scan', scans: JSON.stringify(scans) }}
        onReply={onReply}
      />
      <ul className="grid gap-4 desk:grid-cols-3">
        {checkSymbols.map((symbol) => (
          <li key={symbol} className="panel justify-items-start">
            <p className="panel-title">{symbolNames[symbol]}</p>
            {/* White around it in the dark theme as well: a scanner needs the quiet zone. */}
            <img src={pictures[symbol]} alt={`${symbolNames[symbol]}, to be scanned`} className="h-40 bg-[#fff] p-4" />
            <StateMark
              state={check.arrived.includes(symbol) ? 'ready' : 'not-proven'}
              word={check.arrived.includes(symbol) ? 'read' : 'not scanned'}
            />
          </li>
        ))}
      </ul>
      {check.findings.length > 0 ? <Findings findings={check.findings} /> : null}
      {check.profile ? <KeepForm scans={scans} name={station?.name ?? ''} errors={errors} /> : null}
      {scans.length > 0 ? <Button onClick={() => setScans([])}>Begin anew</Button> : null}
      {station && scans.length === 0 ? <p>Last kept as “{station.name}”.</p> : null}
      <CameraOffline />
    </Page>
  )
}

/** Whether the camera would start on this device while the network is away (R6); only the browser itself can say. */
function CameraOffline() {
  const [kept, setKept] = useState(false)
  useEffect(() => whenPartsAreKept(() => setKept(true)), [])
  return (
    <p>
      The camera reads codes on this device without a network:{' '}
      <StateMark state={kept ? 'ready' : 'not-proven'} word={kept ? 'yes' : 'not yet'} />
    </p>
  )
}

function Findings({ findings }: { findings: readonly ScannerFinding[] }) {
  return (
    <Section title="What arrives">
      <ul className="grid gap-3">
        {findings.map((finding) => {
          const words = explainScanner(finding)
          return (
            <li key={finding.code}>
              <StateMark state={words.state} word={words.word} /> <strong>{words.title}</strong>
              {words.advice ? <p className="max-w-2xl">{words.advice}</p> : null}
            </li>
          )
        })}
      </ul>
      <p className="max-w-2xl text-small text-muted">
        The settings are made with symbols of the scanner’s own manual or set-up program: no standard has set-up symbols
        that all scanners understand.
      </p>
    </Section>
  )
}

type KeepFormProps = { scans: readonly string[]; name: string; errors?: readonly string[] }

function KeepForm({ scans, name, errors }: KeepFormProps) {
  return (
    <Form method="post" className="grid gap-3">
      <CommandKey />
      <input type="hidden" name="intent" value="keep" />
      <input type="hidden" name="scans" value={JSON.stringify(scans)} />
      <TextField
        name="name"
        label="Name of this station"
        hint="The computer or cart where this scanner is used."
        defaultValue={name}
        errors={errors}
        required
      />
      <Submit>Keep for this station</Submit>
    </Form>
  )
}
