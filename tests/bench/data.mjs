// The bench's clinic, made in bulk from a seed: the real migrated schema, and a ledger in which every balance is the sum
// of its postings. Rows that many years would bring, written without triggers and indexes, which are put back at the end.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { readMigrations } from '../../prisma/history.mjs'
import { migrate } from '../../prisma/migrate.mjs'

/** Uses of each lot, and how they spread over patients: each procedure uses five lots, each patient has two procedures. */
const usesPerLot = 10
const usesPerProcedure = 5
const proceduresPerPatient = 2

const supplies = 360
const biologics = 40
const products = supplies + biologics

/** @typedef {{ lots: number, uses: number, procedures: number, patients: number, units: number, postings: number }} Size */
/** @typedef {{ siteId: number, deliveryId: number, personId: number, storageIds: number[] }} Places */

/** The folder of the made databases; it can be deleted at any time. */
export const benchFolder = path.join(tmpdir(), `vialkeep-bench-${userInfo().username}`)

/**
 * The database with this many lots, made if it is not there yet. Never opened for writing: runs work on copies.
 * @param {{ lots: number, seed: number, say: (line: string) => void }} wanted
 * @returns {Promise<string>} its file
 */
export async function preparedData({ lots, seed, say }) {
  const state = readMigrations('sqlite').map(({ name, checksum }) => `${name} ${checksum}`)
  const own = readFileSync(fileURLToPath(import.meta.url), 'utf8')
  const key = createHash('sha256')
    .update(`${state.join('\n')}\n${own}`)
    .digest('hex')
    .slice(0, 12)
  const file = path.join(benchFolder, `${lots}-lots-seed-${seed}-${key}.db`)
  if (existsSync(file)) return file
  mkdirSync(benchFolder, { recursive: true })
  forgetOlder(lots, seed)
  say(`Making ${lots.toLocaleString('en-US')} lots with ${(lots * usesPerLot).toLocaleString('en-US')} uses (once).`)
  const unfinished = `${file}.unfinished`
  for (const ending of ['', '-wal', '-shm']) rmSync(`${unfinished}${ending}`, { force: true })
  await migrate(`file:${unfinished}`)
  const started = Date.now()
  fill(new Database(unfinished), lots, seed)
  renameSync(unfinished, file)
  say(`Made in ${((Date.now() - started) / 1000).toFixed(0)} s.`)
  return file
}

/** Data of the same size made for an older schema is of no use any more. */
function forgetOlder(lots, seed) {
  for (const name of readdirSync(benchFolder))
    if (name.startsWith(`${lots}-lots-seed-${seed}-`)) rmSync(path.join(benchFolder, name), { force: true })
}

function fill(db, lots, seed) {
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  db.pragma('cache_size = -1000000')
  const put = setAside(db)
  const size = sizeOf(lots)
  db.transaction(() => {
    fillCatalog(db)
    fillPeople(db, size, seed)
    fillProcedures(db, size, seed)
    fillLots(db, size, seed)
  })()
  for (const statement of put) db.exec(statement)
  db.pragma('journal_mode = WAL')
  db.close()
}

/** Takes triggers and indexes away and returns the statements that make them again. */
function setAside(db) {
  const rows = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type`,
    )
    .all()
  for (const { type, name } of rows) db.exec(`DROP ${type} "${name}"`)
  return rows.map((row) => row.sql)
}

/**
 * How many rows of each kind a number of lots brings.
 * @param {number} lots
 * @returns {Size}
 */
export const sizeOf = (lots) => {
  const uses = lots * usesPerLot
  const procedures = uses / usesPerProcedure
  return { lots, uses, procedures, patients: procedures / proceduresPerPatient }
}

/** Numbers from 0 up to 1 that look random and are the same for the same seed. */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A UUID's form out of random numbers. */
export function uuid(random) {
  const hex = (digits) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}`
}

const letters = 'ACDEFGHJKMNPQRTUVWXY'

