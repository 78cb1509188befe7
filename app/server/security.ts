import { randomBytes } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { answerRefusal, isApi } from './context'

/** Stands for the nonce in the policy as helmet writes it. */
const nonceHere = 'NONCE'
const nonced = `'nonce-${nonceHere}'`

/**
 * The policy for pages: programs and styles from our own origin or with this answer's nonce. `wasm-unsafe-eval` is for the
 * label decoder; inline style attributes are the one exception, which positioned dialogs and charts need.
 */
function pagePolicy(secure: boolean, development: boolean) {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", nonced, "'wasm-unsafe-eval'"],
      scriptSrcAttr: ["'none'"],
      // Vite puts styles into the page by script while developing; those can't carry the nonce.
      styleSrc: development ? ["'self'", "'unsafe-inline'"] : ["'self'", nonced],
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      workerSrc: ["'self'", 'blob:'],
      connectSrc: development ? ["'self'", 'ws:'] : ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(secure ? { upgradeInsecureRequests: [] } : {}),
    },
  }
}

type Header = readonly [name: string, value: string]

/** The headers of an answer of a kind. Helmet works them out once and not for each answer, of which only the nonce differs. */
function headers(secure: boolean, pages: boolean, development: boolean): Header[] {
  const set = helmet({
    contentSecurityPolicy: pages
      ? pagePolicy(secure, development)
      : { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // On plain http a browser ignores both of these, and the second one with an error in its console.
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginOpenerPolicy: secure,
    // Helmet's own default, no-referrer, makes browsers send "Origin: null" with our own forms, which we would refuse.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  const found: Header[] = []
  const req = new IncomingMessage(new Socket())
  const res = new ServerResponse(req)
  res.setHeader = (name, value) => {
    found.push([name, String(value)])
    return res
  }
  set(req, res, (error) => {
    if (error) throw error
  })
  return found
}

/** Sets the security headers of every answer, and the nonce of a page's policy. HSTS and upgrades only over https. */
export function securityHeaders(development: boolean): RequestHandler {
  const of = (secure: boolean, pages: boolean): Header[] => [
    ['Permissions-Policy', 'camera=(self), microphone=(), geolocation=()'],
    ...headers(secure, pages, development),
  ]
  const pages = { plain: of(false, true), secure: of(true, true) }
  const api = { plain: of(false, false), secure: of(true, false) }
  return (req, res, next) => {
    const kind = isApi(req) ? api : pages
    const nonce = kind === pages ? randomBytes(16).toString('base64url') : ''
    res.locals.cspNonce = nonce
    for (const [name, value] of req.secure ? kind.secure : kind.plain)
      res.setHeader(name, kind === pages ? value.replaceAll(nonceHere, nonce) : value)
    next()
  }
}

/**
 * Pages hold what only this person may see, so no answer is kept by a browser or a proxy unless it says so itself.
 * Decided when the headers are written, because Remix adds to headers that are already set instead of replacing them.
 */
export function uncachedByDefault(_req: Request, res: Response, next: NextFunction): void {
  const writeHead = res.writeHead
  res.writeHead = function decided(this: Response, ...rest: Parameters<typeof writeHead>) {
    if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store')
    return writeHead.apply(this, rest)
  } as typeof writeHead
  next()
}

/** Takes headers of a proxy away where none is trusted: Remix reads them without asking. */
export function distrustForwarded(req: Request, _res: Response, next: NextFunction): void {
  for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-for']) delete req.headers[name]
  next()
}

/** Refuses a request whose Host header is no address (400): everything behind builds its own address out of it. */
export function requireHost(req: Request, res: Response, next: NextFunction): void {
  if (URL.canParse(`http://${req.get('host') ?? ''}/`)) next()
  else
    answerRefusal(
      req,
      res,
      400,
      'bad-host',
      'This request names no address of this server (its Host header is missing or wrong).',
    )
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site's page sends through a signed-in browser (403). Requests without an Origin come from
 * programs, not from browsers, and pass.
 */
export function requireOwnOrigin(req: Request, res: Response, next: NextFunction): void {
  const origin = req.get('origin')
  const foreign = origin === undefined ? req.get('sec-fetch-site') === 'cross-site' : !isOwn(origin, req)
  if (foreign && !safeMethods.has(req.method)) {
    const sentence =
      'This was sent by a page of another site and was refused; nothing was stored. Open Vialkeep itself and try again.'
    answerRefusal(req, res, 403, 'foreign-origin', sentence)
  } else next()
}

function isOwn(origin: string, req: Request): boolean {
  if (!URL.canParse(origin)) return false
  const forwarded = req.get('x-forwarded-host')?.split(',')[0]?.trim()
  return new URL(origin).host === (forwarded ?? req.get('host'))
}
