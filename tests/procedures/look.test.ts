import { expect, test } from 'vitest'
import { readLook } from '~/modules/procedures/rules/look'

const shown = { 7: 'ready', 8: 'not-ready 2' }
const ok = (body: unknown) => ({ ok: true, redirected: false, body })

test.each([
  [
    'the lights that are shown',
    ok({ marks: { 8: 'not-ready 2', 7: 'ready' }, asOf: '22:47' }),
    { came: 'known', asOf: '22:47' },
  ],
  ['another light', ok({ marks: { ...shown, 7: 'not-ready 1' }, asOf: '22:47' }), { came: 'turned' }],
  ['a light more', ok({ marks: { ...shown, 9: 'ready' }, asOf: '22:47' }), { came: 'turned' }],
  ['a light less', ok({ marks: { 7: 'ready' }, asOf: '22:47' }), { came: 'turned' }],
  ['no answer, or none within five seconds', null, { came: 'failed' }],
  ['an error of the server', { ok: false, redirected: false, body: null }, { came: 'failed' }],
  [
    'an error that looks like an answer',
    { ok: false, redirected: false, body: { marks: shown, asOf: '22:47' } },
    { came: 'failed' },
  ],
  ['a page of something in between', ok('<html>Sign in to the Wi-Fi'), { came: 'failed' }],
  ['nothing', ok(null), { came: 'failed' }],
  ['an answer without a time', ok({ marks: shown }), { came: 'failed' }],
  ['an answer without lights', ok({ marks: null, asOf: '22:47' }), { came: 'failed' }],
  ['a session that is over', { ok: false, redirected: true, body: null }, { came: 'over' }],
])('a look that brings %s', (_what, answer, look) => expect(readLook(answer, shown)).toEqual(look))
