import express, { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express'
import { explainForbidden } from '~/modules/auth/messages'
import { visitorOfToken } from '~/modules/auth/queries.server'
import { may, rolesThatMay } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { bodyBytesMax } from '~/server/body-limit'
import { isStorable } from '~/server/form-limits'
import type { Endpoint } from './endpoint'
import { endpoints } from './endpoints'
import { wrongInput } from './messages'
import { openApiDocument } from './openapi'

const parseBody = express.json({ limit: bodyBytesMax, type: 'application/json' })

/** The JSON API under `/api/v1`: thin doors onto the same commands and queries as the pages. */
export function createApiRouter(): Router {
  const router = Router()
  router.get('/openapi.json', (_req, res) => answerJson(res, openApiDocument()))
  for (const endpoint of endpoints) router[endpoint.method](expressPath(endpoint.path), door(endpoint))
  for (const [path, methods] of methodsByPath()) router.all(path, refuseMethod(methods))
  router.use((req, res) =>
    answerError(
      res,
      404,
      'not-found',
      `There is no ${req.baseUrl}${req.path}. The doors are listed in /api/v1/openapi.json.`,
    ),
  )
  router.use(answerBodyError)
  return router
}

const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

function methodsByPath(): Map<string, string[]> {
  const found = new Map<string, string[]>([['/openapi.json', ['GET', 'HEAD']]])
  for (const { path, method } of endpoints) {
    const methods = found.get(expressPath(path)) ?? []
    found.set(expressPath(path), [...methods, ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])])
  }
  return found
}

/** Answers with a value as JSON: what Express's `json` does, without its looks at settings and caches that we don't use. */
function answerJson(res: Response, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value))
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Content-Length', body.length)
  res.end(body)
}

/** Answers a refusal: `{error: {code, message}}`. */
function answerError(res: Response, status: number, code: string, message: string): void {
  res.status(status)
  answerJson(res, { error: { code, message } })
}

/** One door: who is it, may they, what do they ask (in this order, so that strangers cost nothing); then the room answers. */
function door(endpoint: Endpoint): RequestHandler {
  return async (req, res, next) => {
    try {
      const visitor = await visitorOfToken(req.get('authorization'))
      if (!visitor) return refuseStranger(req, res)
      if (endpoint.permission && !may(visitor.roles, endpoint.permission))
        return answerError(
          res,
          403,
          'forbidden',
          explainForbidden(endpoint.permission, rolesThatMay(endpoint.permission)),
        )
      if (endpoint.body && !(await readBody(req, res))) return
      await answer(endpoint, visitor, req, res)
    } catch (error) {
      next(error)
    }
  }
}

function refuseStranger(req: Request, res: Response): void {
  res.set('WWW-Authenticate', 'Bearer realm="Vialkeep"')
  const message = req.get('authorization')
    ? 'This bearer token is not known, or it was ended. Ask an administrator for a new one.'
    : 'This needs a bearer token: send the header "Authorization: Bearer vk_…". An administrator makes tokens.'
  answerError(res, 401, 'unauthorized', message)
}

/** Reads the JSON body; false when it was refused and answered. */
async function readBody(req: Request, res: Response): Promise<boolean> {
  if (!req.is('application/json')) {
    answerError(res, 415, 'media-type', 'Send the body as JSON, with the header "Content-Type: application/json".')
    return false
  }
  await new Promise<void>((resolve, reject) => parseBody(req, res, (error) => (error ? reject(error) : resolve())))
  if (isKept(req.body)) return true
  answerError(
    res,
    400,
    'bad-text',
    'The body has a text with the null character, or with half of a character; neither can be stored. Nothing was stored.',
  )
  return false
}

/** Whether every text of a JSON value, names included, can be stored as it was sent. Without recursion: 256 kB may be 100,000 levels deep. */
function isKept(body: unknown): boolean {
  const open: unknown[] = [body]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string' && !isStorable(value)) return false
    if (typeof value !== 'object' || value === null) continue
    for (const [name, part] of Object.entries(value)) open.push(name, part)
  }
  return true
}

/**
 * The query as it is written: a parameter that is given twice is a list, which no door takes, and no name means anything of
 * its own. Express would make objects of brackets and leave `__proto__` out.
 */
function queryOf(req: Request): Record<string, string | string[]> {
  const search = new URLSearchParams(req.originalUrl.split('?').slice(1).join('?'))
  const fields = [...new Set(search.keys())].map((name) => {
    const all = search.getAll(name)
    return [name, all.length === 1 ? (all[0] ?? '') : all] as const
  })
  return Object.fromEntries(fields)
}

async function answer(endpoint: Endpoint, visitor: Visitor, req: Request, res: Response): Promise<void> {
  const params = endpoint.params.safeParse(req.params)
  if (!params.success) return answerError(res, 400, 'bad-input', wrongInput('path', endpoint.params, params.error))
  const query = endpoint.query.safeParse(queryOf(req))
  if (!query.success) return answerError(res, 400, 'bad-input', wrongInput('query', endpoint.query, query.error))
  const body = endpoint.body?.safeParse(req.body)
  if (endpoint.body && body && !body.success)
    return answerError(res, 400, 'bad-input', wrongInput('body', endpoint.body, body.error))
  const result = await endpoint.run(visitor, { ...params.data, ...query.data, ...body?.data })
  if (result.ok) answerJson(res, result.value)
  else answerError(res, result.refusal.status, result.refusal.code, result.refusal.message)
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  return (req, res) => {
    res.set('Allow', methods.join(', '))
    answerError(
      res,
      405,
      'method',
      `${req.method} is not possible here; ${methods.join(' and ')} ${methods.length === 1 ? 'is' : 'are'}.`,
    )
  }
}

type BodyError = { status: number; code: string; message: string }

const notJson: BodyError = {
  status: 400,
  code: 'bad-json',
  message: 'The body is not JSON. Check its quotes, commas and braces; nothing was stored.',
}
const tooLarge: BodyError = {
  status: 413,
  code: 'body-too-large',
  message: `The body is too large: at most ${bodyBytesMax / 1024} kB are taken here. Nothing was stored.`,
}
const otherText: BodyError = {
  status: 415,
  code: 'media-type',
  message: 'Send the body as JSON in UTF-8, plain or compressed with gzip. Nothing was stored.',
}
const cutOff: BodyError = {
  status: 400,
  code: 'body-cut-off',
  message: 'The body ended early. Send it again; nothing was stored.',
}

/** What the body's parser throws, by its type. */
const bodyErrors: ReadonlyMap<unknown, BodyError> = new Map([
  ['entity.parse.failed', notJson],
  ['entity.too.large', tooLarge],
  ['encoding.unsupported', otherText],
  ['charset.unsupported', otherText],
  ['request.aborted', cutOff],
  ['request.size.invalid', cutOff],
])

/** Answers what the body's parser threw; anything else is for the server's last layer. */
function answerBodyError(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  const known = bodyErrors.get((error as { type?: unknown } | null)?.type)
  if (known && !res.headersSent) answerError(res, known.status, known.code, known.message)
  else next(error)
}
