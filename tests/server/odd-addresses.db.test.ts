import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Answer, type House, openHouse, wordsOf } from './house'

let house: House
beforeAll(async () => {
  house = await openHouse()
  // Filling the demo clinic takes minutes on a busy machine.
}, 300_000)
afterAll(() => house.close())

/** What is no id, though it may look like one. */
const oddIds = [
  '0',
  '-1',
  '-0',
  '+1',
  '01',
  '1.0',
  '1.5',
  '1e3',
  '0x10',
  '0b1',
  '1n',
  '1_000',
  '%201',
  '1%20',
  '1%0A',
  '%091',
  '2147483648',
  '4294967296',
  '9007199254740993',
  '99999999999999999999',
  '1'.repeat(3_000),
  'NaN',
  'Infinity',
  'null',
  'undefined',
  'true',
  '%5Bobject%20Object%5D',
  '__proto__',
  'constructor',
  'toString',
  'x',
  '-',
  '%D9%A1',
  '%EF%BC%91',
  '%F0%9D%9F%8F',
  '1%E2%80%8B',
  '%E2%88%921',
  "1'%20OR%20'1'='1",
  '1;--',
  '1,2',
  '..%2f..%2fetc',
  '%5c',
  '%252e',
  '1%2500',
] // prettier-ignore

/** What no address can be, whatever it is meant for. */
const unreadable = [
  '%00',
  '1%00',
  '%',
  '%zz',
  '%u0031',
  '%c3%28',
  '%ff',
  '%ed%a0%80',
  '%c0%80',
  '%f5%80%80%80',
  '1%',
  '%1',
]

/** Each page that has an id in its address, and who may open it. */
const pages: readonly (readonly [who: string, path: string])[] = [
  ['manager', '/catalog/:id'],
  ['manager', '/kits/:id'],
  ['manager', '/patients/:id'],
  ['manager', '/procedures/:id'],
  ['manager', '/procedures/:id/aftercare'],
  ['manager', '/procedures/:id/cancel'],
  ['manager', '/procedures/:id/give'],
  ['manager', '/procedures/:id/late'],
  ['manager', '/procedures/:id/note'],
  ['manager', '/procedures/:id/readiness'],
  ['manager', '/recalls/:id'],
  ['manager', '/receiving/:id'],
  ['manager', '/stock/lots/:id'],
  ['manager', '/stock/places/:id'],
  ['manager', '/stock/units/:id'],
  ['manager', '/storage/:id'],
  ['manager', '/storage/excursions/:id'],
]

const doors = ['/stock/lots/:id', '/patients/:id/lots']

const sentence = /[A-Z][^.]{10,400}\./
const error = (answer: Answer): string => JSON.parse(answer.text).error.message

describe('an id that is none', () => {
  test.each(oddIds)('%s leads nowhere, on each page and at each door, and is our fault nowhere', async (id) => {
    const answers = await Promise.all(
      pages.map(async ([who, path]) => {
        const answer = await house.raw({ page: who }, 'GET', path.replace(':id', id))
        return [path, answer.status, wordsOf(answer.text)] as const
      }),
    )
    const saying = expect.stringMatching(/There is no such|There is nothing at this address/)
    expect(answers).toEqual(pages.map(([, path]) => [path, 404, saying]))
    for (const path of doors) {
      const answer = await house.raw({ api: 'manager' }, 'GET', `/api/v1${path.replace(':id', id)}`)
      expect([400, 404]).toContain(answer.status)
      expect(error(answer)).toMatch(sentence)
    }
  })

  test.each(pages)('a form for it is refused in the same way (%s, %s)', async (who, path) => {
    for (const id of ['0', '1e3', '2147483648', '%201', '__proto__']) {
      const answer = await house.raw({ page: who }, 'POST', path.replace(':id', id), 'intent=x&commandKey=12345678')
      expect([path, id, answer.status]).toEqual([
        path,
        id,
        expect.toSatisfy((status: number) => [404, 405, 422].includes(status)),
      ])
      expect(wordsOf(answer.text)).toMatch(sentence)
    }
  })

  test.each(pages)('what is asked by a page that is open already gets the same answer (%s, %s)', async (who, path) => {
    for (const id of ['1e3', '99999999999']) {
      const answer = await house.raw({ page: who }, 'GET', `${path.replace(':id', id)}.data`)
      expect([id, answer.status, answer.text]).toEqual([id, 404, expect.stringContaining('There is no such')])
    }
  })
})

