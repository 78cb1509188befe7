// The rows of the bench's clinic, table by table, and then lot by lot: a ledger in which every balance is the sum of its
// postings.

import {
  expiryOf,
  fixedPlaces,
  fold,
  gtinOf,
  isBiologic,
  labelOf,
  lotNumber,
  past,
  place,
  productOf,
  products,
  proven,
  randomFrom,
  skeleton,
  supplies,
  usesPerLot,
  uuid,
} from './data-words.mjs'

/**
 * Fills an empty database.
 * @param {import('better-sqlite3').Database} db
 * @param {import('./data-words.mjs').Size} size
 * @param {number} seed
 */
export function fillRows(db, size, seed) {
  fillCatalog(db)
  fillPeople(db, size, seed)
  fillProcedures(db, size)
  fillLots(db, size, seed)
}

/** An insert of all columns given, whose placeholders follow the names. */
function inserter(db, table, columns) {
  const names = columns.split(' ')
  const statement = db.prepare(
    `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  return (...values) => statement.run(values)
}

/** Gives something a name, as the room `names` keeps it. */
function namer(db) {
  const name = inserter(db, 'Name', 'kind scheme text key skeleton targetKind targetId relation recordedAt actor')
  return (kind, text, target, id, at, scheme = null) =>
    name(kind, scheme, text, fold(text), skeleton(text), target, id, 'same', at, 'person:1')
}

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
  const named = namer(db)
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
    named('product', name, 'product', id, past)
    named('product-code', gtinOf(id), 'product', id, past, 'gs1')
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
  const stretch = inserter(db, 'ProvenStretch', 'placeId kind fromAt untilAt recordedAt actor')
  for (let id = place.storage; id < place.room; id++) {
    const band = id < place.cold ? 'room' : 'ultra-low'
    addPlace(id, 1, null, 'storage', `${band} ${id}`, 1, band, proven)
    storage(id, band, band === 'room' ? 2000 : -9000, band === 'room' ? 2500 : -6000, 24)
    stretch(id, 'due', past, proven, past, 'person:1')
  }
  for (let id = place.room; id <= fixedPlaces; id++) addPlace(id, 1, null, 'room', `Room ${id}`, 1, null, null)
  for (let id = 1; id <= procedures; id++)
    addPlace(fixedPlaces + id, 1, null, 'procedure', `Procedure ${id}`, 0, null, null)
  const patient = inserter(db, 'Patient', 'id mrn name searchKey birthDate createdAt')
  const named = namer(db)
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
    named('mrn', `M${String(id).padStart(8, '0')}`, 'patient', id, past)
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
    named: namer(db),
    expiry: inserter(db, 'LotExpiry', 'lotId expiry expiryPrecision reason recordedAt actor'),
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
  put.expiry(lot, expiryOf(lot), 'day', 'as received', at, 'person:1')
  put.named('lot', number, 'lot', lot, at)
  if (lot % 4 === 0) {
    const carton = `CT-${number}`
    put.named('carton', carton, 'lot', lot, at)
  }
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
    put.named('unit', number, 'unit', unit, at)
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
