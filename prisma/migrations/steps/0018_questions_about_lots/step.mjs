// What open notices name and nobody could read (a range) asks about the lots at its ends and between them, as it does for notices
// that are opened from now on. Nothing outside of this folder is imported: a migration must not change when the program does.

const BETWEEN = /\.{2,}|…|\s(?:to|through|thru|bis|up to|until)\s|[-‐-―~]/gi
const NUMBER = /^(.*?)(\d+)([A-Za-z]?)$/
const mostBetween = 2_000
const rowsAtOnce = 100

const keyOf = (text) => text.toUpperCase().replace(/[\s‐-―-]+/g, '')

/** The ends of a text, and the numbers between two that differ by their last figures. */
function namesWithin(text) {
  const names = new Set()
  for (const { 0: sign, index } of text.matchAll(BETWEEN)) {
    const ends = [text.slice(0, index).trim(), text.slice(index + sign.length).trim()]
    for (const end of ends) if (/\d/.test(end) && end.length <= 60) names.add(end)
    const [, before = '', low = '', letter = ''] = NUMBER.exec(ends[0]) ?? []
    const [, beforeTo = '', high = ''] = NUMBER.exec(ends[1]) ?? []
    const isOne = beforeTo === '' || keyOf(beforeTo) === keyOf(before)
    const many = Number(high) - Number(low)
    if (low === '' || high === '' || !isOne || low.length > 15 || many < 0 || many > mostBetween) continue
    for (let at = 0; at <= many; at += 1)
      for (const width of new Set([low.length, high.length]))
        names.add(`${before}${String(Number(low) + at).padStart(width, '0')}${letter}`)
  }
  return [...new Set([...names].map(keyOf))]
}

/** @param {import('../../../history.mjs').StepTools} tools */
export async function step({ query, execute }) {
  const texts = await query(
    `SELECT DISTINCT n."id", n."reference", n."title", n."receivedAt", r."text" FROM "RecallNotice" n
       JOIN "RecallName" r ON r."noticeId" = n."id" WHERE n."closedAt" IS NULL AND NOT r."isRead" ORDER BY 1, 5`,
    [],
  )
  for (const { id, reference, title, receivedAt, text } of texts) {
    const keys = namesWithin(text)
    for (let from = 0; from < keys.length; from += rowsAtOnce) {
      const some = keys.slice(from, from + rowsAtOnce)
      await execute(
        `INSERT INTO "LotQuestion" ("source", "question", "text", "note", "lotKey", "askedAt")
         VALUES ${some.map((_, row) => `(${[1, 2, 3, 4, 5, 6].map((at) => `$${row * 6 + at}`).join(', ')})`).join(', ')}`,
        some.flatMap((key) => [`recall:${id}`, 'alike', text, `${reference}: ${title}`, key, receivedAt]),
      )
    }
  }
}
