import type { Day } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { goodsOf } from '~/modules/labels/rules/goods'
import type { LabelReading } from '~/modules/labels/types'
import { type Asked, meaningsOf } from '~/modules/stock/queries/meanings.server'
import type { Meaning, Meanings } from '~/modules/stock/rules/meanings'
import { oneMeaning } from '~/modules/stock/rules/one-meaning'
import { explainDifference } from '~/modules/stock/rules/scan-words'

/** What a label says of a container, as somebody would type it. */
export type LateLabel = {
  readonly productId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly unitNumber: string | null
}

/** A lot by its name, and those of ours that it is where that is known. */
type PrintedLot = {
  readonly lot: string
  readonly lots: readonly { readonly lotId: number; readonly productId: number }[]
}

/**
 * What a scan names although no door would take it: the container that is known and contradicts the label, or what the label
 * itself says of one that never came. `differs` are the sentences of how label and record differ; `printed` the lots that the
 * label prints beside a serial of another one: nobody knows which is wrong.
 */
export type LateScan = { readonly differs: readonly string[]; readonly printed?: readonly PrintedLot[] } & (
  | { readonly unitId: number }
  | { readonly lotId: number }
  /** `may`: the lots that the label looks like, or that it names where a separator was lost. */
  | { readonly label: LateLabel; readonly may: readonly PrintedLot[] }
)

const unknownSerials: ReadonlySet<string> = new Set(['SERIAL_UNKNOWN', 'SERIAL_OF_OTHER_PRODUCT'])

/** The lots of other products whose serial the label prints. */
const otherLotsOf = (meanings: Meanings['meanings']): PrintedLot[] =>
  meanings.flatMap(({ differs }) =>
    differs.flatMap((each) => (each.code === 'SERIAL_OF_OTHER_PRODUCT' ? [{ lot: each.known, lots: [each] }] : [])),
  )

const printed = (productId: number, lotNumber: string, known: Day | null, reading: LabelReading | null): LateLabel => {
  const goods = reading ? goodsOf(reading) : null
  return { productId, lotNumber, expiry: goods?.expiry ?? known, unitNumber: goods?.unitNumber ?? null }
}

/** What the label only looks like, or begins with because a separator was lost. */
function mayMean(meanings: Meanings['meanings']): PrintedLot[] {
  const near = meanings.flatMap((each) => {
    if (each.certainty === 'exact' || each.differs.some(({ code }) => code === 'OTHER_PRODUCT')) return []
    return each.kind === 'lot' ? [each.lot] : each.kind === 'unit' ? [each.unit] : []
  })
  return near.map((each) => ({
    lot: each.lotNumber,
    lots: near.filter(({ lotNumber }) => lotNumber === each.lotNumber),
  }))
}

/** A label whose product is known says enough to record what it names, received or not. */
function neverReceived({ meanings }: Meanings): LateScan | null {
  const products = new Set(meanings.flatMap((each) => (each.kind === 'unknown' ? (each.product?.id ?? []) : [])))
  const found = meanings.find((each) => each.kind === 'unknown' && each.product !== null && each.reading !== null)
  if (found?.kind !== 'unknown' || products.size > 1 || !found.product || !found.reading) return null
  const lot = goodsOf(found.reading).lot ?? found.lot?.lotNumber
  if (lot === undefined) return null
  // A lost separator is said with the lot that it was recorded under.
  const all = meanings.flatMap((each) => each.differs.filter(({ code }) => code !== 'SEPARATOR_MISSING'))
  const differs = all.map(explainDifference)
  return {
    label: printed(found.product.id, lot, found.lot?.expiry ?? null, found.reading),
    may: mayMean(meanings),
    differs,
    printed: otherLotsOf(meanings),
  }
}

/** What is known and stands nowhere here: what is in a patient was somewhere all the same. */
function ofNowhere({ meanings }: Meanings, meaning: Extract<Meaning, { kind: 'unit' | 'lot' }>): LateScan {
  if (meaning.kind === 'unit') return { unitId: meaning.unit.unitId, differs: [] }
  const { productId, lotNumber, expiry } = meaning.lot
  return { label: printed(productId, lotNumber, expiry, meaning.reading), may: mayMean(meanings), differs: [] }
}

/**
 * What is already in a patient by a scan that no door takes, since label and record differ or nothing of it ever came: what
 * has happened is recorded and never refused for that (docs/safety.md §3). Null where it says too little, or several things.
 * @param isNowhere whether the scan was taken for what is known and stands nowhere at this site
 */
export async function lateScan(tx: Tx, asked: Omit<Asked, 'expecting'>, isNowhere: boolean): Promise<LateScan | null> {
  const kinds = ['unit', 'lot'] as const
  const answer = await meaningsOf(tx, { ...asked, expecting: kinds })
  const one = oneMeaning(answer, kinds)
  if (one.ok && isNowhere) return ofNowhere(answer, one.value)
  if (one.ok || one.refusal.code === 'NOT_FOUND') return neverReceived(answer)
  if (one.refusal.code !== 'DIFFERS') return null
  const { meaning } = one.refusal
  const differs = meaning.differs.map(explainDifference)
  const printedLots = meaning.differs.flatMap((each) =>
    each.code === 'SERIAL_OF_OTHER_LOT' ? [{ lot: each.printed, lots: [] }] : [],
  )
  if (meaning.kind === 'unit') return { unitId: meaning.unit.unitId, differs, printed: printedLots }
  if (meaning.kind !== 'lot') return null
  const { lotId, productId, lotNumber, expiry } = meaning.lot
  const isUnknown = meaning.differs.some(({ code }) => unknownSerials.has(code))
  const others = { differs, printed: otherLotsOf([meaning]) }
  const label = printed(productId, lotNumber, expiry, meaning.reading)
  return isUnknown ? { label, may: [], ...others } : { lotId, ...others }
}
