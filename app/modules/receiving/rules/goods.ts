import type { Day } from '~/lib/day'
import { cleanTyped } from '~/modules/labels/rules/typed-text'
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

/** What the person entered fills in what the label lacks. If we asked about the lot, the person's answer counts. */
export function completed(goods: Goods, typed: { readonly lot?: string; readonly expiry?: Day }): Goods {
  const lot = typed.lot === undefined ? null : (cleanTyped(withoutIdentifier(typed.lot))?.text ?? null)
  return {
    ...goods,
    lot: lot ?? goods.lot,
    expiry: goods.expiry ?? typed.expiry ?? null,
    warnings: lot === null ? goods.warnings : [],
  }
}
