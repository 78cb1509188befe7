import { z } from 'zod'
import { sql, type Tx } from '~/lib/db.server'
import { ok, refuse } from '~/lib/result'
import { int, read, row } from '~/lib/rows.server'
import { command } from '~/modules/auth/commands/command.server'
import { namesOf } from '~/modules/names/queries/names-of.server'
import { endHolds, placeHolds } from '~/modules/stock/commands/holds.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { missingRecords } from '../rules/records'
import { receivingStatuses } from '../rules/refusals'
import { newRecord, readRecords } from '../schema'

const { LOT_UNKNOWN, RECORDS_MISSING, RECORDS_OF_OTHER_LOT } = receivingStatuses

const lotWithRecords = (tx: Tx, lotId: number) =>
  tx.lot.findUnique({
    where: { id: lotId },
    select: {
      lotNumber: true,
      product: { select: { category: { select: { needsRecords: true, needsDonor: true } } } },
      records: { select: { kind: true } },
    },
  })

/**
 * Attaches an accompanying record to a lot (R10). It ends no hold: a file says nothing until somebody has read it
 * (`confirmRecords`). Answers what is still missing. Refuses an unknown lot.
 */
export const attachRecord = command({
  kind: 'receiving.attach-record',
  what: 'Attaches an accompanying record to a lot. It ends no hold.',
  right: 'receiving.receive',
  by: 'anyone',
  whenLate: 'send',
  input: newRecord,
  refusals: { LOT_UNKNOWN },
  audit: z.object({ kind: z.string(), reference: z.string(), missing: z.array(z.string()) }),
  run: async ({ tx, at, actor, note }, { lotId, kind, reference }) => {
    const lot = await lotWithRecords(tx, lotId)
    if (!lot) return refuse({ code: 'LOT_UNKNOWN' as const })
    await tx.lotRecord.create({ data: { lotId, kind, reference, receivedAt: at, actor }, select: { id: true } })
    const missing = missingRecords(lot.product.category, [...lot.records.map((record) => record.kind), kind])
    note(`lot:${lotId}`, { kind, reference, missing })
    return ok({ missing })
  },
})

/** The standing holds that a delivery placed on a lot because its records were missing. */
const waitingForRecords = read(
  'receiving.holds-for-records',
  row({ id: int }),
  (lotId: number) => sql`SELECT h."id" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
    WHERE h."lotId" = ${lotId} AND h."reason" = 'records' AND h."source" LIKE 'delivery:%' AND r."holdId" IS NULL`,
  [1],
)

/**
 * A person has read the records of a lot: which lot or donor they name, and what they conclude (R10). Good ones that name
 * this lot end the holds that waited for records. Any other conclusion keeps them and places one more, which only a manager
 * or the director ends. Refuses while a compulsory record is missing, and records that name another lot.
 */
export const confirmRecords = command({
  kind: 'receiving.confirm-records',
  what: 'Says which lot or donor the records of a lot name and what they conclude; good ones end the hold for records.',
  right: 'receiving.receive',
  by: 'person',
  whenLate: 'drop',
  input: readRecords,
  refusals: { LOT_UNKNOWN, RECORDS_MISSING, RECORDS_OF_OTHER_LOT },
  audit: z.object({ named: z.string(), conclusion: z.string() }),
  run: async (work, { lotId, named, conclusion }) => {
    const { tx, note } = work
    const lot = await lotWithRecords(tx, lotId)
    if (!lot) return refuse({ code: 'LOT_UNKNOWN' as const })
    const missing = missingRecords(
      lot.product.category,
      lot.records.map((record) => record.kind),
    )
    if (missing.length > 0) return refuse({ code: 'RECORDS_MISSING' as const, missing })
    note(`lot:${lotId}`, { named, conclusion })
    const made = { data: { lotId, named, conclusion, at: work.at, actor: work.actor }, select: { id: true } }
    if (conclusion !== 'good') {
      await tx.recordConclusion.create(made)
      const why = `Its records were read: ${conclusion}. Named: ${named}.`
      await placeHolds(tx, work, [{ reason: 'records', note: why, source: `records:${lotId}`, lotId }])
      return ok({ released: 0, held: true })
    }
    const names = await namesOf(tx, { kind: 'lot', id: lotId })
    if (!names.some(({ text }) => lotKey(text) === lotKey(named)))
      return refuse({ code: 'RECORDS_OF_OTHER_LOT' as const, named, lotNumber: lot.lotNumber })
    const waiting = (await waitingForRecords(tx, lotId)).map((hold) => hold.id)
    const why = `The records were read: they name ${named}, eligible and within specification`
    const { id: decisionId } = await tx.recordConclusion.create(made)
    return ok({ released: await endHolds(tx, work, waiting, { by: 'records', decisionId, reason: why }), held: false })
  },
})
