// What a browser keeps of Vialkeep for the time without a network: files of the build, whose names carry a hash of their
// content. Never a page, never an answer of a loader or of the API: a hold placed since then would be missing in it.

import { THEME_COOKIE } from '../ui/theme'
import { handlingOf } from './rules'

/** Set by the build (`build.ts`): its name, the files to fetch at once, the page that is shown without a network. */
declare const BUILD: string
declare const FILES: readonly string[]
declare const OFFLINE_PAGE: string

// The compiler's types for service workers clash with those for pages, so these are the parts that we use.
type WaitingEvent = Event & { waitUntil(work: Promise<unknown>): void }
type FetchEvent = WaitingEvent & {
  readonly request: Request
  readonly preloadResponse?: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}
type Worker = {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } }
  readonly cookieStore?: { get(name: string): Promise<{ value?: string } | null> }
  addEventListener(type: 'install' | 'activate', listen: (event: WaitingEvent) => void): void
  addEventListener(type: 'message', listen: (event: WaitingEvent) => void): void
  addEventListener(type: 'fetch', listen: (event: FetchEvent) => void): void
}

const worker = globalThis as unknown as Worker
const ownCache = `vialkeep-${BUILD}`

// All files or none: a worker that is at work has all of them. A new one waits until the last page of the old build is
// closed, because such a page may still ask for a part that the server no longer has.
worker.addEventListener('install', (event) =>
  event.waitUntil(caches.open(ownCache).then((cache) => cache.addAll(FILES))),
)

worker.addEventListener('activate', (event) => event.waitUntil(takeOver()))

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('vialkeep-') && name !== ownCache)
  await Promise.all(old.map((name) => caches.delete(name)))
  // The browser asks for a page while it wakes this worker, not after.
  await worker.registration.navigationPreload?.enable()
  // The page that was open before there was a worker is served as well.
  await worker.clients.claim()
}

// A page that no worker serves asks for this one (`register.ts`).
worker.addEventListener('message', (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('fetch', (event) => {
  const handling = handlingOf(event.request, worker.location.origin)
  if (handling === 'file') event.respondWith(file(event))
  if (handling === 'page') event.respondWith(page(event))
})

/** A file of any build is the right one for its name, so every cache is asked: the next build's page has its parts there. */
async function file(event: FetchEvent): Promise<Response> {
  const kept = await caches.match(event.request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(event.request)
  if (answer.status === 200) {
    const copy = answer.clone()
    // A full disk is no reason to withhold the file.
    event.waitUntil(
      caches
        .open(ownCache)
        .then((cache) => cache.put(event.request, copy))
        .catch(() => undefined),
    )
  }
  return answer
}

/** The server's answer, or the page that says there is none. */
async function page(event: FetchEvent): Promise<Response> {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request))
  } catch {
    return new Response(await themed(OFFLINE_PAGE), {
      status: 503,
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'Content-Security-Policy': "default-src 'none'; style-src 'self'; font-src 'self'; frame-ancestors 'none'",
      },
    })
  }
}

/** The page in the theme that was chosen on this device, where the browser tells a worker; else it follows the system. */
async function themed(html: string): Promise<string> {
  const theme = await worker.cookieStore?.get(THEME_COOKIE).catch(() => null)
  return /^(light|dark)$/.test(theme?.value ?? '') ? html.replace('<html', `<html data-theme="${theme?.value}"`) : html
}
