import { request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodyBytesMax, limitBody } from '~/server/body-limit'
import { distrustForwarded, requireHost, requireOwnOrigin, securityHeaders, uncachedByDefault } from '~/server/security'

let server: Server
let base: string
let stored: number

/** The server's layers before a door that counts what it stored. */
beforeAll(async () => {
  const app = express()
  app.use(uncachedByDefault, securityHeaders(false), requireHost, distrustForwarded, requireOwnOrigin, limitBody)
  app.post('*', (req, res, next) => {
    let bytes = 0
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    req.on('error', next)
    req.on('end', () => {
      stored += 1
      res.json({ bytes })
    })
  })
  app.get('*', (_req, res) => void res.send('page'))
  app.use((_error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => res.destroy())
  server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stored = 0
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

type Answer = { status: number; text: string }

/** Sends a body in pieces, without saying its length first. */
function sendChunked(path: string, bytes: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${base}${path}`, { method: 'POST' }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    const piece = Buffer.alloc(64 * 1024, 'a')
    for (let left = bytes; left > 0; left -= piece.length) sent.write(piece.subarray(0, Math.min(left, piece.length)))
    sent.end()
  })
}

const post = (path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer> = 'x=1') =>
  fetch(`${base}${path}`, { method: 'POST', headers, body })

describe('a request that must not pass', () => {
  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['another site that only says so in Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    [
      'another site that names us in X-Forwarded-Host',
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    ],
  ])('a write from %s gets 403 and a sentence, and stores nothing', async (_who, headers) => {
    const before = stored
    const page = await post('/receiving', headers)
    expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('another site')])
    const api = await post('/api/v1/scans', headers)
    expect([api.status, await api.json()]).toEqual([
      403,
      { error: { code: 'foreign-origin', message: expect.any(String) } },
    ])
    expect(stored).toBe(before)
  })

  it.each([
    ['our own page', () => ({ origin: base })],
    ['a program, which sends no origin', () => ({})],
  ])('a write from %s passes', async (_who, headers) => {
    expect((await post('/receiving', headers() as Record<string, string>)).status).toBe(200)
  })

  it('a body over the limit that says its length gets 413', async () => {
    const before = stored
    const api = await post('/api/v1/scans', {}, new Uint8Array(10 * 1024 * 1024).fill(97))
    expect([api.status, await api.json()]).toEqual([
      413,
      { error: { code: 'body-too-large', message: expect.stringContaining('256 kB') } },
    ])
    expect(stored).toBe(before)
  })

  it('a body over the limit that comes in pieces gets 413, and nobody reads it to its end', async () => {
    const before = stored
    const api = await sendChunked('/api/v1/scans', bodyBytesMax + 1)
    expect([api.status, JSON.parse(api.text).error.code]).toEqual([413, 'body-too-large'])
    expect(stored).toBe(before)
  })

  it('a body of exactly the limit passes, whole or in pieces', async () => {
    const whole = await post('/api/v1/scans', {}, new Uint8Array(bodyBytesMax).fill(97))
    expect([whole.status, (await whole.json()).bytes]).toEqual([200, bodyBytesMax])
    const pieces = await sendChunked('/api/v1/scans', bodyBytesMax)
    expect([pieces.status, JSON.parse(pieces.text).bytes]).toEqual([200, bodyBytesMax])
  })
})

describe('the headers of a page over plain http', () => {
  it('allow programs from our own origin and with this answer’s nonce only, and never ask for https', async () => {
    const policies = await Promise.all([1, 2].map(async () => (await fetch(base)).headers))
    const [one, two] = policies.map((headers) => headers.get('content-security-policy') ?? '')
    expect(one).toMatch(/script-src 'self' 'nonce-[\w-]{22}' 'wasm-unsafe-eval'/)
    expect(one).not.toContain('upgrade-insecure-requests')
    expect(one).not.toBe(two)
    expect(policies[0]?.get('strict-transport-security')).toBeNull()
    expect(policies[0]?.get('cache-control')).toBe('no-store')
  })
})
