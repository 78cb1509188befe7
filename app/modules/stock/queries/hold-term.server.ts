import { type Reader, sql } from '~/lib/db.server'
import { instant, oneOf, read, row, text } from '~/lib/rows.server'

const lastTerm = read(
  'stock.hold-term',
  row({ until: oneOf('replaced', 'decided'), reason: text, recordedAt: instant }),
  (source: string) =>
    sql`SELECT "until", "reason", "recordedAt" FROM "HoldTerm" WHERE "source" = ${source} ORDER BY "id" DESC LIMIT 1`,
  ['recall:1'],
)

/** Until when what a source holds stays in emergency kits, and since when and why; null where nobody said. */
export const holdTerm = (reader: Reader, source: string) => lastTerm.one(reader, source)
