import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Database } from '~/lib/db.server'
import type { Live } from '~/lib/live'
import type { Role } from '~/modules/auth/types'
import { testDatabase } from '../support/database'

/** What a request came to: its status, its headers, and all of its text. */
export type Answer = { status: number; headers: Headers; text: string }

/** The whole server, every layer and every page, over the demo clinic on a database of its own. */
export type House = {
  db: Database
  base: string
  /** Asks a page; `who` is the first part of a demo sign-in (nurse, manager, admin …), null a stranger. */
  page(who: string | null, path: string, init?: RequestInit): Promise<Answer>
  /** Sends a form to a page, as a browser does. */
  send(who: string | null, path: string, form: string | URLSearchParams): Promise<Answer>
  /** Asks with the address just as it is written: `fetch` would tidy it. `who` as above, or a role's token of the API. */
  raw(who: { page: string | null } | { api: Role }, method: string, path: string, form?: string): Promise<Answer>
  /** Asks the API as the holder of a token with this role. */
  api(role: Role, path: string, init?: RequestInit): Promise<Answer>
  /** Opens a stream of events as a page does. */
  stream(who: string, path: string): Promise<{ next(): Promise<Live>; end(): void }>
  close(): Promise<void>
}

/** Starts it. The server reads its database from the environment, so a test file has one house. */
export async function openHouse(): Promise<House> {
  const store = await testDatabase()
  process.env.DATABASE_URL = store.url
  process.env.LOG_LEVEL = 'silent'
  process.env.NODE_ENV = 'test'
  const { database } = await import('~/lib/db.server')
  const { fillDatabase } = await import('~/server/demo/fill')
  const { createApp } = await import('~/server/app')
  const db = await database()
  await fillDatabase(db, new Date())
  const server = createServer(createApp())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(base + path, { redirect: 'manual', ...init })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const cookieOf = remembered((who: string) => signIn(ask, who))
  const secretOf = remembered((role: string) => tokenOf(db, role as Role))
  const page: House['page'] = async (who, path, init = {}) => {
    const headers = new Headers(init.headers)
    if (who !== null) headers.set('Cookie', await cookieOf(who))
    return ask(path, { ...init, headers })
  }
  return {
    db,
    base,
    page,
    send: (who, path, form) =>
      page(who, path, { method: 'POST', body: String(form), headers: { 'Content-Type': formType } }),
    api: async (role, path, init = {}) => {
      const headers = new Headers(init.headers)
      headers.set('Authorization', `Bearer ${await secretOf(role)}`)
      return ask(`/api/v1${path}`, { ...init, headers })
    },
    raw: async (who, method, path, form) => {
      const headers: Record<string, string> = {}
      if ('api' in who) headers.Authorization = `Bearer ${await secretOf(who.api)}`
      else if (who.page !== null) headers.Cookie = await cookieOf(who.page)
      if (form !== undefined) headers['Content-Type'] = formType
      return asWritten(base, method, path, headers, form ?? '')
    },
    stream: async (who, path) => {
      const gone = new AbortController()
      const headers = { Cookie: await cookieOf(who), Accept: 'text/event-stream' }
      const answer = await fetch(base + path, { headers, signal: gone.signal })
      const lines = eventsOf(answer)
      return {
        next: async () => JSON.parse((await lines.next()).value ?? 'null') as Live,
        end: () => gone.abort(),
      }
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await db.close()
      await store.close()
    },
  }
}

/** The data of each event of a stream. */
async function* eventsOf({ body }: Response): AsyncGenerator<string> {
  let rest = ''
  const text = body?.pipeThrough(new TextDecoderStream()).getReader()
  for (let part = await text?.read(); part && !part.done; part = await text?.read()) {
    const events = (rest + part.value).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) if (event.startsWith('data: ')) yield event.slice('data: '.length)
  }
}

function asWritten(
  base: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answer> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      const found = new Headers(
        Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]),
      )
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: found, text }))
    })
    sent.on('error', reject).end(body)
  })
}

const formType = 'application/x-www-form-urlencoded'

function remembered<T>(make: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return (name) => {
    const found = made.get(name) ?? make(name)
    made.set(name, found)
    return found
  }
}

async function signIn(ask: (path: string, init: RequestInit) => Promise<Answer>, who: string): Promise<string> {
  const body = new URLSearchParams({ email: `${who}@demo.vialkeep.example`, password: 'harbor-hip-demo' })
  const answer = await ask('/sign-in', { method: 'POST', body })
  const [cookie] = (answer.headers.get('set-cookie') ?? '').split(';')
  if (answer.status !== 302 || !cookie) throw new Error(`${who} can't sign in: ${answer.status}`)
  return cookie
}

async function tokenOf(db: Database, role: Role): Promise<string> {
  const { makeToken } = await import('../support/visitor')
  const { id: siteId } = await db.read.site.findFirstOrThrow({ select: { id: true } })
  const { id: createdById } = await db.read.person.findFirstOrThrow({ select: { id: true } })
  return makeToken(db, createdById, siteId, role)
}

/** The words of a page's main part, without its programs and marks: what a person reads. */
export const wordsOf = (html: string): string =>
  html
    .replace(/^[\s\S]*<main[^>]*>([\s\S]*)<\/main>[\s\S]*$/, '$1')
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&quot;|&#34;/g, '"')
    .replace(/\s+/g, ' ')
