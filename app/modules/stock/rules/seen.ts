/** What pages of stock show, as an open page asks for it again. Pure. */
import type { Seen } from '~/lib/live'
import type { SaidFinding } from './looked'
import type { Standing } from './marks'
import { type OnHandPart, type OnHandProduct, productStanding } from './on-hand'
import { quantityText } from './quantity'

type Said = readonly SaidFinding[]

const codes = (findings: Said): readonly string[] => findings.map(({ code }) => code)

/** The keys of marks: a page and its looks call the same thing by the same key. */
export const partKey = (lotId: number, part: Pick<OnHandPart, 'placeId' | 'standing'>): string =>
  `lot:${lotId}:${part.placeId}:${part.standing.word}`
export const productKey = (productId: number): string => `product:${productId}`
export const standsKey = (each: { readonly unitId: number; readonly placeId: number }): string =>
  `unit:${each.unitId}:${each.placeId}`

const productMark = (product: OnHandProduct): Standing =>
  productStanding(product, quantityText(product.usable, product))

/** A list of stock: each product's mark, and each part's. */
export const onHandSeen = (
  products: readonly OnHandProduct[],
  holds: readonly { readonly id: number }[] = [],
): Seen => ({
  marks: Object.fromEntries(
    products.flatMap((product) => [
      [productKey(product.productId), productMark(product)] as const,
      ...product.lots.flatMap((lot) => lot.parts.map((part) => [partKey(lot.lotId, part), part.standing] as const)),
    ]),
  ),
  also: [
    holds.map(({ id }) => id),
    products.flatMap(({ lots }) =>
      lots.flatMap(({ parts }) => parts.map((part) => [part.quantity, part.reserved, ...codes(part.findings)])),
    ),
  ],
})

/** A list that was searched: what stands against anything that the text means is part of it. */
export function foundSeen(products: readonly OnHandProduct[], warnings: readonly string[]): Seen {
  const { marks, also } = onHandSeen(products)
  return { marks, also: [also, warnings] }
}

type LotSeen = {
  readonly standing: Standing
  readonly holds: readonly { readonly id: number }[]
  readonly units: readonly {
    readonly unitId: number
    readonly placeId: number
    readonly amount: string
    readonly reserved: string | null
    readonly standing: Standing
    readonly findings: Said
  }[]
}

/** A lot's page: its mark, and each container's. */
export const lotSeen = ({ standing, holds, units }: LotSeen): Seen => ({
  marks: Object.fromEntries([['page', standing], ...units.map((unit) => [standsKey(unit), unit.standing] as const)]),
  also: [holds.map(({ id }) => id), units.map((unit) => [unit.amount, unit.reserved, ...codes(unit.findings)])],
})

type UnitSeen = {
  readonly standing: Standing
  readonly holds: readonly { readonly id: number }[]
  readonly at: readonly { readonly id: number; readonly quantity: number }[]
}

/** A container's page: its mark, what holds it, where it stands. */
export const unitSeen = ({ standing, holds, at }: UnitSeen): Seen => ({
  marks: { page: standing },
  also: [holds.map(({ id }) => id), at.map(({ id, quantity }) => [id, quantity])],
})
