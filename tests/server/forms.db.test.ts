import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type House, openHouse, wordsOf } from './house'

let house: House
beforeAll(async () => {
  house = await openHouse()
  // Filling the demo clinic takes minutes on a busy machine.
}, 300_000)
afterAll(() => house.close())

const repeated = (times: number, field: (index: number) => string): string =>
  Array.from({ length: times }, (_, index) => field(index)).join('&')

describe('a form that nobody fills in', () => {
  // Each of these kept the server busy from seconds to minutes, ended it, or came back as our fault.
  test.each([
    ['a stranger, 40,000 fields of one name', null, '/sign-in', repeated(40_000, () => 'a'), 413, 'at most 16 kB'],
    ['a stranger, 2.4 MB of them', null, '/sign-in', repeated(1_200_000, () => 'a'), 413, 'at most 16 kB'],
    ['a stranger, 8,000 fields in 16 kB', null, '/sign-in', repeated(8_000, () => 'a'), 413, 'more than 50 fields'],
    ['a stranger, set-up', null, '/set-up', repeated(8_000, () => 'a'), 413, 'more than 50 fields'],
    ['a stranger at a page behind the door', null, '/recalls/new', 'a='.padEnd(20_000, 'x'), 413, 'not signed in'],
    ['a cookie that is none', 'nobody', '/recalls/new', 'a='.padEnd(20_000, 'x'), 413, 'not signed in'],
    ['501 fields', 'nurse', '/procedures/new', repeated(501, (i) => `a${i}=1`), 413, 'more than 500 fields'],
    ['5,001 lots', 'manager', '/recalls/new', repeated(5_001, (i) => `lotIds=${i}`), 413, 'more than 5000 fields'],
    ['300 kB', 'nurse', '/procedures/new', `a=${'x'.repeat(300_000)}`, 413, 'at most 256 kB'],
    [
      'a value of 120,000 characters',
      'nurse',
      '/procedures/new',
      `note=${'x'.repeat(120_000)}`,
      413,
      '120000 characters',
    ],
    [
      'place four billion of a list',
      'admin',
      '/access',
      'intent=add-person&roles[4294967294]=x',
      400,
      '"roles[4294967294]"',
    ],
    ['the same with a dot', 'admin', '/access', 'intent=add-person&roles=a&roles=b&roles.4294967294=x', 400, '"roles"'],
    ['a list that grows', 'admin', '/access', 'roles[]=a', 400, '"roles[]"'],
    ['a name as deep as the sea', 'nurse', '/procedures/new', `a${'.a'.repeat(30)}=1`, 400, 'field named'],
    ['a name of 100 letters', 'nurse', '/procedures/new', `${'a'.repeat(100)}=1`, 400, 'field named'],
    ['no name', 'nurse', '/procedures/new', '=1', 400, 'field named ""'],
    ['__proto__', 'nurse', '/procedures/new', '__proto__=1', 400, '"__proto__"'],
    ['__proto__ inside', 'nurse', '/procedures/new', 'answers.__proto__=1', 400, '"answers.__proto__"'],
    ['constructor', 'nurse', '/procedures/new', 'constructor.prototype.x=1', 400, '"constructor.prototype.x"'],
    ['toString', null, '/sign-in', 'toString.x=1', 400, '"toString.x"'],
    [
      'an order to the form parser',
      null,
      '/sign-in',
      `__intent__=${encodeURIComponent('{"type":"insert"}')}`,
      400,
      '"__intent__"',
    ],
    ['a state of the form parser', null, '/sign-in', '__state__=%7B', 400, '"__state__"'],
    ['brackets the wrong way round', 'nurse', '/procedures/new', 'a]b[=1', 400, '"a]b["'],
    ['the null character', 'nurse', '/scan', 'raw=AB%001025', 400, 'null character'],
    ['the null character at the sign-in', null, '/sign-in', 'email=a%00b&password=x', 400, 'null character'],
    ['the null character in a name', 'nurse', '/scan', 'ra%00w=AB', 400, 'field named'],
    ['percent-encoding of nothing', 'nurse', '/scan', 'raw=50%', 400, 'arrived damaged'],
    ['bytes that are no UTF-8', 'nurse', '/scan', 'raw=%C3%28', 400, 'arrived damaged'],
    ['half of a character', 'nurse', '/scan', 'raw=%ED%A0%80', 400, 'arrived damaged'],
  ])('%s', async (_what, who, path, form, status, words) => {
    const answer =
      who === 'nobody'
        ? await house.page(null, path, {
            method: 'POST',
            body: form,
            headers: { Cookie: 'vialkeep-session=x', 'Content-Type': 'application/x-www-form-urlencoded' },
          })
        : await house.send(who, path, form)
    expect([answer.status, wordsOf(answer.text)]).toEqual([status, expect.stringContaining(words)])
  })
})

