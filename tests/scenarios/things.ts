import { type Day, parseDay } from '~/lib/day'
import type { Said } from './forms'
import { StoryFault, type World } from './world'

/** The things of a clinic by what people call them. Each of these is a fault of the story where there is none, or several. */

function one<T>(found: readonly T[], what: string, name: string): T {
  const [first, ...more] = found
  if (first === undefined) throw new StoryFault(`There is no ${what} called "${name}" here.`)
  if (more.length > 0) throw new StoryFault(`There are ${found.length} ${what}s called "${name}" here.`)
  return first
}

export const productOf = async (world: World, name: string) =>
  one(await world.db.read.product.findMany({ where: { name }, include: { category: true } }), 'product', name)

/** A place by its name: the open one, else one of that name that was closed. */
export async function placeOf(world: World, name: string) {
  const places = await world.db.read.place.findMany({ where: { name, siteId: world.site.id, inside: true } })
  const open = places.filter(({ endedAt }) => endedAt === null)
  return one(open.length > 0 ? open : places, 'place', name)
}

export const lotOf = async (world: World, lotNumber: string) =>
  one(await world.db.read.lot.findMany({ where: { lotNumber }, include: { product: true } }), 'lot', lotNumber)

/** A container by its own number, or by its lot where that has only one container (or a bulk). */
export async function unitOf(world: World, name: string) {
  const include = { lot: true, product: { include: { category: true } } } as const
  const byNumber = await world.db.read.unit.findMany({ where: { number: name }, include })
  if (byNumber.length > 0) return one(byNumber, 'container', name)
  return one(await world.db.read.unit.findMany({ where: { lot: { lotNumber: name } }, include }), 'container', name)
}

export const patientOf = async (world: World, mrn: string) =>
  one(await world.db.read.patient.findMany({ where: { mrn } }), 'patient', mrn)

export const supplierOf = async (world: World, name: string) =>
  one(await world.db.read.supplier.findMany({ where: { name } }), 'supplier', name)

export const kitOf = async (world: World, name: string) =>
  one(
    await world.db.read.kit.findMany({ where: { place: { name, siteId: world.site.id } }, include: { place: true } }),
    'kit',
    name,
  )

export const categoryOf = async (world: World, code: string) =>
  one(await world.db.read.category.findMany({ where: { code } }), 'category', code)

/** Microliters of a figure in mL. */
export function microliters(text: string): number {
  const value = Number(text)
  if (!/^\d+(\.\d{1,3})?$/.test(text) || value < 0) throw new StoryFault(`"${text}" is no volume in mL.`)
  return Math.round(value * 1_000)
}

/** A whole figure. */
export function whole(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new StoryFault(`"${text}" is no whole number.`)
  return Number(text)
}

/** `1 lot held`, `2 lots held`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** A day as a story writes it. */
export function dayOfStory(text: string): Day {
  const day = parseDay(text)
  if (!day) throw new StoryFault(`"${text}" is no day.`)
  return day
}

type Counted = { readonly id: number; readonly product: { readonly containerQuantity: number } }

/** How much of a container is meant: so many pieces or containers, so many mL, or all that is free at its place. */
export async function quantityOf(world: World, unit: Counted, placeId: number, { count, ml }: Said): Promise<number> {
  if (ml !== undefined) return microliters(ml)
  if (count !== undefined) return whole(count) * unit.product.containerQuantity
  const balance = await world.db.read.balance.findFirst({
    where: { unitId: unit.id, placeId },
    select: { quantity: true, reserved: true },
  })
  const free = balance ? balance.quantity - balance.reserved : 0
  if (free <= 0) throw new StoryFault('Nothing of it is free at that place.')
  return free
}
