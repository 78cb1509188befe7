// What the bench's clinic has today: a protocol of twenty requirements, sixty procedures with everything kept, one with nothing
// kept, and one that asks for a single thing. Written into a copy of the data; the lots are those of the years before.

import { lotNumber, past, place, supplies } from './data-words.mjs'

/** How many things a procedure asks for, and how many procedures a board shows. */
export const asked = 20
export const booked = 60
/** What a notice names at once. */
export const named = 50

/** When the board is looked at: nothing of the data has expired, and all storage is proven. */
export const now = '2026-11-24T14:00:00.000Z'
const today = '2026-11-24T15:00:00.000Z'
const nextWeek = '2026-12-01T15:00:00.000Z'

/** @typedef {{ all: (text: string, values?: unknown[]) => Promise<object[]>, run: (text: string, values?: unknown[]) => Promise<unknown> }} Store statements with `$1` … */

/**
 * Adds it to a database of the bench.
 * @param {Store} store
 * @returns {Promise<{ board: number[], whole: number, single: number }>} ids of procedures
 */
export async function openToday(store) {
  const add = async (table, row) => {
    const names = Object.keys(row)
    const marks = names.map((_, index) => `$${index + 1}`)
    const [made] = await store.all(
      `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${marks.join(', ')}) RETURNING *`,
      Object.values(row),
    )
    return made
  }
  const categories = await kinds(store, add)
  const versions = [await version(add, 2, categories), await version(add, 3, categories.slice(1, 2))]
  const procedure = async (index, versionId, scheduledAt) => {
    const { id: placeId } = await add('Place', { siteId: 1, kind: 'procedure', name: `Today ${index}`, inside: false })
    const { id } = await add('Procedure', {
      ...{ siteId: 1, patientId: index, protocolVersionId: versionId, placeId, roomPlaceId: place.room, scheduledAt },
      ...{ side: 'left', injectionSite: 'joint cavity', productId: supplies + 1, doseMicroliters: 2000 },
      ...{ anesthesia: 'none', clinician: 'Dr. Kim', status: 'booked', createdAt: past, actor: 'person:1' },
    })
    await add('PatientAllergy', { patientId: index, allergen: 'none', recordedAt: past, actor: 'person:1' })
    return id
  }
  const board = []
  for (let index = 1; index <= booked; index++) board.push(await procedure(index, versions[0], today))
  const whole = await procedure(booked + 1, versions[0], nextWeek)
  const single = await procedure(booked + 2, versions[1], nextWeek)
  for (const [index, categoryId] of categories.entries()) await keep(store, add, board, { index, categoryId })
  return { board, whole, single }
}

/** The vials, and the supplies parted into as many kinds as a procedure asks for. */
async function kinds(store, add) {
  const ids = [2]
  for (let kind = 1; kind < asked; kind++) {
    const { id } = await add('Category', { code: `kind-${kind}`, name: `Kind ${kind}` })
    await store.run(`UPDATE "Product" SET "categoryId" = $1 WHERE "categoryId" = 1 AND "id" % $2 = $3`, [
      id,
      asked - 1,
      kind - 1,
    ])
    ids.push(id)
  }
  return ids
}

async function version(add, number, categories) {
  const { id } = await add('ProtocolVersion', {
    ...{ protocolId: 1, version: number, effectiveFrom: '2020-01-01', doseMicrolitersMin: 1000 },
    ...{ doseMicrolitersMax: 5000, observationMinutesMin: 15, readyForMinutes: 60, followUpWeeksMin: 4 },
    ...{ followUpWeeksMax: 6, createdAt: past, actor: 'person:1' },
  })
  for (const [position, categoryId] of categories.entries()) {
    const bind = categoryId === 2 ? 'unit' : 'supply'
    const code = `thing-${categoryId}`
    const { id: requirementId } = await add('Requirement', { versionId: id, code, label: code, bind, position })
    await add('RequirementAlternative', { requirementId, categoryId })
  }
  return id
}

/** Keeps one thing of a kind for each procedure of the board. */
async function keep(store, add, board, { categoryId }) {
  const free = await store.all(
    `SELECT b."unitId", b."placeId", b."quantity" FROM "Balance" b JOIN "Unit" u ON u."id" = b."unitId"
       JOIN "Product" d ON d."id" = u."productId"
     WHERE d."categoryId" = $1 AND b."quantity" > 0 AND ($1 <> 2 OR d."id" = $2) ORDER BY u."id" LIMIT $3`,
    [categoryId, supplies + 1, board.length],
  )
  for (const [index, { unitId, placeId, quantity }] of free.entries()) {
    const kept = { unitId, placeId, quantity: categoryId === 2 ? quantity : 1, procedureId: board[index] }
    const requirement = `thing-${categoryId}`
    const { id } = await add('Reservation', { ...kept, requirement, createdAt: past })
    await add('ReadinessBinding', {
      ...{ ...kept, requirement, reservationId: id, how: 'reach', boundAt: past, actor: 'person:1' },
    })
    await store.run('UPDATE "Balance" SET "reserved" = "reserved" + $1 WHERE "unitId" = $2 AND "placeId" = $3', [
      kept.quantity,
      unitId,
      placeId,
    ])
  }
}

/** The numbers of the lots that the notice of a round names, ours and the floor's apart, and none of them twice. */
export const namedIn = (lots, round, ours) => {
  const first = (round * 2 + (ours ? 0 : 1)) * named + 1
  if (first + named > lots) throw new Error('There are too few lots for so many notices.')
  return Array.from({ length: named }, (_, index) => lotNumber(first + index))
}
