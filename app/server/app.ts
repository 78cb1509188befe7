import { readdirSync } from 'node:fs'
import path from 'node:path'
import * as build from 'virtual:remix/server-build'
import compression from 'compression'
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import { createApiRouter } from '~/api/router'
import { env } from '~/lib/env.server'
import { logFault } from '~/lib/log.server'
import { requireAddress } from './address'
import { limitBody } from './body-limit'
import { answerRefusal } from './context'
import { guardRoutes } from './faults'
import { health } from './health'
import { servePages } from './pages'
import { readForm } from './read-form'
import { requestLog } from './request-log'
import { distrustForwarded, requireHost, requireOwnOrigin, securityHeaders, uncachedByDefault } from './security'

/**
 * The whole server as one Express application, in the order in which a request meets its layers: log, security headers,
 * health, files, refusals (foreign origin, unreadable address), the JSON API, and last the pages, whose forms are looked
 * at before anything parses them.
 */
export function createApp(): Express {
  const { NODE_ENV, TRUST_PROXY } = env()
  const development = NODE_ENV === 'development'
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', TRUST_PROXY)
  // Nothing reads Express's own query: the API's doors and Remix each read the address themselves.
  app.set('query parser', () => ({}))
  app.use(requestLog, uncachedByDefault, securityHeaders(development), requireHost)
  if (TRUST_PROXY === false) app.use(distrustForwarded)
  app.get('/health', health)
  app.use(compressed())
  if (!development) serveFiles(app)
  app.use(requireOwnOrigin, requireAddress)
  app.use('/api', limitBody)
  app.use('/api/v1', createApiRouter())
  app.use('/api', (req, res) =>
    answerRefusal(req, res, 404, 'not-found', 'There is nothing at this address of the API.'),
  )
  app.use(readForm)
  app.use(servePages(guardRoutes(build), NODE_ENV))
  app.use(answerFault)
  return app
}

/** The browser's own files: those with a hash in their name never change, so they are kept for a year. */
function serveFiles(app: Express): void {
  const folder = path.resolve(build.assetsBuildDirectory)
  app.use('/assets', express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }))
  app.use('/assets', (req, res) => answerRefusal(req, res, 404, 'not-found', 'There is no such file.'))
  // Asking the disk for a file of each page's and each API door's name would cost every request its time.
  const names = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `/${name.replaceAll('\\', '/')}`),
  )
  // The service worker names the files of this build: an old one kept for an hour would keep the old build with it.
  const setHeaders = (res: Response, file: string) => {
    if (file === path.join(folder, 'sw.js')) res.setHeader('Cache-Control', 'no-cache')
  }
  const files = express.static(folder, { maxAge: '1h', index: false, setHeaders })
  app.use((req, res, next) => (names.has(req.path) ? files(req, res, next) : next()))
}

/** Compresses answers for whoever takes them so. Any other request is spared the layer, which would hook into each answer. */
function compressed(): RequestHandler {
  const compress = compression({ filter: compressible })
  return (req, res, next) => {
    if (req.headers['accept-encoding'] !== undefined) return compress(req, res, next)
    res.vary('Accept-Encoding')
    next()
  }
}

function compressible(req: Request, res: Response): boolean {
  // A stream of events must reach the browser event by event, not block by block.
  return !String(res.getHeader('Content-Type')).startsWith('text/event-stream') && compression.filter(req, res)
}

/** The last layer: uncaught errors. One with a 4xx status is the client's fault (a path that can't be decoded). */
function answerFault(error: unknown, req: Request, res: Response, _next: NextFunction): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const status = Number((error as { status?: unknown }).status)
  if (status >= 400 && status < 500) {
    answerRefusal(req, res, status, 'bad-request', 'This request could not be read. Go back to Vialkeep and try again.')
    return
  }
  const { requestId } = res.locals
  logFault(error, requestId, 'server')
  const sentence = `Something went wrong on our side; it was noted under the number ${requestId}. Try again, and give this number if it stays.`
  answerRefusal(req, res, 500, 'fault', sentence)
}
