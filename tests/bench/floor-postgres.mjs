// The floor on PostgreSQL: the same as floor.mjs, over the bare driver with prepared statements and a pool of its own, in
// transactions as PostgreSQL has them without being asked (read committed). Run as a process of its own: node FILE URL.

import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import pg from 'pg'
import { fold, skeleton } from './data-words.mjs'
import { postgresStatements } from './floor-sql.mjs'

const pool = new pg.Pool({ connectionString: process.argv[2], max: 12 })
const sql = postgresStatements(['placeId', 'gtin', 'lotKey', 'deliveryId'])

const ask = async (on, statement, values) => (await on.query({ ...statement, values })).rows

async function together(work) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const value = await work(client)
    await client.query('COMMIT')
    return value
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

const auditReads = (at, action, patientIds) =>
  together(async (client) => {
    for (const id of patientIds) await ask(client, sql.audit, [at, 'token:1', action, `patient:${id}`, '{}', null])
  })

async function lookUp(text, audited) {
  const key = fold(text)
  const names = await ask(pool, sql.names, [skeleton(text), key])
  const found = names.find((row) => row.key === key)
  if (!found) return { lots: names, here: [], moved: [] }
  const here = await ask(pool, sql.here, [found.lotId])
  const moved = await ask(pool, sql.moved, [found.lotId])
  const [measure] = await ask(pool, sql.measure, [found.productId])
  const patients = new Set(moved.filter((row) => row.patientId !== null).map((row) => row.patientId))
  if (audited && patients.size > 0) await auditReads(new Date().toISOString(), 'recall.trace.read', patients)
  return { lots: names, here, moved, measure }
}

async function patientLots(id) {
  const lots = await ask(pool, sql.patientLots, [id])
  await auditReads(new Date().toISOString(), 'patient.read', [id])
  return { patientId: id, lots }
}

const scan = (given) =>
  together(async (client) => {
    const at = new Date().toISOString()
    const [stored] = await ask(client, sql.command, ['token:1', given.scanId])
    if (stored) return JSON.parse(stored.answer)
    const where = [given.placeId, given.gtin, fold(given.lot), given.deliveryId]
    const [ground] = await ask(client, sql.ground, where)
    const [lot] = await ask(client, sql.lot, [ground.productId, fold(given.lot)])
    const [unit] = await ask(client, sql.bulk, [lot.id])
    const { scanId, placeId, quantity, deliveryId, raw, parts } = given
    await ask(client, sql.addBalance, [unit.id, placeId, quantity, quantity])
    const moved = [unit.id, lot.id, ground.supplierPlaceId, placeId, quantity, at, at, 'token:1', null, null]
    await ask(client, sql.posting, [scanId, 'receive', ...moved])
    const goods = [raw, 'gs1', parts, lot.id, unit.id, quantity, 'accepted', null, placeId, at, 'token:1']
    const [line] = await ask(client, sql.line, [deliveryId, scanId, ...goods])
    const answer = { ok: true, value: { lineId: line.id, lotId: lot.id, unitIds: [unit.id], ...ground } }
    const hash = createHash('sha256').update(JSON.stringify(given)).digest('hex')
    await ask(client, sql.storeCommand, [scanId, 'receiving.receive', 'token:1', hash, JSON.stringify(answer), at])
    const detail = JSON.stringify({ delivery: deliveryId, line: line.id })
    await ask(client, sql.audit, [at, 'token:1', 'receiving.receive', `lot:${lot.id}`, detail, scanId])
    return answer
  })

function answer(res, value) {
  const body = Buffer.from(JSON.stringify(value))
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length })
  res.end(body)
}

async function readJson(req) {
  const chunks = []
  for await (const chunk of req) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}

async function answered(req, res) {
  const url = new URL(req.url, 'http://floor')
  if (url.pathname === '/look-up')
    return answer(res, await lookUp(url.searchParams.get('lot'), url.searchParams.has('audited')))
  if (url.pathname.startsWith('/patients/')) return answer(res, await patientLots(Number(url.pathname.slice(10))))
  if (url.pathname === '/scans') return answer(res, await scan(await readJson(req)))
  res.writeHead(404).end()
}

const server = createServer((req, res) => {
  answered(req, res).catch((error) => res.writeHead(500).end(String(error)))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`))
