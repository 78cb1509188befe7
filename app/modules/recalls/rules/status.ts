/** A lot of a case: on hold by the notice now, or who released it last; `releasedBy` null: never. */
export type LotState = { readonly lotNumber: string; readonly held: boolean; readonly releasedBy: string | null }

/** What a case says of its lots, computed from their holds: `3 of 4 lots on hold; CW-298 released by Ana Diaz`. */
export function lotsText(lots: readonly LotState[]): string {
  if (lots.length === 0) return 'no lot of ours is named'
  const held = lots.filter((lot) => lot.held).length
  const head =
    held === lots.length
      ? `${held === 1 ? 'its lot is' : `all ${held} lots are`} on hold`
      : `${held} of ${lots.length} ${lots.length === 1 ? 'lot' : 'lots'} on hold`
  const rest = lots
    .filter((lot) => !lot.held)
    .map(({ lotNumber, releasedBy }) =>
      releasedBy === null ? `${lotNumber} was never on hold` : `${lotNumber} released by ${releasedBy}`,
    )
  return [head, ...rest].join('; ')
}

/** What a case has searched. */
export type Scope = {
  readonly lots: number
  readonly names: readonly string[]
  readonly sites: readonly string[]
  readonly unread: readonly string[]
  /** Names that are a product's and beside which no lot of it is named: they mean all of it. */
  readonly products?: readonly ProductNamed[]
}

/** A name in a notice, and the product that it is a code or the name of. */
export type ProductNamed = { readonly name: string; readonly product: string }

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`

/** What was searched and what was not, as a sentence: `Searched 3 lots by 7 names at 1 site: Hip Clinic.` */
export function scopeText({ lots, names, sites, unread, products = [] }: Scope): string {
  const missed = unread.length > 0 ? ` Not read and not searched: ${unread.join('; ')}.` : ''
  if (lots === 0 && names.length === 0) return `Nothing was searched: no name could be read.${missed}`
  const at = `at ${count(sites.length, 'site')}: ${sites.join(', ')}.`
  const searched =
    lots > 0
      ? `Searched ${count(lots, 'lot')} by ${count(names.length, 'name')} ${at}`
      : `Looked for ${count(names.length, 'name')} among lot numbers, other names, serials, donors, donations and product codes ${at}`
  const whole = products.map(
    ({ name, product }) =>
      ` “${name}” names the product ${product} and no lot of it: every lot of it is on hold by this notice, and each that comes.`,
  )
  return `${searched}${whole.join('')}${missed}`
}