describe('an address that can not be read', () => {
  test.each(unreadable)(
    '%s is refused with the same words on a page, at a door, in a query and by whoever asks',
    async (part) => {
      const page = await house.raw({ page: 'manager' }, 'GET', `/stock/lots/${part}`)
      const door = await house.raw({ api: 'manager' }, 'GET', `/api/v1/stock/lots/${part}`)
      const query = await house.raw({ page: 'manager' }, 'GET', `/stock?find=${part}`)
      const doorQuery = await house.raw({ api: 'manager' }, 'GET', `/api/v1/recalls/look-up?lot=${part}`)
      const form = await house.raw({ page: 'manager' }, 'POST', `/stock/lots/${part}`, 'intent=x')
      const stranger = await house.raw({ page: null }, 'GET', `/${part}`)
      const said = error(door)
      expect(said).toMatch(/^This address .*\. Go back to Vialkeep and open it from there\.$/)
      for (const answer of [page, query, form, stranger])
        expect([answer.status, answer.text]).toEqual([400, `${said}\n`])
      expect([door.status, doorQuery.status, error(doorQuery)]).toEqual([400, 400, said])
    },
  )

  test.each(['..', '../x', '%2e%2e', '.%2E/x', '.', '%2e', '\\', '\\x', '\\..\\x'])(
    '%s in a path, which a browser would resolve before it asks, is refused everywhere',
    async (part) => {
      const page = await house.raw({ page: 'manager' }, 'GET', `/stock/lots/${part}`)
      const door = await house.raw({ api: 'manager' }, 'GET', `/api/v1/stock/lots/${part}`)
      const file = await house.raw({ page: null }, 'GET', `/assets/${part}`)
      expect([page.status, door.status, file.status]).toEqual([400, 400, 404])
      expect([page.text, error(door)]).toEqual([`${error(door)}\n`, expect.stringContaining('a step in its path')])
    },
  )

  it('a browser gets a small page with a way on', async () => {
    const answer = await house.page('manager', '/stock?find=%00', { headers: { Accept: 'text/html' } })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(answer.text).toContain('<a href="/">Go to Today</a>')
  })
})

describe('a query that makes no sense', () => {
  test.each([
    ['/procedures?day=2026-02-30', 400],
    ['/procedures?day=0000-01-01', 400],
    ['/procedures?day=9999-12-31', 400],
    ['/procedures?day=275760-09-13', 400],
    ['/procedures?day=today', 400],
    ['/procedures?day=1e3', 400],
    ['/procedures?day=2026-11-24&day=2026-11-25', 400],
    ['/procedures/new?patient=1e3', 400],
    ['/procedures/new?patient=0x10', 400],
    ['/procedures/new?patient=99999999999', 400],
    ['/procedures/new?patient=2147483647', 404],
    ['/live', 404],
    ['/live?subjects=', 404],
    ['/live?subjects=toString', 404],
    ['/live?subjects=board:2026-02-30', 404],
    ['/live?subjects=procedure:1e3', 404],
    ['/live?subjects=procedure:99999999999', 404],
    ['/live?subjects=lot:-1', 404],
    ['/live?subjects=lots:1.x', 404],
    ['/live?subjects=unit:1:2', 404],
    ['/live?subjects=kit:999999', 404],
    ['/audit?before=1e3', 400],
    ['/audit?before=-5', 400],
    ['/audit?before=99999999999', 400],
    ['/audit?before=x', 400],
    ['/stock?offset=-1', 400],
    ['/stock?offset=1e3', 400],
    ['/stock?offset=99999999999', 400],
    ['/stock?offset=0x10', 400],
    ['/stock?find=a&find=b', 400],
    ['/stock?show=all&show=held', 400],
    ['/recalls?lot=NB-2407&follow=x', 400],
    ['/recalls?lot=NB-2407&follow=1e3', 400],
    ['/recalls?lot=NB-2407&follow=99999999999', 400],
    ['/recalls?lot=NB-2407&follow=1,2,-3', 400],
    [`/recalls?lot=NB-2407&follow=${'1,'.repeat(101)}`, 400],
    ['/recalls?lot=NB-2407&product=1e3', 400],
    ['/recalls?lot=NB-2407&product=99999999999', 400],
    ['/recalls?lot=a&lot=b', 400],
    ['/labels/print?kind=unit&ids=99999999999', 400],
    ['/labels/print?kind=unit&ids=1e3', 400],
    ['/labels/print?kind=unit&ids=0', 400],
    ['/labels/print?kind=unit&ids=', 400],
    ['/labels/print?kind=constructor&ids=1', 400],
    ['/labels/print?kind=__proto__&ids=1', 400],
    [`/labels/print?kind=unit&ids=${'1,'.repeat(400)}1`, 400],
    ['/labels/print.pdf?kind=unit&ids=99999999999', 400],
    ['/labels/print.zpl?kind=unit&ids=1e3', 400],
  ] as const)('%s: %i', async (path, status) => {
    const answer = await house.raw({ page: 'manager' }, 'GET', path)
    expect([answer.status, wordsOf(answer.text)]).toEqual([status, expect.stringMatching(sentence)])
  })

  test.each([
    '/recalls/look-up',
    '/recalls/look-up?lot=',
    '/recalls/look-up?lot=a&lot=b',
    '/recalls/look-up?lot[]=a',
    '/recalls/look-up?lot[a]=b',
    '/recalls/look-up?lot=a&follow=1e3',
    '/recalls/look-up?lot=a&follow=2147483648',
    '/recalls/look-up?__proto__=1&lot=a',
    '/recalls/look-up?lot=a&constructor=1',
    `/recalls/look-up?lot=${'x'.repeat(201)}`,
    '/stock/on-hand',
    '/stock/on-hand?lotId=1e3',
    '/stock/on-hand?lotId=-1',
    '/stock/on-hand?lotId=2147483648',
    '/stock/on-hand?lotId=%D9%A1',
    '/stock/on-hand?lotId=1&limit=0',
    '/stock/on-hand?lotId=1&limit=1e9',
    '/stock/on-hand?lotId=1&after=9-9-9',
    '/stock/on-hand?lotId=1&after=99999999999-1',
    '/stock/on-hand?lotId=1&lotId=2',
    `/stock/on-hand?${'a=1&'.repeat(1_200)}lotId=1`,
  ])('at a door of the API: %s', async (path) => {
    const answer = await house.raw({ api: 'manager' }, 'GET', `/api/v1${path}`)
    expect([answer.status, error(answer)]).toEqual([400, expect.stringMatching(sentence)])
  }) // prettier-ignore
})

