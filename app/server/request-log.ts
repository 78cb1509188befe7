import type { NextFunction, Request, Response } from 'express'
import { log } from '~/lib/log.server'
import { newRequestId } from './context'

/**
 * The path as the log may keep it: words that are ours (lower-case letters and hyphens), with `:n` for a number and `:x`
 * for anything else, which may be a name or a scanned code. Query strings are dropped.
 */
export function loggedPath(url: string): string {
  const path = url.split('?', 1)[0] ?? ''
  return path.split('/').map(loggedPart).join('/')
}

function loggedPart(part: string): string {
  const [, word = '', ending = ''] = /^(.*?)(\.data|\.json)?$/.exec(part) ?? []
  if (/^[a-z-]{0,32}$/.test(word) || word === 'v1') return part
  return (/^\d+$/.test(word) ? ':n' : ':x') + ending
}

/** Gives the request its id and writes one line of JSON when it is answered; the page's own files only at level debug. */
export function requestLog(req: Request, res: Response, next: NextFunction): void {
  const started = performance.now()
  const id = newRequestId()
  res.locals.requestId = id
  res.setHeader('X-Request-Id', id)
  res.once('close', () => {
    const ms = Math.round((performance.now() - started) * 100) / 100
    const asset = /^\/(assets\/|health|sw\.js$)/.test(req.originalUrl)
    const level = res.statusCode >= 500 ? 'error' : asset ? 'debug' : 'info'
    if (!log.isLevelEnabled(level)) return
    const line = {
      id,
      method: req.method,
      path: asset ? '/assets' : loggedPath(req.originalUrl),
      status: res.statusCode,
      ms,
    }
    log[level](res.writableFinished ? line : { ...line, aborted: true }, 'request')
  })
  next()
}
