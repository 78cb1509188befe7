import type { NextFunction, Request, Response } from 'express'
import { answerRefusal, isApi } from './context'

const reload = 'Go back to Vialkeep and open it from there.'

/**
 * Refuses an address that can't be read (400), before anything takes it apart: broken percent-encoding, steps like `..`, the
 * null character, which PostgreSQL can't keep and SQLite would, and on a page a parameter that is given twice (the API's doors say that by
 * the parameter's name).
 */
export function requireAddress(req: Request, res: Response, next: NextFunction): void {
  const sentence = wrongAddress(req.originalUrl, isApi(req))
  if (sentence === null) next()
  else answerRefusal(req, res, 400, 'bad-address', sentence)
}

// Remix's own address for the routes that a page links to names many paths.
const ofRemix = /^\/__manifest(\?|$)/

/** What is wrong with an address as it came in the request line; null when nothing is. */
export function wrongAddress(url: string, api: boolean): string | null {
  if (!url.startsWith('/')) return `This request names no path of this server. ${reload}`
  const [path = '', ...query] = url.split('?')
  // A browser resolves these before it asks, and everything behind would resolve them each in its own way.
  if (/[\\]|(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path))
    return `This address has a step in its path that leads elsewhere (".." or a backslash). ${reload}`
  const decoded = decodedOr(url.replaceAll('+', ' '))
  if (decoded === null)
    return `This address can't be read: a percent sign in it is followed by something that means no character. ${reload}`
  if (decoded.includes('\0'))
    return `This address contains the null character, which no label carries and nothing here is called. ${reload}`
  if (api || ofRemix.test(url)) return null
  const names = [...new URLSearchParams(query.join('?')).keys()]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined
    ? null
    : `This address says ${/^[\w-]{1,40}$/.test(twice) ? `"${twice}"` : 'the same thing'} twice, and only one of them can count. ${reload}`
}

function decodedOr(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
