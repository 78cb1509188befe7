// The floor: what the same answers cost at the least. A bare node:http server over better-sqlite3 with prepared statements,
// asking the same questions of the same data and storing the same rows (audit and command rows too) with the same
// durability; no framework, no sign-in, no label reader, no checks. Run as a process of its own: node floor.mjs FILE.

import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import Database from 'better-sqlite3'
import { fold, skeleton } from './data-words.mjs'
import { statementsOf } from './floor-sql.mjs'

const db = new Database(process.argv[2])
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('foreign_keys = ON')
db.pragma('recursive_triggers = ON')
db.pragma('cache_size = -65536')
const sql = statementsOf(db)

const auditReads = db.transaction((at, action, patientIds) => {
  for (const id of patientIds) sql.audit.run(at, 'token:1', action, `patient:${id}`, '{}', null)
})

/** Where a lot is and who got it. `audited`: each patient in the answer is written down first. */
function lookUp(text, audited) {
  const key = fold(text)
  const names = sql.names.all(skeleton(text), key)
  const found = names.find((row) => row.key === key)
  if (!found) return { lots: names, here: [], moved: [] }
  const here = sql.here.all(found.lotId)
  const moved = sql.moved.all(found.lotId)
  const measure = sql.measure.get(found.productId)
  const patients = new Set(moved.filter((row) => row.patientId !== null).map((row) => row.patientId))
  if (audited && patients.size > 0) auditReads.immediate(new Date().toISOString(), 'recall.trace.read', patients)
  return { lots: names, here, moved, measure }
}

function patientLots(id) {
  const lots = sql.patientLots.all(id)
  auditReads.immediate(new Date().toISOString(), 'patient.read', [id])
  return { patientId: id, lots }
}

const scan = db.transaction((given) => {
  const at = new Date().toISOString()
  const stored = sql.command.get('token:1', given.scanId)
  if (stored) return JSON.parse(stored.answer)
  const ground = sql.ground.get({ ...given, lotKey: fold(given.lot) })
  const lot = sql.lot.get(ground.productId, fold(given.lot))
  const unit = sql.bulk.get(lot.id)
  sql.addBalance.run(unit.id, given.placeId, given.quantity, given.quantity)
  sql.posting.run(
    given.scanId,
    'receive',
    unit.id,
    lot.id,
    ground.supplierPlaceId,
    given.placeId,
    given.quantity,
    at,
    at,
    'token:1',
    null,
    null,
  )
  const line = sql.line.get(
    given.deliveryId,
    given.scanId,
    given.raw,
    'gs1',
    given.parts,
    lot.id,
    unit.id,
    given.quantity,
    'accepted',
    null,
    given.placeId,
    at,
    'token:1',
  )
  const answer = { ok: true, value: { lineId: line.id, lotId: lot.id, unitIds: [unit.id], ...ground } }
  const hash = createHash('sha256').update(JSON.stringify(given)).digest('hex')
  sql.storeCommand.run(given.scanId, 'receiving.receive', 'token:1', hash, JSON.stringify(answer), at)
  sql.audit.run(
    at,
    'token:1',
    'receiving.receive',
    `lot:${lot.id}`,
    JSON.stringify({ delivery: given.deliveryId, line: line.id }),
    given.scanId,
  )
  return answer
})

function answer(res, value) {
  const body = Buffer.from(JSON.stringify(value))
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length })
  res.end(body)
}

function readJson(req, then) {
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => then(JSON.parse(Buffer.concat(chunks).toString())))
}

const server = createServer((req, res) => {
  const url = new URL(req.url, 'http://floor')
  if (url.pathname === '/look-up')
    return answer(res, lookUp(url.searchParams.get('lot'), url.searchParams.has('audited')))
  if (url.pathname.startsWith('/patients/')) return answer(res, patientLots(Number(url.pathname.slice(10))))
  if (url.pathname === '/scans') return readJson(req, (given) => answer(res, scan.immediate(given)))
  res.writeHead(404).end()
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`))
