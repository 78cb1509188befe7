import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { moment } from '~/ui/moment'
import type { Signal } from '~/ui/sound'

/**
 * The result of a scan: the tone to play, the sentence in large words, and what to do next. `to` leads to what was
 * scanned; it is offered as a link under the answer.
 */
export type ScanReply = {
  readonly tone: Signal
  readonly title: string
  readonly detail?: string
  /** What was scanned is here and on hold. Shown as a hold, not as a question. */
  readonly held?: true
  /** The things that it may mean: a tap sends the same scan again with `meant`. */
  readonly choices?: readonly { readonly meant: string; readonly label: string }[]
  readonly to?: { readonly href: string; readonly label: string }
}

/** One submission of the scan field. `fields` are what the page sends with it, as they were when it was scanned; so is where it goes. */
export type Scan = {
  readonly action: string
  readonly scanId: string
  readonly raw: string
  readonly symbologyId: string
  /** Whether a scanner or the camera read it; absent or otherwise, a hand may have typed it. */
  readonly how?: 'scan' | 'typed'
  readonly fields: Readonly<Record<string, string>>
  /** When it was scanned, by the browser's own clock: how long it waited is told when it is sent. */
  readonly scannedAt?: number
}

/** A scan with its answer. */
export type AnsweredScan = { readonly scan: Scan; readonly reply: ScanReply }

/** Scans on their way and with their answers. */
export type Queue = {
  readonly waiting: readonly Scan[]
  readonly answered: readonly AnsweredScan[]
  /** Scans of an earlier visit to this page that got no answer: a person decides. Null until they were looked for. */
  readonly unanswered: readonly Scan[] | null
}

type Step =
  | { readonly step: 'add'; readonly scan: Scan }
  | { readonly step: 'answer'; readonly scanId: string; readonly reply: ScanReply | null }
  | { readonly step: 'found'; readonly scans: readonly Scan[] }
  | { readonly step: 'resend' }
  | { readonly step: 'forget' }

/** Answers that stay on the page: enough that a refusal among quick good scans is not missed. */
const keptAnswers = 6

/** One step of the queue. Pure. */
export function stepQueue(queue: Queue, step: Step): Queue {
  switch (step.step) {
    case 'add':
      return { ...queue, waiting: [...queue.waiting, step.scan] }
    case 'answer': {
      const scan = queue.waiting.find(({ scanId }) => scanId === step.scanId)
      if (!scan) return queue
      const answered = step.reply
        ? [{ scan, reply: step.reply }, ...queue.answered].slice(0, keptAnswers)
        : queue.answered
      return { ...queue, waiting: queue.waiting.filter((each) => each !== scan), answered }
    }
    case 'found':
      return { ...queue, unanswered: step.scans }
    case 'resend':
      return { ...queue, waiting: [...(queue.unanswered ?? []), ...queue.waiting], unanswered: [] }
    case 'forget':
      return { ...queue, unanswered: [] }
  }
}

/** The first of the sentences that say what is wrong with the fields of a form. */
const firstOf = (errors: unknown): unknown =>
  typeof errors === 'object' && errors !== null ? Object.values(errors).flat()[0] : null

/**
 * The reply in what an action returned: `{ reply }`, also as the `value` of an answer, or the sentence of a form that was
 * refused; null where there is neither.
 */
export function replyOf(data: unknown): ScanReply | null {
  if (typeof data !== 'object' || data === null) return null
  if ('ok' in data && 'sentence' in data && 'value' in data) {
    const title = data.ok === false ? (data.sentence ?? firstOf('errors' in data ? data.errors : null)) : null
    return replyOf(data.value) ?? (typeof title === 'string' ? { tone: 'refused', title } : null)
  }
  if ('reply' in data && typeof data.reply === 'object' && data.reply !== null) return data.reply as ScanReply
  return 'refusal' in data && typeof data.refusal === 'string' ? { tone: 'refused', title: data.refusal } : null
}

function kept(key: string): readonly Scan[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Scan[]
  } catch {
    return []
  }
}

