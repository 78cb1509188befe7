import type { Tx } from '~/lib/db.server'
import { registerNames } from '~/modules/names/commands.server'
import type { NewName } from '~/modules/names/types'

/** Gives everything its names that a test stored row by row and not through the rooms' commands. */
export async function nameEverything(tx: Tx, at: string): Promise<void> {
  const [lots, units, products, codes, patients] = await Promise.all([
    tx.lot.findMany(),
    tx.unit.findMany({ where: { number: { not: null } } }),
    tx.product.findMany(),
    tx.productCode.findMany(),
    tx.patient.findMany(),
  ])
  const of = (kind: NewName['target']['kind'], id: number) => ({ kind, id })
  const names: NewName[] = [
    ...lots.map((lot): NewName => ({ kind: 'lot', text: lot.lotNumber, target: of('lot', lot.id) })),
    ...units.map((unit): NewName => ({ kind: 'unit', text: unit.number ?? '', target: of('unit', unit.id) })),
    ...products.map((product): NewName => ({ kind: 'product', text: product.name, target: of('product', product.id) })),
    ...codes.map((code): NewName => {
      const { scheme, code: text, productId } = code
      return { kind: 'product-code', scheme, text, target: of('product', productId) }
    }),
    ...patients.map((patient): NewName => ({ kind: 'mrn', text: patient.mrn, target: of('patient', patient.id) })),
  ]
  await registerNames(tx, { at: at as Parameters<typeof registerNames>[1]['at'], actor: null }, names)
}