describe('a body of the API that makes no sense', () => {
  const deep = (times: number) => `{"raw":${'['.repeat(times)}${']'.repeat(times)}}`
  test.each([
    ['/labels/read', '', 400],
    ['/labels/read', '{', 400],
    ['/labels/read', 'null', 400],
    ['/labels/read', '[]', 400],
    ['/labels/read', '"raw"', 400],
    ['/labels/read', '7', 400],
    ['/labels/read', '{"raw":7}', 400],
    ['/labels/read', '{"raw":null}', 400],
    ['/labels/read', '{"raw":["x"]}', 400],
    ['/labels/read', '{"raw":{"toString":"x"}}', 400],
    ['/labels/read', '{"raw":"A\\u0000B"}', 400],
    ['/labels/read', '{"raw":"\\ud800"}', 400],
    ['/labels/read', '{"raw":"x","\\u0000":1}', 400],
    ['/labels/read', '{"raw":"x","__proto__":{"raw":"y"}}', 400],
    ['/labels/read', '{"raw":"x","constructor":1}', 400],
    ['/labels/read', deep(50_000), 400],
    ['/labels/read', `{"raw":"${'x'.repeat(8_193)}"}`, 400],
    ['/scan', '{"raw":"A\\u0000B"}', 400],
    ['/scan', '{"raw":"x","symbologyId":"d2"}', 400],
    ['/receiving/deliveries/1e3/scans', '{"scanId":"12345678","raw":"x"}', 400],
    ['/receiving/deliveries/2147483648/scans', '{"scanId":"12345678","raw":"x"}', 400],
    ['/receiving/deliveries/2147483647/scans', '{"scanId":"odd-body-1","raw":"x"}', 422],
    ['/receiving/deliveries/1/scans', '{"scanId":"1","raw":"x"}', 400],
    ['/receiving/deliveries/1/scans', '{"scanId":"odd-body-2","raw":"x","productId":1e99}', 400],
    ['/receiving/deliveries/1/scans', '{"scanId":"odd-body-3","raw":"x","productId":2147483648}', 400],
    ['/receiving/deliveries/1/scans', '{"scanId":"odd-body-4","raw":"x","productId":1.5}', 400],
    ['/receiving/deliveries/1/scans', '{"scanId":"odd-body-5","raw":"x","placeId":-1}', 400],
    ['/receiving/deliveries/1/scans', '{"scanId":"odd-body-6","raw":"x","quantity":1e9}', 400],
    ['/receiving/deliveries/1/scans', '{"scanId":"odd-body-7","raw":"x","expiry":"2026-02-30"}', 400],
    ['/receiving/deliveries/1/scans', '{"scanId":"odd-body-8","raw":"x","lot":"A\\u0000"}', 400],
  ] as const)('%s %s', async (path, body, status) => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await house.api('manager', path, { method: 'POST', body, headers })
    expect([answer.status, error(answer)]).toEqual([status, expect.stringMatching(sentence)])
  })
})

