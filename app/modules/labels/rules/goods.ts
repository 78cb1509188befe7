/** A label in the ledger's terms: lot, expiry, the container's own number, donation, how many. */
import { type Day, parseDay } from '~/lib/day'
import type { LabelFields, LabelGoods, LabelReading } from '../types'

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const count = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? value : null)

// ISBT 128 pads lots with zeros from the left: the label shows them stripped, the raw text keeps them.
const unpadded = (lot: string): string => lot.replace(/^0+(?=.)/, '')

/**
 * An ISBT 128 container is donation + product + division or serial (docs/architecture.md §6); null without a donation
 * number.
 */
function isbtUnit(fields: LabelFields): string | null {
  const donation = text(fields.din)
  if (donation === null) return null
  const rest = [text(fields.productCode) ?? text(fields.pdc), text(fields.divisions) ?? text(fields.serial)]
  return [donation, ...rest].filter((part) => part !== null).join(' ')
}

function expiryOf(fields: LabelFields): Pick<LabelGoods, 'expiry' | 'expiryTime' | 'expiryPrecision'> {
  const printed = text(fields.expiry)
  const day: Day | null = printed === null ? null : parseDay(printed.slice(0, 10))
  const time = printed === null || printed.length < 16 ? null : printed.slice(11, 16)
  // 23:59 is how ISBT 128 writes "no time given": the day counts through its last second.
  return {
    expiry: day,
    expiryTime: time === '23:59' ? null : time,
    expiryPrecision: fields.expiryPrecision === 'month' ? 'month' : 'day',
  }
}

/** What a label says of the goods in our terms: lot, expiry, the container's own number, donation, how many (R8, R11). */
export function goodsOf(reading: LabelReading): LabelGoods {
  const { fields, symbology } = reading
  const isbt = symbology === 'isbt128'
  const lot = text(fields.lot)
  const donation = text(fields.din)
  return {
    // Tissue labeled with nothing but its donation number has that number as its lot.
    lot: lot === null ? donation : isbt ? unpadded(lot) : lot,
    ...expiryOf(fields),
    // The shipping number of a pallet or case (SSCC, GenSpecs 3.2) is its serial, so the same one arrives only once.
    unitNumber: isbt ? isbtUnit(fields) : (text(fields.serial) ?? (fields.contentGtin ? text(fields.sscc) : null)),
    donation,
    count: count(fields.quantity) ?? count(fields.count),
    warnings: reading.warnings.map((warning) => warning.code),
  }
}
