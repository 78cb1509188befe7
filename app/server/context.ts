import { randomInt } from 'node:crypto'
import type { Request, Response } from 'express'

/** A form that was refused before Remix: its page's action answers with this, on the error screen. `stranger`: nobody is signed in. */
export type EarlyRefusal = { status: number; sentence: string; stranger: boolean }

/** What the server knows of a request and hands to loaders and actions as their `context`. */
export type ServerContext = {
  /** Names this request in the log; a fault's screen shows it. */
  requestId: string
  /** The nonce of this answer's content security policy. */
  cspNonce: string
  /** The client's network address, as the proxy settings allow it to be known. */
  address: string
  refusal: EarlyRefusal | undefined
  /** Whether a whole page is asked for; an open page asks for data only. */
  isDocument: boolean
  /** What came of a form that waited for the network, for the part of the page that sends it (`pages.ts`). */
  answered?: unknown
  /** What this document's action threw, for its page's loader to throw (`faults.ts`). */
  failed?: { readonly routeId: string; readonly thrown: globalThis.Response }
}

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends ServerContext {}
}

// Without I, L, O, U, 0 and 1: the id is read aloud on the telephone.
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

/** A short id for a request, such as `K7QF-2MXD`. */
export function newRequestId(): string {
  let rest = randomInt(letters.length ** 8)
  let id = ''
  for (let place = 0; place < 8; place++) {
    id += (place === 4 ? '-' : '') + letters[rest % letters.length]
    rest = Math.floor(rest / letters.length)
  }
  return id
}

/** The context of a request that has passed the server's own layers. */
export function serverContext(req: Request, res: Response): ServerContext {
  return {
    requestId: res.locals.requestId,
    cspNonce: res.locals.cspNonce,
    address: req.ip ?? '',
    refusal: res.locals.refusal,
    isDocument: !req.path.endsWith('.data'),
  }
}

/** True for the JSON API, which answers refusals as JSON; everything else answers them as text. */
export const isApi = (req: Request): boolean => req.originalUrl.startsWith('/api/')

const screen = (sentence: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vialkeep</title>
<main>
<h1>${escaped(sentence)}</h1>
<p><a href="/">Go to Today</a></p>
</main>
</html>
`

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * Answers a refusal of the server's own layers: one sentence, as JSON for the API, as a small page for a browser that asked
 * for one, and as text for anything else.
 */
export function answerRefusal(req: Request, res: Response, status: number, code: string, sentence: string): void {
  res.status(status)
  if (isApi(req)) res.json({ error: { code, message: sentence } })
  else if (/\btext\/html\b/.test(req.get('accept') ?? '')) res.type('text/html').send(screen(sentence))
  else res.type('text/plain').send(`${sentence}\n`)
}
