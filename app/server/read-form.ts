import type { NextFunction, Request, Response } from 'express'
import { watchingHeader } from '~/lib/watching'
import { visitorOf } from '~/modules/auth/queries.server'
import { answerRefusal } from './context'
import {
  type FormRefusal,
  type FormRoom,
  refusalOfFields,
  roomOf,
  strangerRoom,
  tooLarge,
  tooMany,
} from './form-limits'

/** How much of a refused body is still taken off the line, so that the client gets to read why. */
const drainBytesMax = 64 * 1024 * 1024

const formType = 'application/x-www-form-urlencoded'

const damaged: FormRefusal = {
  status: 400,
  sentence:
    'This form arrived damaged and could not be read. Nothing was stored. Reload the page, enter it and send it again.',
}
const otherType: FormRefusal = {
  status: 415,
  sentence: 'A page takes only forms, and this is something else. Nothing was stored. Send it from the page itself.',
}
const cutOff: FormRefusal = {
  status: 400,
  sentence: 'This form ended early: not all of it arrived. Nothing was stored. Send it again.',
}

/**
 * Reads a page's form off the line, at most as much as its page needs, and looks at it before anything parses it: 40,000
 * fields of one name would keep the form parser busy for ten seconds. A refused form goes on to Remix without its body,
 * where the action answers with the sentence on the page's error screen; a good one as `res.locals.body`.
 */
export async function readForm(req: Request, res: Response, next: NextFunction): Promise<void> {
  if (req.method === 'GET' || req.method === 'HEAD') return next()
  if (req.method !== 'POST') {
    res.setHeader('Allow', 'GET, HEAD, POST')
    return answerRefusal(req, res, 405, 'method', `${req.method} is not possible here; GET, HEAD and POST are.`)
  }
  try {
    const { room, stranger } = await roomFor(req)
    const body = await bodyOf(req, res, room, tooLarge(room, stranger))
    if (body === null) return
    if ('sentence' in body) res.locals.refusal = { ...body, stranger }
    else {
      res.locals.body = body
      const refusal = await refusalOf(req, body, room)
      if (refusal) res.locals.refusal = { ...refusal, stranger }
    }
    next()
  } catch (error) {
    next(error)
  }
}

/** How much this request may bring. Who it is has to be asked only if it wants more than a stranger may send. */
async function roomFor(req: Request): Promise<{ room: FormRoom; stranger: boolean }> {
  const room = roomOf(req.path)
  if (room === strangerRoom) return { room, stranger: false }
  const small = req.headers['transfer-encoding'] === undefined && announced(req) <= strangerRoom.bytes
  const asked = small ? hasCookie(req) : await isSignedIn(req)
  return asked ? { room, stranger: false } : { room: strangerRoom, stranger: true }
}

const announced = (req: Request): number => Number(req.headers['content-length'] ?? 0)
const hasCookie = (req: Request): boolean => req.headers.cookie !== undefined

async function isSignedIn(req: Request): Promise<boolean> {
  const { cookie } = req.headers
  if (cookie === undefined) return false
  return (await visitorOf(new Request('http://own.invalid/', { headers: { cookie, [watchingHeader]: '1' } }))) !== null
}

/** The whole body; a refusal when it is too large or cut off; null when the connection was refused and answered. */
async function bodyOf(
  req: Request,
  res: Response,
  room: FormRoom,
  large: FormRefusal,
): Promise<Buffer | FormRefusal | null> {
  if (announced(req) > drainBytesMax) {
    res.setHeader('Connection', 'close')
    answerRefusal(req, res, large.status, 'body-too-large', large.sentence)
    return null
  }
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    for await (const piece of req as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes <= room.bytes) pieces.push(piece)
      else if (bytes > drainBytesMax) return null
    }
  } catch {
    return cutOff
  }
  return bytes > room.bytes ? large : Buffer.concat(pieces)
}

/** What is wrong with a body, if anything, by its type. */
async function refusalOf(req: Request, body: Buffer, room: FormRoom): Promise<FormRefusal | null> {
  const type = req.headers['content-type']
  if (type === undefined && body.length === 0) {
    // A button without fields: for the action it is a form, and an empty one.
    req.headers['content-type'] = formType
    return null
  }
  const [media = '', ...parameters] = (type ?? '').split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((part) => part.startsWith('charset='))?.slice('charset='.length)
  if (req.headers['content-encoding'] !== undefined) return otherType
  if (media === formType)
    return charset === undefined || /^"?utf-?8"?$/.test(charset) ? refusalOfEncoded(body, room) : otherType
  return media === 'multipart/form-data' ? refusalOfParts(type ?? '', body, room) : otherType
}

function refusalOfEncoded(body: Buffer, room: FormRoom): FormRefusal | null {
  let count = 1
  for (let at = body.indexOf('&'); at >= 0; at = body.indexOf('&', at + 1)) count += 1
  if (count > room.fields) return tooMany(room)
  const fields = new TextDecoder()
    .decode(body)
    .split('&')
    .filter((field) => field !== '')
  try {
    return refusalOfFields(fields.map(decoded), room)
  } catch {
    return damaged
  }
}

/** A name and a value; throws where the percent-encoding means nothing, as a browser's never does. */
function decoded(field: string): readonly [string, string] {
  const [name = '', ...value] = field.split('=')
  const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
  return [decode(name), decode(value.join('='))]
}

async function refusalOfParts(type: string, body: Buffer, room: FormRoom): Promise<FormRefusal | null> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } }).formData()
    return refusalOfFields(form.entries(), room)
  } catch {
    return damaged
  }
}
