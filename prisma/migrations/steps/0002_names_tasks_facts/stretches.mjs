// Stretches of proven storage, from the readings that are there.

import { inserter } from './rows.mjs'

const hourMilliseconds = 3_600_000
const later = (at, hours) => new Date(Date.parse(at) + hours * hourMilliseconds).toISOString()

/** @param {import('../../../history.mjs').StepTools} tools */
export async function fillStretches(tools) {
  const { query } = tools
  const columns =
    'placeId kind fromAt untilAt temperatureCentiCelsiusMin temperatureCentiCelsiusMax readingId recordedAt actor'
  const rows = inserter(tools, 'ProvenStretch', columns.split(' '))
  // A reading that left a gap held what stood in it: the only sign that it did not remember the time since the one before.
  const gaps = await query(`SELECT DISTINCT "source" FROM "Hold" WHERE "source" LIKE 'reading:%'`)
  const leftGap = new Set(gaps.map(({ source }) => Number(source.split(':')[1])))
  const places = await query(`SELECT p."id", p."provenUntil", s."temperatureCentiCelsiusMin" AS "lowest",
    s."temperatureCentiCelsiusMax" AS "highest", s."readingDueHours" FROM "Place" p LEFT JOIN "StorageLocation" s ON s."placeId" = p."id"
    WHERE s."placeId" IS NOT NULL OR p."provenUntil" IS NOT NULL ORDER BY p."id"`)
  for (const place of places) {
    const readings = await query(
      `SELECT "id", "takenAt", "recordedAt", "source", "actor", "temperatureCentiCelsiusMin" AS "min", "temperatureCentiCelsiusMax" AS "max",
       "temperatureCentiCelsiusCurrent" AS "current" FROM "TemperatureReading" WHERE "placeId" = $1 ORDER BY "takenAt", "id"`,
      [place.id],
    )
    for (const row of stretchesOf(place, readings, leftGap)) await rows.add(place.id, ...row)
    if (readings.length === 0 && place.provenUntil > tools.at)
      await rows.add(place.id, 'due', tools.at, place.provenUntil, null, null, null, tools.at, 'system')
  }
  await rows.end()
}

/** What each reading said when it came: the time that it measured, a gap before it, and how far it was trusted (R20). */
function stretchesOf(place, readings, leftGap) {
  const rows = []
  let last = null
  let proven = null
  readings.forEach((reading, index) => {
    const { id, takenAt, recordedAt, source, actor, min, max, current } = reading
    const remembers = source !== 'current' && !leftGap.has(id)
    const from = remembers ? (last ?? takenAt) : takenAt
    const end = [recordedAt, actor]
    if (proven !== null && proven < from) rows.push(['gap', proven, from, null, null, id, ...end])
    rows.push(['measured', from, takenAt, min, max, id, ...end])
    if (place.lowest === null || current < place.lowest || current > place.highest) {
      rows.push(['ended', takenAt, null, null, null, id, ...end])
      proven = takenAt
    } else {
      const isLast = index === readings.length - 1
      const until = (isLast && place.provenUntil) || later(takenAt, place.readingDueHours)
      rows.push(['due', takenAt, until, null, null, id, ...end])
      proven = until
    }
    last = takenAt
  })
  return rows
}