describe('a form that names a thing by a number that is none', () => {
  const key = 'commandKey=odd-form-1'
  test.each([
    ['manager', '/stock/lots/1', `intent=release&${key}&reason=x&holdId=1e3`],
    ['manager', '/stock/lots/1', `intent=release&${key}&reason=x&holdId=99999999999`],
    ['manager', '/stock/units/1', `intent=move&${key}&quantity=1&fromPlaceId=0x1&toPlaceId=2`],
    ['manager', '/stock/units/1', `intent=discard&${key}&quantity=1&reason=x&fromPlaceId=99999999999`],
    ['manager', '/stock/units/1', `intent=count&${key}&counted=1&reason=x&fromPlaceId=-1`],
    ['manager', '/receiving/new', `${key}&supplierId=99999999999`],
    ['manager', '/receiving/1', `intent=undo&${key}&lineId=99999999999`],
    ['manager', '/receiving/1', 'intent=scan&scanId=odd-form-2&raw=x&productId=1e3'],
    ['manager', '/receiving/1', 'intent=scan&scanId=odd-form-3&raw=x&packages=0x10'],
    ['manager', '/receiving/1', 'intent=scan&scanId=odd-form-4&raw=x&placeId=%D9%A1'],
    ['manager', '/catalog/1', `intent=unlink&${key}&codeId=99999999999`],
    ['manager', '/catalog/new', `${key}&name=x&manufacturer=x&categoryId=99999999999`],
    ['manager', '/storage/new', `intent=place&${key}&kind=shelf&name=x&parentId=1e3`],
    ['manager', '/storage/new', `intent=storage&${key}&name=x&backupPlaceId=99999999999`],
    ['manager', '/procedures/new', `${key}&patientId=1e3&productId=99999999999&roomPlaceId=-1`],
    ['manager', '/recalls/new', `${key}&kind=recall&reference=x&firm=x&title=x&lotIds=99999999999`],
    ['manager', '/recalls/1', `intent=outreach&${key}&patientId=99999999999&outcome=reached`],
    ['manager', '/patients/1', `intent=end-allergy&${key}&allergyId=99999999999`],
    ['manager', '/patients/1', `intent=end-own-unit&${key}&ownUnitId=1e3`],
    ['manager', '/kits/1', `intent=count&${key}&newSeal=x&counts.99999999999=1`],
    ['admin', '/access', `intent=end-person&${key}&personId=99999999999`],
    ['admin', '/access', `intent=end-token&${key}&tokenId=1e3`],
  ] as const)('%s, %s, %s', async (who, path, form) => {
    const answer = await house.send(who, path, form)
    expect([answer.status, wordsOf(answer.text)]).toEqual([
      expect.toSatisfy((status: number) => status === 404 || status === 422, '404 or 422'),
      expect.stringMatching(sentence),
    ])
  })
})

describe('an address of nothing', () => {
  test.each([
    '/nothing',
    '/.env',
    '/wp-login.php',
    '/stock/lots',
    '/stock/lots/1/2/3',
    '/STOCK/LOTS/x',
    '/procedures/1/everything',
    '//evil.example',
    '/assets/nothing.js',
    '/stock/lots/x.data.data',
    '/__manifest/x',
    '/:id',
    '/*',
    '/$',
    '/{id}',
    "/'",
    '/<script>',
    `/${'x'.repeat(6_000)}`,
    `/${'x/'.repeat(1_000)}`,
  ])('%s is nothing on a page', async (path) => {
    const answer = await house.raw({ page: 'manager' }, 'GET', path)
    expect([answer.status, wordsOf(answer.text)]).toEqual([404, expect.stringMatching(sentence)])
  }) // prettier-ignore

  test.each([
    '/api',
    '/api/',
    '/api/v2/stock',
    '/api/v1',
    '/api/v1/',
    '/api/v1/stock/lots',
    '/api/v1/stock/lots/1/x',
    '/api/v1//',
    '/API/v1/x',
  ])('%s is nothing in the API', async (path) => {
    const answer = await house.raw({ api: 'manager' }, 'GET', path)
    expect(answer.status).toBe(404)
    expect(wordsOf(answer.text)).toMatch(sentence)
  })

  it('what names another server is refused', async () => {
    for (const path of ['http://evil.example/', '*']) {
      const answer = await house.raw({ page: 'manager' }, 'GET', path)
      expect([path, answer.status, answer.text]).toEqual([path, 400, expect.stringMatching(sentence)])
    }
  })
})

it('while all that was asked, the pages answer as usual', async () => {
  const { id } = await house.db.read.lot.findFirstOrThrow()
  expect((await house.page('manager', `/stock/lots/${id}`)).status).toBe(200)
  expect((await house.api('manager', `/stock/lots/${id}`)).status).toBe(200)
  expect((await house.page(null, '/health')).status).toBe(200)
})