/** Remembers scans without an answer, so that a reload or a fault of the page loses none (R40). */
function keep(key: string, scans: readonly Scan[]): void {
  try {
    if (scans.length > 0) sessionStorage.setItem(key, JSON.stringify(scans))
    else sessionStorage.removeItem(key)
  } catch {
    // Storage may be forbidden on a locked-down station; then a reload forgets what was not sent.
  }
}

/** So long after an answer, in milliseconds, the server counts as reachable without asking. */
const freshMs = 4_000
const retriesMs = [500, 1_000, 2_000, 4_000, 8_000]
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** How long the server may take to say that it is there; then it counts as not there, and the scans say so. */
const patienceMs = 5_000

/** Waits until the server answers: a submission without a network would end on the error screen, and the queue with it. */
async function reachServer(lastAnswerAt: number, onOffline: () => void): Promise<void> {
  if (navigator.onLine && performance.now() - lastAnswerAt < freshMs) return
  for (let attempt = 0; ; attempt++) {
    try {
      await fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) })
      return
    } catch {
      onOffline()
      await wait(retriesMs[attempt] ?? retriesMs.at(-1)!)
    }
  }
}

/**
 * Sends scans one after the other, in the order in which they came, each with the same `scanId` however often it is sent.
 * `storageKey` names where those without an answer are kept until the tab is closed.
 */
export function useScanQueue(storageKey: string, onReply: (reply: ScanReply, scan: Scan) => void) {
  const fetcher = useFetcher<unknown>()
  const [queue, step] = useReducer(stepQueue, { waiting: [], answered: [], unanswered: null })
  const [offline, setOffline] = useState(false)
  const flight = useRef<{ scan: Scan; sent: boolean; dataBefore: unknown } | null>(null)
  const lastAnswerAt = useRef(Number.NEGATIVE_INFINITY)
  const latest = useRef({ fetcher, onReply })
  latest.current = { fetcher, onReply }

  useEffect(() => step({ step: 'found', scans: kept(storageKey) }), [storageKey])
  useEffect(() => {
    if (queue.unanswered) keep(storageKey, [...queue.unanswered, ...queue.waiting])
  }, [storageKey, queue.unanswered, queue.waiting])

  const next = queue.waiting[0]
  const idle = fetcher.state === 'idle'
  useEffect(() => {
    // A submission while the page's data are being read again would break that reading off.
    if (!next || !idle || flight.current) return
    const mine = { scan: next, sent: false, dataBefore: latest.current.fetcher.data }
    flight.current = mine
    void reachServer(lastAnswerAt.current, () => setOffline(true)).then(() => {
      setOffline(false)
      const { scanId, raw, symbologyId, how = 'typed', fields, action, scannedAt } = mine.scan
      const waited = scannedAt === undefined ? 0 : Math.max(0, Math.round((moment().wall - scannedAt) / 1_000))
      latest.current.fetcher.submit(
        { ...fields, raw, symbologyId, how, scanId, waited: String(waited) },
        { method: 'post', action },
      )
      mine.sent = true
    })
  }, [next, idle])

  useEffect(() => {
    const mine = flight.current
    if (!mine?.sent || fetcher.state === 'submitting') return
    // The answer is there before the page's own data are read again; it is shown and sounded without waiting for them.
    if (fetcher.data === mine.dataBefore && fetcher.state !== 'idle') return
    const reply = fetcher.data === mine.dataBefore ? null : replyOf(fetcher.data)
    flight.current = null
    lastAnswerAt.current = performance.now()
    step({ step: 'answer', scanId: mine.scan.scanId, reply })
    if (reply) latest.current.onReply(reply, mine.scan)
  }, [fetcher.state, fetcher.data])

  const add = useCallback((scan: Scan) => step({ step: 'add', scan: { ...scan, scannedAt: moment().wall } }), [])
  const resend = useCallback(() => step({ step: 'resend' }), [])
  const forget = useCallback(() => step({ step: 'forget' }), [])
  return { ...queue, offline, add, resend, forget }
}
