/** What the one reading of a label (stock's `meaningsOf`) says of its lot and its container, as receiving needs it. Pure. */
import type { LabelReading } from '~/modules/labels/types'
import type { OpenLabel } from '~/modules/names/types'
import type { LotRef, Meaning, Meanings, UnitRef } from '~/modules/stock/rules/meanings'
import type { Goods, LotChoice, SerialChoice } from '../types'
import type { LabelOfGoods } from './label'

/** The lot and the container that we know already, and the known lots that the printed one may be instead. */
export type Found = {
  readonly lot: LotRef | null
  readonly unit: UnitRef | null
  readonly alike: readonly LotChoice[]
  /** The known serials that the printed one may be instead. */
  readonly serialsAlike: readonly SerialChoice[]
}

const typedLine: LabelReading = { symbology: 'text', form: 'typed', elements: [], fields: {}, warnings: [] }

/** The label with what the person added or answered: that is compared with the record, too. */
export function openLabel({ reading, codes, goods: read }: LabelOfGoods, goods: Goods): OpenLabel {
  const base = reading ?? typedLine
  const lot = goods.lot !== null && goods.lot !== read.lot ? { lot: goods.lot } : {}
  const serial = goods.unitNumber !== null && goods.unitNumber !== read.unitNumber ? { serial: goods.unitNumber } : {}
  return { reading: { ...base, fields: { ...base.fields, ...lot, ...serial } }, codes }
}

const isSure = ({ certainty }: Meaning): boolean => certainty === 'exact'

/** Within one product: numbers of lots and containers are its own. */
export function foundIn({ meanings }: Meanings, productId: number): Found {
  const lots = meanings.flatMap((each) => (each.kind === 'lot' && each.lot.productId === productId ? [each] : []))
  const units = meanings.flatMap((each) => (each.kind === 'unit' && each.unit.productId === productId ? [each] : []))
  const unit = units.find(isSure)
  const sure = lots.filter(isSure)
  const lot = sure.find(({ alias }) => !alias) ?? (sure.length === 1 ? sure[0] : undefined)
  // A container is of its own lot, unless the label prints another.
  const ofUnit = unit?.differs.some(({ code }) => code === 'SERIAL_OF_OTHER_LOT') ? null : (unit?.unit ?? null)
  const others = lots.filter((each) => !isSure(each) || (sure.length > 1 && lot === undefined))
  return {
    lot: lot?.lot ?? ofUnit,
    unit: unit?.unit ?? null,
    serialsAlike: unit
      ? []
      : units.map(({ matched: serial, unit: { lotNumber } }) => ({ serial, lot: lotNumber, why: 'known' })),
    alike: others.map(({ lot: { lotNumber }, why }) => ({
      lot: lotNumber,
      why: why === 'SEPARATOR_MISSING' ? 'ran-in' : why === 'INSIDE' ? 'around' : 'known',
    })),
  }
}