describe('a body that is no form', () => {
  const parts = (...lines: string[]) => `${lines.join('\r\n')}\r\n`
  const multipart = 'multipart/form-data; boundary=b'
  test.each([
    ['JSON', 'application/json', '{}', 415, 'takes only forms'],
    ['text', 'text/plain', 'raw=x', 415, 'takes only forms'],
    ['no type that is one', 'nonsense', 'raw=x', 415, 'takes only forms'],
    ['a type of 3,000 characters', `application/${'x'.repeat(3_000)}`, 'raw=x', 415, 'takes only forms'],
    ['another alphabet', 'application/x-www-form-urlencoded; charset=utf-16', 'raw=x', 415, 'takes only forms'],
    ['parts without a boundary', 'multipart/form-data', 'raw=x', 400, 'arrived damaged'],
    ['parts that are none', multipart, 'raw=x', 400, 'arrived damaged'],
    [
      'a part that is cut off',
      multipart,
      '--b\r\nContent-Disposition: form-data; name="raw"\r\n\r\nAB',
      400,
      'arrived damaged',
    ],
    [
      'a part without a name',
      multipart,
      parts('--b', 'Content-Type: text/plain', '', 'AB', '--b--'),
      400,
      'arrived damaged',
    ],
    ['nothing at all in parts', multipart, '', 400, 'arrived damaged'],
    [
      'a file',
      multipart,
      parts('--b', 'Content-Disposition: form-data; name="raw"; filename="x"', '', 'AB', '--b--'),
      400,
      'brings a file',
    ],
    [
      'the null character in a part',
      multipart,
      parts('--b', 'Content-Disposition: form-data; name="raw"', '', 'A\0B', '--b--'),
      400,
      'null character',
    ],
    [
      '__proto__ in a part',
      multipart,
      parts('--b', 'Content-Disposition: form-data; name="__proto__"', '', 'AB', '--b--'),
      400,
      '"__proto__"',
    ],
  ])('%s: %s', async (_what, type, body, status, words) => {
    const answer = await house.page('nurse', '/scan', { method: 'POST', body, headers: { 'Content-Type': type } })
    expect([answer.status, wordsOf(answer.text)]).toEqual([status, expect.stringContaining(words)])
  })

  it('but good parts are read like any form', async () => {
    const body = parts('--b', 'Content-Disposition: form-data; name="raw"', '', 'AB-NONE-77', '--b--')
    const answer = await house.page('nurse', '/scan', { method: 'POST', body, headers: { 'Content-Type': multipart } })
    expect([answer.status, wordsOf(answer.text)]).toEqual([200, expect.stringContaining('What is this?')])
  })

  it('a compressed form is refused: nobody knows how large it would become', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Encoding': 'gzip' }
    const answer = await house.page('nurse', '/scan', { method: 'POST', body: 'raw=x', headers })
    expect([answer.status, wordsOf(answer.text)]).toEqual([415, expect.stringContaining('takes only forms')])
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'OPTIONS'])('%s is no way to talk to a page', async (method) => {
    const answer = await house.page('nurse', '/scan', { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    expect(answer.text).toMatch(/^[A-Z]+ is not possible here; .*\.\n$/)
  })
})

describe('a form that comes without its length', () => {
  /** Sends a form in pieces, and ends the connection early when told so. */
  const inPieces = (path: string, bytes: number, cookie?: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...(cookie && { Cookie: cookie }) }
      const sent = httpRequest(house.base + path, { method: 'POST', headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part) => {
          text += part
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      })
      sent.on('error', reject)
      for (let left = bytes; left > 0; left -= 4_096) sent.write('a'.repeat(Math.min(left, 4_096)))
      sent.end()
    })

  it('is counted as it arrives', async () => {
    const small = await inPieces('/sign-in', 70)
    expect(small.status).toBe(422)
    const large = await inPieces('/sign-in', 17_000)
    expect([large.status, wordsOf(large.text)]).toEqual([413, expect.stringContaining('at most 16 kB')])
    const stranger = await inPieces('/recalls/new', 17_000, 'vialkeep-session=x')
    expect([stranger.status, wordsOf(stranger.text)]).toEqual([413, expect.stringContaining('not signed in')])
  })
})

describe('forms that are large for a reason', () => {
  it('that has no command is refused to whoever may not see its page', async () => {
    const answer = await house.send('reviewer', '/recalls?index', 'intent=scan&raw=AF-2201')
    expect(answer.status).toBe(403)
  })

  it('a recall letter of 90,000 characters and 500 lots is read to its end', async () => {
    const form = new URLSearchParams({ text: 'å'.repeat(90_000) })
    for (let id = 1; id <= 500; id += 1) form.append('lotIds', String(id))
    const answer = await house.send('manager', '/recalls/new', form)
    expect([answer.status, wordsOf(answer.text)]).toEqual([422, expect.stringContaining('Enter who sent it.')])
  })

  it('a kit of 4,000 lines is read to its end', async () => {
    const { id } = await house.db.read.kit.findFirstOrThrow()
    const answer = await house.send(
      'nurse',
      `/kits/${id}`,
      `intent=count&${repeated(4_000, (i) => `counts.${i + 1}=x`)}`,
    )
    expect([answer.status, wordsOf(answer.text)]).toEqual([422, expect.stringContaining('The count is not complete.')])
  })

  it('a button without fields is a form, and an empty one', async () => {
    const answer = await house.page('auditor', '/sign-out', { method: 'POST' })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in'])
  })
})

it('all the while nothing was stored, and the next person signs in as usual', async () => {
  const good = await house.send(
    null,
    '/sign-in',
    new URLSearchParams({
      email: 'supply@demo.vialkeep.example',
      password: 'harbor-hip-demo',
      back: '/..//evil.example',
    }),
  )
  expect([good.status, good.headers.get('location')]).toEqual([302, '/'])
  const out = await house.page('supply', '/sign-out?back=%2F%2Fevil.example', { method: 'POST' })
  expect([out.status, out.headers.get('location')]).toEqual([302, '/sign-in?back=%2F'])
})
