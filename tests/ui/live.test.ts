import { expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import { type Mark, readLook, type Seen } from '~/lib/live'
import { liveOf } from '~/lib/live.server'

const ready: Mark = { state: 'ready', word: 'READY', detail: 'signed 09:00' }
const not: Mark = { state: 'stop', word: 'NOT READY', detail: '1 of 9 open' }
const where = { at: '2026-03-02T22:47:00.000Z' as Instant, zone: 'UTC' }
const of = (seen: Seen) => liveOf(where, 'board:2026-03-02', seen)
const live = of({ marks: { 'procedure:7': ready } })
const ok = (body: unknown) => ({ ok: true, redirected: false, body })

test.each([
  ['an answer to what was asked', ok(live), { came: 'known', live }],
  ['an answer to another question', ok({ ...live, subjects: 'today' }), { came: 'failed' }],
  ['no answer, or none within five seconds', null, { came: 'failed' }],
  ['an error of the server', { ok: false, redirected: false, body: null }, { came: 'failed' }],
  ['an error that looks like an answer', { ok: false, redirected: false, body: live }, { came: 'failed' }],
  ['a page of something in between', ok('<html>Sign in to the Wi-Fi'), { came: 'failed' }],
  ['nothing', ok(null), { came: 'failed' }],
  ['an answer without a time', ok({ ...live, asOf: undefined }), { came: 'failed' }],
  ['an answer without marks', ok({ ...live, marks: null }), { came: 'failed' }],
  ['a session that is over', { ok: false, redirected: true, body: null }, { came: 'over' }],
])('a look that brings %s', (_what, answer, look) => expect(readLook(answer, 'board:2026-03-02')).toEqual(look))

test('the time of day is the site’s, and the version tells every change but that of a detail', () => {
  expect(live.asOf).toBe('22:47')
  const { version } = live
  expect(of({ marks: { 'procedure:7': { ...ready, detail: 'signed 09:00, 3 min left' } } }).version).toBe(version)
  expect(of({ marks: { 'procedure:7': not } }).version).not.toBe(version)
  expect(of({ marks: {} }).version).not.toBe(version)
  expect(of({ marks: { 'procedure:7': ready, 'procedure:8': ready } }).version).not.toBe(version)
  expect(of({ marks: { 'procedure:7': ready }, also: [1] }).version).not.toBe(version)
  const both = { 'procedure:8': not, 'procedure:7': ready }
  expect(of({ marks: both }).version).toBe(of({ marks: { 'procedure:7': ready, 'procedure:8': not } }).version)
})
