import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Clinic, gauzeLabel, openClinic, vialLabel } from './clinic'

type Schema = Parameters<typeof z.fromJSONSchema>[0]
type Operation = {
  operationId: string
  parameters: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<string, { content: { 'application/json': { schema: Schema } } }>
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: { Error: Schema } }
}

let clinic: Clinic
let served: Document
beforeAll(async () => {
  clinic = await openClinic()
  served = (await clinic.ask(null, '/openapi.json')).body as Document
})
afterAll(() => clinic.close())

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})
const operations = () =>
  Object.entries(served.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
const schemaOf = (name: string, status: number): z.ZodType => {
  const found = operations().find(({ operation }) => operation.operationId === name)
  const schema = found?.operation.responses[status]?.content['application/json'].schema
  if (!schema) throw new Error(`the document knows no ${name} with ${status}`)
  return z.fromJSONSchema(typeof schema === 'object' && '$ref' in schema ? served.components.schemas.Error : schema)
}

test('the document is OpenAPI 3.1 and names each operation once', () => {
  expect(served.openapi).toMatch(/^3\.1\./)
  const names = operations().map(({ operation }) => operation.operationId)
  expect(names.length).toBeGreaterThan(4)
  expect(new Set(names).size).toBe(names.length)
})

test('each path parameter of the document stands in its path, and the other way round', () => {
  for (const { path, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    expect(operation.parameters.filter((each) => each.in === 'path').map((each) => each.name)).toEqual(inPath)
  }
})

test('each documented door exists: without a token it answers 401, never 404 or 405', async () => {
  for (const { path, method } of operations()) {
    const answer = await clinic.ask(null, path.replace(/\{\w+\}/g, '1'), { method: method.toUpperCase() })
    expect([path, answer.status]).toEqual([path, 401])
    expect(z.fromJSONSchema(served.components.schemas.Error).safeParse(answer.body).success).toBe(true)
  }
})

test('each route of the router is documented', async () => {
  const { createApiRouter } = await import('~/api/router')
  const routes = createApiRouter().stack.flatMap((layer) => (layer.route ? [layer.route.path] : []))
  const documented = Object.keys(served.paths).map((path) => path.replace(/\{(\w+)\}/g, ':$1'))
  expect([...new Set(routes)].sort()).toEqual([...documented, '/openapi.json'].sort())
})

/** For each operation, requests that it answers with 200: what is answered is held against the document. */
const answered: Record<string, (ids: Clinic['ids']) => [string, RequestInit?][]> = {
  lookUpLot: (ids) => [
    ['/recalls/look-up?lot=AB-1025'],
    [`/recalls/look-up?lot=AB-1025&follow=${ids.otherLot}`],
    ['/recalls/look-up?lot=none'],
  ],
  searchPatients: () => [
    ['/patients/search', json({ text: 'diaz' })],
    ['/patients/search', json({ text: 'nobody of that name' })],
  ],
  addPatient: () => [
    [
      '/patients',
      json({ commandKey: 'add-patient-1', mrn: 'MRN-900', name: 'Ann Other', birthDate: '1980-01-01', allergies: [] }),
    ],
  ],
  patientLots: (ids) => [[`/patients/${ids.patient}/lots`], [`/patients/${ids.strangerPatient}/lots`]],
  stockLot: (ids) => [[`/stock/lots/${ids.lot}`], [`/stock/lots/${ids.otherLot}`]],
  onHand: (ids) => [[`/stock/on-hand?placeId=${ids.fridge}`]],
  readLabel: () => [
    ['/labels/read', json({ raw: ']d2010950600013435217271231' + '10AB-1025' })],
    ['/labels/read', json({ raw: '010950600013435310AB' })],
    ['/labels/read', json({ raw: '0109506000134352' + '10AB1721AC17271231', symbologyId: null })],
    ['/labels/read', json({ raw: 'LOT AB-1025 EXP 2027-12-31' })],
    ['/labels/read', json({ raw: '+A99912345/$$52001510X3M' })],
    ['/labels/read', json({ raw: '01234565' })],
  ],
  whatIsThis: () => [
    ['/scan', json({ raw: 'AB-1025' })],
    ['/scan', json({ raw: '' })],
    ['/scan', json({ raw: 'MRN-7', symbologyId: ']d2' })],
  ],
  proceduresToday: () => [['/procedures/today']],
  storageLocations: () => [['/storage/locations']],
  recordReading: (ids) => [
    [`/storage/locations/${ids.fridge}/readings`, json({ commandKey: 'reading-0001', current: '41F' })],
    [
      `/storage/locations/${ids.fridge}/readings`,
      json({ commandKey: 'reading-0002', current: '5.2c', min: '39', max: '43', unit: 'F' }),
    ],
  ],
  recordLoggerFile: (ids) => [
    [
      `/storage/locations/${ids.fridge}/logger-files`,
      json({
        commandKey: 'logger-0001',
        file: 'Time,Temperature (°F)\n2026-11-20T09:00:00Z,41\n2026-11-20T10:00:00Z,42',
      }),
    ],
  ],
  receiveScan: (ids) => [
    [`/receiving/deliveries/${ids.delivery}/scans`, json({ scanId: 'scan-0001', raw: gauzeLabel, quantity: 2 })],
    [`/receiving/deliveries/${ids.delivery}/scans`, json({ scanId: 'scan-0002', raw: vialLabel, placeId: ids.fridge })],
  ],
}

test('each documented operation is tried', () => {
  expect(Object.keys(answered).sort()).toEqual(
    operations()
      .map(({ operation }) => operation.operationId)
      .sort(),
  )
})

test.each(Object.keys(answered))('what %s answers is what the document says', async (name) => {
  for (const [path, init] of answered[name]!(clinic.ids)) {
    const answer = await clinic.ask('manager', path, init)
    expect([path, answer.status]).toEqual([path, 200])
    const checked = schemaOf(name, 200).safeParse(answer.body)
    expect(checked.error?.issues ?? []).toEqual([])
  }
})

test('the schemas of the document refuse what is not there and what is too much', async () => {
  const schema = schemaOf('patientLots', 200)
  expect(schema.safeParse({ patientId: 1, lots: [] }).success).toBe(true)
  expect(schema.safeParse({ patientId: 1 }).success).toBe(false)
  expect(schema.safeParse({ patientId: 1, lots: [], name: 'Rosa Diaz' }).success).toBe(false)
})
