import { clock } from '~/lib/clock'
import type { Database } from '~/lib/db.server'
import type { Live } from '~/lib/live'
import { logFault } from '~/lib/log.server'
import { watchingHeader } from '~/lib/watching'
import { visitorOf } from '~/modules/auth/queries.server'
import type { Visitor } from '~/modules/auth/types'
import { liveNow } from '~/modules/reports/queries/live.server'

/** Changes within so many milliseconds are judged once. */
const pauseMs = 100
/** How often a stream makes sure that its session is not over, and that somebody still listens, in milliseconds. */
const pulseMs = 10_000
/** After so long a stream ends, in milliseconds, and the page opens the next one. */
const lifeMs = 10 * 60_000

type Listener = (live: Live) => void

/** What is judged for everybody at a site who has the same subject open: once for all of them, each time anything was stored. */
class Watched {
  readonly #visitor: Visitor
  readonly #subjects: string
  readonly #listeners = new Set<Listener>()
  readonly #stop: () => void
  #state: 'idle' | 'judging' | 'again' = 'idle'

  constructor(db: Database, visitor: Visitor, subjects: string) {
    this.#visitor = visitor
    this.#subjects = subjects
    this.#stop = db.watch(() => this.wake())
  }

  add(listener: Listener): void {
    this.#listeners.add(listener)
    this.wake()
  }

  /** Whether nobody is left. */
  remove(listener: Listener): boolean {
    this.#listeners.delete(listener)
    if (this.#listeners.size > 0) return false
    this.#stop()
    return true
  }

  wake(): void {
    if (this.#state === 'idle') {
      const work = this.#judge()
      working.add(work)
      void work.then(() => working.delete(work))
    } else this.#state = 'again'
  }

  async #judge(): Promise<void> {
    this.#state = 'judging'
    await this.#tell()
    setTimeout(() => {
      const again = this.#state === 'again' && this.#listeners.size > 0
      this.#state = 'idle'
      if (again) this.wake()
    }, pauseMs).unref()
  }

  async #tell(): Promise<void> {
    try {
      const { context } = this.#visitor
      const live = await liveNow({ ...this.#visitor, context: { ...context, at: clock() } }, this.#subjects)
      for (const listener of this.#listeners) listener(live)
    } catch (error) {
      // A page whose subject is gone finds out when it asks by itself.
      if (!(error instanceof Response)) logFault(error, 'none', 'judging for open pages')
    }
  }
}

const watched = new Map<string, Watched>()
const working = new Set<Promise<void>>()
const open = new Set<() => void>()

/** Ends all streams, because the server stops, and waits for what is being judged: the database is closed next. */
export async function endStreams(): Promise<void> {
  for (const end of [...open]) end()
  await Promise.all(working)
}

const asEvent = (live: Live): string => `data: ${JSON.stringify(live)}\n\n`

/**
 * A stream of events that tells an open page what is judged of its subject: at once, and whenever that has changed
 * (docs/safety.md §8). It ends with the session, and says nothing of a patient.
 */
export function liveStream(request: Request, visitor: Visitor, subjects: string): Response {
  const key = `${visitor.site.id} ${subjects}`
  // A page that is only open doesn't mean that anyone is working.
  const asked = new Request(request.url, {
    headers: { cookie: request.headers.get('cookie') ?? '', [watchingHeader]: '1' },
  })
  let told = ''
  let end = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const text = new TextEncoder()
      const send = (line: string) => controller.enqueue(text.encode(line))
      const listener = (live: Live) => {
        if (live.version === told) return
        told = live.version
        send(asEvent(live))
      }
      const pulse = setInterval(() => {
        void visitorOf(asked)
          .catch(() => null)
          .then((still) => (still?.personId === visitor.personId ? open.has(end) && send(':\n\n') : end()))
      }, pulseMs)
      const life = setTimeout(() => end(), lifeMs)
      end = () => {
        if (!open.delete(end)) return
        clearInterval(pulse)
        clearTimeout(life)
        if (watched.get(key)?.remove(listener)) watched.delete(key)
        try {
          controller.close()
        } catch {
          // The reader has gone first.
        }
      }
      open.add(end)
      request.signal.addEventListener('abort', () => end())
      const shared = watched.get(key) ?? new Watched(visitor.context.db, visitor, subjects)
      watched.set(key, shared)
      shared.add(listener)
    },
    cancel: () => end(),
  })
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  })
}
