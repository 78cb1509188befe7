import { createRequestHandler, type ServerBuild, writeReadableStreamToWritable } from '@remix-run/node'
import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from 'express'
import { serverContext } from './context'
import { routesBelow, wordOf, wordsOf } from './routes-below'

/**
 * Hands requests to Remix and its answers back. Our own, because the form was already read (`read-form.ts`): Remix's
 * handler for Express reads the body off the line itself.
 */
export function servePages(build: ServerBuild, mode: string): RequestHandler {
  const whole = createRequestHandler(build, mode)
  const byWord = new Map(wordsOf(build).map((word) => [word, createRequestHandler(routesBelow(build, word), mode)]))
  return async (req, res, next) => {
    try {
      const handle = byWord.get(wordOf(req.path)) ?? whole
      const context = serverContext(req, res)
      const answer = await handle(webRequest(req, res), context)
      if (context.answered === undefined) await send(res, answer)
      else res.json(context.answered)
    } catch (error) {
      next(error)
    }
  }
}

/** The request as the web knows it. Its signal ends when the client has gone before it was answered. */
function webRequest(req: ExpressRequest, res: ExpressResponse): Request {
  const gone = new AbortController()
  res.once('close', () => {
    if (!res.writableFinished) gone.abort()
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers))
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each)
  const body = req.method === 'GET' || req.method === 'HEAD' ? null : new Uint8Array(res.locals.body ?? [])
  return new Request(`${req.protocol}://${hostOf(req)}${req.originalUrl}`, {
    method: req.method,
    headers,
    body,
    signal: gone.signal,
  })
}

/** The name of this server as the client calls it, with the port: behind a trusted proxy, the proxy's. */
function hostOf(req: ExpressRequest): string {
  const { hostname } = req
  const port = /:(\d+)$/.exec(req.get('x-forwarded-host')?.split(',')[0]?.trim() ?? req.get('host') ?? '')?.[1]
  return port ? `${hostname}:${port}` : hostname
}

async function send(res: ExpressResponse, answer: Response): Promise<void> {
  res.statusMessage = answer.statusText
  res.status(answer.status)
  for (const [name, value] of answer.headers) res.append(name, value)
  if (/^text\/event-stream/i.test(answer.headers.get('Content-Type') ?? '')) res.flushHeaders()
  if (answer.body) await writeReadableStreamToWritable(answer.body, res)
  else res.end()
}
