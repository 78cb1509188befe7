import type { NextFunction, Request, Response } from 'express'
import { answerRefusal } from './context'

/** The largest body that a door of the API reads: a label and a few figures need far less. */
export const bodyBytesMax = 256 * 1024
/** How much of a refused body is still taken off the line, so that the client gets to read why. */
const drainBytesMax = 64 * 1024 * 1024

const sentence = 'This is too large to be taken: at most 256 kB can be sent at once. Nothing was stored.'

/** Refuses bodies over the API's limit (413): by the announced length before anything is read, else by counting. */
export function limitBody(req: Request, res: Response, next: NextFunction): void {
  const announced = Number(req.headers['content-length'] ?? 0)
  if (announced > drainBytesMax) {
    res.setHeader('Connection', 'close')
    answerRefusal(req, res, 413, 'body-too-large', sentence)
  } else if (announced > bodyBytesMax) {
    req.once('end', () => answerRefusal(req, res, 413, 'body-too-large', sentence))
    req.resume()
  } else {
    if (req.headers['transfer-encoding'] !== undefined) countBody(req, res)
    next()
  }
}

/** A body of unknown length is counted as it arrives; past the limit nobody gets to read the rest, or a cut-off text. */
function countBody(req: Request, res: Response): void {
  const push = req.push.bind(req)
  let bytes = 0
  req.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    bytes += chunk?.length ?? 0
    if (bytes <= bodyBytesMax) return push(chunk, encoding)
    if (!res.headersSent) {
      res.setHeader('Connection', 'close')
      res.once('finish', () => req.destroy(new Error('body over the limit')))
      answerRefusal(req, res, 413, 'body-too-large', sentence)
    }
    return true
  }
}