/** The printed number of a lot: two letters and seven digits, like a real one; no two lots share one. */
export const lotNumber = (lot) =>
  `${letters[(lot * 7919) % 20]}${letters[(lot * 31 + 7) % 20]}${String(lot).padStart(7, '0')}`
/** The product of a lot. One in ten is a biologic, whose containers are told apart. */
export const productOf = (lot) => ((lot * 7) % products) + 1
export const isBiologic = (lot) => productOf(lot) > supplies
export const expiryOf = (lot) => `20${40 + (lot % 9)}-${String((lot % 12) + 1).padStart(2, '0')}-28`

/** The GTIN-14 of a product. */
export function gtinOf(product) {
  const body = `0950600${String(product).padStart(6, '0')}`
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

/** What a GS1 DataMatrix on a package of a lot holds. */
export const labelOf = (lot) =>
  `]d201${gtinOf(productOf(lot))}17${expiryOf(lot).slice(2).replaceAll('-', '')}10${lotNumber(lot)}`

const fold = (text) => text.toUpperCase().replace(/[\s-]+/g, '')
const lookAlikes = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' }
const skeleton = (text) => fold(text).replace(/[OILSBZ]/g, (letter) => lookAlikes[letter])

/** An insert of all columns given, whose placeholders follow the names. */
function inserter(db, table, columns) {
  const names = columns.split(' ')
  const statement = db.prepare(
    `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  return (...values) => statement.run(values)
}

const past = '2026-01-05T09:00:00.000Z'
const proven = '2099-01-01T00:00:00.000Z'
const place = { supplier: 1, discard: 2, return: 3, difference: 4, storage: 5, cold: 15, room: 17 }
const fixedPlaces = 20

/** The ids that a run needs. */
export const known = { siteId: 1, personId: 1, deliveryId: 1, storageId: place.storage }

function fillCatalog(db) {
  const category = inserter(
    db,
    'Category',
    'id code name tracksLots tracksUnits expires drawnFrom isBiologic isEquipment isEmergency touchesPatient needsRecords needsDonor storageBand openForHours capturedBy',
  )
  category(1, 'syringe', 'Syringe', 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, null, null, 'room')
  category(2, 'biologic-vial', 'Biologic vial', 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 'ultra-low', null, 'scan')
  const supplier = inserter(db, 'Supplier', 'id name')
  for (let id = 1; id <= 20; id++) supplier(id, `Supplier ${id}`)
  const product = inserter(
    db,
    'Product',
    'id name searchKey manufacturer supplierId categoryId baseUnit containerQuantity multiDose needsThaw overfillMicroliters createdAt',
  )
  const code = inserter(db, 'ProductCode', 'productId scheme code packageQuantity linkedAt linkedBy')
  for (let id = 1; id <= products; id++) {
    const biologic = id > supplies
    const name = biologic ? `Exosome vial ${id}` : `Syringe ${id}`
    product(
      id,
      name,
      name.toLowerCase(),
      `Maker ${id % 30}`,
      (id % 20) + 1,
      biologic ? 2 : 1,
      biologic ? 'uL' : 'each',
      biologic ? 2000 : 1,
      0,
      0,
      100,
      past,
    )
    code(id, 'gs1', gtinOf(id), 1, past, 'person:1')
  }
}

function fillPeople(db, { patients, procedures }, seed) {
  const random = randomFrom(seed + 1)
  inserter(db, 'Site', 'id name address timeZone')(1, 'Bench Clinic', '1 Main Street', 'America/New_York')
  inserter(db, 'Person', 'id email name passwordHash createdAt')(1, 'ana@bench.example', 'Ana Bench', 'none', past)
  inserter(db, 'PersonRole', 'personId siteId role')(1, 1, 'manager')
  const addPlace = inserter(db, 'Place', 'id siteId parentId kind name inside storageBand provenUntil')
  for (const kind of ['supplier', 'discard', 'return', 'difference'])
    addPlace(place[kind], 1, null, kind, kind, 0, null, null)
  const storage = inserter(
    db,
    'StorageLocation',
    'placeId band temperatureCentiCelsiusMin temperatureCentiCelsiusMax readingDueHours',
  )
  for (let id = place.storage; id < place.room; id++) {
    const band = id < place.cold ? 'room' : 'ultra-low'
    addPlace(id, 1, null, 'storage', `${band} ${id}`, 1, band, proven)
    storage(id, band, band === 'room' ? 2000 : -9000, band === 'room' ? 2500 : -6000, 24)
  }
  for (let id = place.room; id <= fixedPlaces; id++) addPlace(id, 1, null, 'room', `Room ${id}`, 1, null, null)
  for (let id = 1; id <= procedures; id++)
    addPlace(fixedPlaces + id, 1, null, 'procedure', `Procedure ${id}`, 0, null, null)
  const patient = inserter(db, 'Patient', 'id mrn name searchKey birthDate createdAt')
  for (let id = 1; id <= patients; id++) {
    const name = `Patient ${uuid(random).slice(0, 8)}`
    patient(
      id,
      `M${String(id).padStart(8, '0')}`,
      name,
      `m${String(id).padStart(8, '0')} ${name.toLowerCase()}`,
      '1960-05-05',
      past,
    )
  }
}

const dayText = (index) => new Date(Date.UTC(2020, 0, 1) + (index % 2400) * 86_400_000).toISOString()

function fillProcedures(db, { procedures, patients }) {
  inserter(db, 'Protocol', 'id code name')(1, 'hip', 'Hip injection')
  inserter(
    db,
    'ProtocolVersion',
    'id protocolId version effectiveFrom doseMicrolitersMin doseMicrolitersMax observationMinutesMin readyForMinutes followUpWeeksMin followUpWeeksMax createdAt actor',
  )(1, 1, 1, '2020-01-01', 1000, 5000, 15, 60, 4, 6, past, 'person:1')
  const procedure = inserter(
    db,
    'Procedure',
    'id siteId patientId protocolVersionId placeId roomPlaceId scheduledAt side injectionSite productId doseMicroliters anesthesia clinician status createdAt actor',
  )
  for (let id = 1; id <= procedures; id++)
    procedure(
      id,
      1,
      ((id - 1) % patients) + 1,
      1,
      fixedPlaces + id,
      place.room,
      dayText(id),
      'left',
      'hip joint',
      supplies + 1,
      2000,
      'none',
      'Dr. Kim',
      'closed',
      past,
      'person:1',
    )
}

/** The statements that one lot after another goes through. */
function ledgerOf(db) {
  return {
    lot: inserter(db, 'Lot', 'id productId lotNumber lotKey expiry expiryPrecision createdAt'),
    name: inserter(db, 'LotName', 'lotId kind relation text key skeleton'),
    unit: inserter(db, 'Unit', 'id lotId productId bulkOfLotId number numberKey createdAt'),
    balance: inserter(db, 'Balance', 'unitId placeId quantity reserved'),
    posting: inserter(
      db,
      'Posting',
      'movement kind unitId lotId fromPlaceId toPlaceId quantity occurredAt recordedAt actor reason',
    ),
    use: inserter(
      db,
      'ProcedureUse',
      'procedureId unitId lotId movement quantity wasted givenAt recordedAt actor basis recordedLate findings',
    ),
    line: inserter(
      db,
      'DeliveryLine',
      'deliveryId scanId raw symbology parts lotId unitId quantity verdict placeId receivedAt actor',
    ),
    hold: inserter(db, 'Hold', 'reason note lotId placedAt actor'),
    command: inserter(db, 'Command', 'key kind actor inputHash answer at'),
    audit: inserter(db, 'AuditEntry', 'at actor action subject detail commandKey'),
  }
}

function fillLots(db, size, seed) {
  const random = randomFrom(seed + 2)
  inserter(db, 'Delivery', 'id siteId supplierId arrivedAt shipperCondition sealIntact dryIcePresent actor')(
    1,
    1,
    1,
    past,
    'good',
    1,
    0,
    'person:1',
  )
  const put = ledgerOf(db)
  const state = { unit: 0, use: 0, size, random, put }
  for (let lot = 1; lot <= size.lots; lot++) fillLot(state, lot)
}

/** One lot's life: received once, given ten times, now and then one discarded; the rest stands in storage. */
function fillLot(state, lot) {
  const { put, random } = state
  const number = lotNumber(lot)
  const at = dayText(lot)
  put.lot(lot, productOf(lot), number, fold(number), expiryOf(lot), 'day', at)
  put.name(lot, 'manufacturer', 'same', number, fold(number), skeleton(number))
  if (lot % 4 === 0) put.name(lot, 'carton', 'same', `CT-${number}`, fold(`CT-${number}`), skeleton(`CT-${number}`))
  if (lot % 200 === 0) put.hold('recall', 'Recalled by its maker', lot, at, 'person:1')
  const scanId = uuid(random)
  if (isBiologic(lot)) fillContainers(state, lot, at, scanId)
  else fillBulk(state, lot, at, scanId)
  const raw = labelOf(lot)
  put.line(
    1,
    scanId,
    raw,
    'gs1',
    JSON.stringify({ lot: number }),
    lot,
    state.unit,
    14,
    'accepted',
    place.storage + (lot % 10),
    at,
    'person:1',
  )
  put.command(
    scanId,
    'receiving.scan',
    'person:1',
    scanId.repeat(2).slice(0, 64),
    JSON.stringify({ ok: true, value: { lotId: lot } }),
    at,
  )
  put.audit(
    at,
    'person:1',
    'receiving.scan',
    `lot:${lot}`,
    JSON.stringify({ quantity: 14, placeId: place.storage }),
    scanId,
  )
}

function fillBulk(state, lot, at, scanId) {
  const { put, random } = state
  const unit = ++state.unit
  const stand = place.storage + (lot % 10)
  put.unit(unit, lot, productOf(lot), lot, null, null, at)
  put.posting(scanId, 'receive', unit, lot, place.supplier, stand, 14, at, at, 'person:1', null)
  for (let use = 0; use < usesPerLot; use++) give(state, unit, lot, stand, 1, 'room')
  const discarded = lot % 3 === 0
  if (discarded) put.posting(uuid(random), 'discard', unit, lot, stand, place.discard, 1, at, at, 'person:1', 'dropped')
  put.balance(unit, stand, 14 - usesPerLot - (discarded ? 1 : 0), 0)
}

function fillContainers(state, lot, at, scanId) {
  const { put, random } = state
  const stand = place.cold + (lot % 2)
  for (let container = 0; container < 14; container++) {
    const unit = ++state.unit
    const number = `${lot}-${container + 1}`
    put.unit(unit, lot, productOf(lot), null, number, fold(number), at)
    put.posting(scanId, 'receive', unit, lot, place.supplier, stand, 2000, at, at, 'person:1', null)
    const discarded = container === usesPerLot && lot % 3 === 0
    if (container < usesPerLot) give(state, unit, lot, stand, 2000, 'scan')
    if (discarded)
      put.posting(uuid(random), 'discard', unit, lot, stand, place.discard, 2000, at, at, 'person:1', 'thawed')
    put.balance(unit, stand, container < usesPerLot || discarded ? 0 : 2000, 0)
  }
}

// Coprime to every number of procedures, so that the uses of a procedure come from lots far apart, and each has as many.
const stride = 15_485_863

function give(state, unit, lot, from, quantity, basis) {
  const { put, random, size } = state
  const procedure = ((state.use++ * stride) % size.procedures) + 1
  const at = dayText(procedure)
  const movement = uuid(random)
  put.posting(movement, 'give', unit, lot, from, fixedPlaces + procedure, quantity, at, at, 'person:1', null)
  put.use(procedure, unit, lot, movement, quantity, 0, at, at, 'person:1', basis, 0, '[]')
}
