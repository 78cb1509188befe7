import type { ReceivingRefusal } from '../types'

const asked: ReadonlySet<ReceivingRefusal['code']> = new Set([
  'LABEL_ASKS',
  'PRODUCT_NOT_NAMED',
  'CODE_UNKNOWN',
  'CODE_ASKS',
  'DETAILS_MISSING',
  'LOT_ASKS',
  'SERIAL_ASKS',
  'LOT_DOUBTFUL',
  'COUNT_DIFFERS',
  'WRONG_BAND',
  'PLACE_MISSING',
])

/** Whether a refusal is a question that the clerk can answer on the page and then continue. */
export const isQuestion = (refusal: { readonly code: string }): refusal is ReceivingRefusal =>
  (asked as ReadonlySet<string>).has(refusal.code)

const waitsForScan: ReadonlySet<ReceivingRefusal['code']> = new Set([
  'PRODUCT_NOT_NAMED',
  'DETAILS_MISSING',
  'CODE_UNKNOWN',
])

/** Whether a question may be answered by the next barcode of the same label (R2). */
export const mayBeScanned = (refusal: ReceivingRefusal): boolean => waitsForScan.has(refusal.code)
