import { watchingHeader } from '~/lib/watching'

const againMs = 3_000
const afterRefusalMs = 15_000

const wait = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

/** Hears the events of one answer, until it ends. */
async function hearOnce(address: string, signal: AbortSignal, hear: (event: unknown) => void): Promise<boolean> {
  const headers = { Accept: 'text/event-stream', [watchingHeader]: '1' }
  const answer = await fetch(address, { headers, redirect: 'manual', cache: 'no-store', signal })
  if (!answer.ok || !answer.body) return false
  const text = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  for (let rest = ''; ; ) {
    const { done, value } = await text.read()
    if (done) return true
    const events = (rest + value).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) if (event.startsWith('data: ')) hear(JSON.parse(event.slice('data: '.length)))
  }
}

/**
 * Hears what the server tells of an address by itself, while somebody sees the page and the browser has a network. A stream
 * that breaks is opened again; without one, the page still asks by itself. Gives back what ends it.
 */
export function hearStream(address: string, hear: (event: unknown) => void): () => void {
  let current: AbortController | null = null
  const listen = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      const good = await hearOnce(address, signal, hear).catch(() => true)
      await wait(good ? againMs : afterRefusalMs, signal)
    }
  }
  // A browser has few connections to a server: only the page that is seen holds one.
  const turn = () => {
    const wanted = !document.hidden && navigator.onLine
    if (wanted === (current !== null)) return
    current?.abort()
    current = wanted ? new AbortController() : null
    if (current) void listen(current.signal)
  }
  const end = () => {
    document.removeEventListener('visibilitychange', turn)
    for (const wake of ['online', 'offline'] as const) removeEventListener(wake, turn)
    current?.abort()
  }
  document.addEventListener('visibilitychange', turn)
  for (const wake of ['online', 'offline'] as const) addEventListener(wake, turn)
  turn()
  return end
}
