import type { Day } from '~/lib/day'
import { cleanTyped } from '~/modules/labels/rules/typed-text'
import { nameKey } from '~/modules/names/rules/keys'
import type { Goods } from '../types'

/** The goods of a line typed by hand. */
export const noGoods: Goods = {
  lot: null,
  expiry: null,
  expiryTime: null,
  expiryPrecision: 'day',
  unitNumber: null,
  donation: null,
  count: null,
  warnings: [],
}

/** A barcode with the lot alone, scanned into the field for the lot: the identifier before it is no part of the lot. */
const withoutIdentifier = (text: string): string =>
  text.trim().replace(/^(?:\(10\)|\](?:C1|d2|Q3|e0)10)(?=[^()]+$)/, '')

/** What the person added to a label, or answered about its lot. */
type Added = {
  readonly lot?: string
  readonly expiry?: Day
  readonly meantLot?: string
  readonly meantSerial?: string
}

const cleaned = (text: string | undefined): string | null =>
  text === undefined ? null : (cleanTyped(withoutIdentifier(text))?.text ?? null)

/** The serial behind a lot into which it ran because a separator got lost. */
function ranIn(lot: string | null, meant: string): string | null {
  const [read, key] = [nameKey(lot ?? ''), nameKey(meant)]
  return read.startsWith(`${key}21`) ? read.slice(key.length + 2) || null : null
}

/**
 * What the person entered fills in what the label lacks. If we asked about the lot or the serial, the person's answer counts; a serial
 * that had run into it is a serial again.
 */
export function completed(goods: Goods, typed: Added): Goods {
  const meant = cleaned(typed.meantLot)
  const lot = cleaned(typed.lot) ?? goods.lot
  const serial = meant === null || goods.unitNumber !== null ? null : ranIn(lot, meant)
  return {
    ...goods,
    lot: meant ?? lot,
    unitNumber: cleaned(typed.meantSerial) ?? goods.unitNumber ?? serial,
    expiry: goods.expiry ?? typed.expiry ?? null,
    warnings: meant === null && typed.lot === undefined ? goods.warnings : [],
  }
}
