/**
 * What a scan or a text means, with what the record says of it: every meaning, best first, and how label and record differ.
 * Pure: names and rows in, meanings out. Doors take one of them by `oneMeaning` (one-meaning.ts) or show them all.
 */
import type { Day } from '~/lib/day'
import type { TypedText } from '~/modules/labels/rules/typed-text'
import type { LabelReading, LabelRefusal, LabelResult } from '~/modules/labels/types'
import type { Certainty, NameMatch, NearReason, ReadingNames, Resolved } from '~/modules/names/types'

/** A lot with its product, as a meaning names it. */
export type LotRef = {
  readonly lotId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly productId: number
  readonly productName: string
  readonly manufacturer: string
  /** Some of its containers are not told apart: a serial on a label may be one of theirs. */
  readonly bulk: boolean
  /** Beside another lot of the same name: all of it that was ever entered was taken back, so nothing of it was ever kept. */
  readonly takenBack: boolean
}

export type ProductRef = { readonly id: number; readonly name: string }

export type UnitRef = LotRef & { readonly unitId: number; readonly number: string | null }

/** How the label and the record of a thing differ. Each of these is said, and none is decided here. */
export type Difference =
  | { readonly code: 'EXPIRY_DIFFERS'; readonly printed: Day; readonly known: Day }
  | {
      readonly code: 'SERIAL_OF_OTHER_LOT'
      readonly serial: string
      readonly printed: string
      readonly known: string
      /** Whether the printed lot is one of ours, too. */
      readonly isPrintedHere: boolean
    }
  | { readonly code: 'SERIAL_UNKNOWN'; readonly serial: string }
  | { readonly code: 'CODE_UNKNOWN'; readonly printed: string }
  | { readonly code: 'SEPARATOR_MISSING'; readonly printed: string; readonly known: string }
  /** The label is of one product, and the lot that it prints is known of another. */
  | { readonly code: 'OTHER_PRODUCT'; readonly printed: string; readonly known: string; readonly product: string }
  /** The label is of one product, and its serial is known of a container of another. */
  | {
      readonly code: 'SERIAL_OF_OTHER_PRODUCT'
      readonly serial: string
      readonly printed: string
      readonly known: string
      readonly product: string
      readonly lotId: number
      readonly productId: number
    }

type Said = {
  readonly certainty: Certainty
  readonly why: NearReason | null
  /** The text that matched, as it is registered. */
  readonly matched: string
  /** The reading of the label that led here; null where the text itself is the name. */
  readonly reading: LabelReading | null
  readonly differs: readonly Difference[]
}

export type Meaning = Said &
  (
    | {
        readonly kind: 'lot'
        readonly lot: LotRef
        readonly alias: boolean
        /** A serial was printed that is not known: only a container that is not told apart can be meant. */
        readonly bulkOnly: boolean
      }
    | { readonly kind: 'unit'; readonly unit: UnitRef }
    | { readonly kind: 'group'; readonly group: 'donor' | 'donation'; readonly lots: readonly LotRef[] }
    | { readonly kind: 'product'; readonly productId: number; readonly productName: string }
    /** `name`: as people call it; null where a label of ours names a place that is not here. */
    | { readonly kind: 'place'; readonly id: number; readonly siteId: number | null; readonly name: string | null }
    | { readonly kind: 'delivery'; readonly id: number; readonly siteId: number | null }
    | { readonly kind: 'kit'; readonly id: number; readonly siteId: number | null; readonly endedAt: string | null }
    | { readonly kind: 'patient'; readonly id: number }
    | { readonly kind: 'procedure' | 'badge'; readonly id: number }
    /** Printed or typed, and not found: never received here, or no product has the code. */
    | {
        readonly kind: 'unknown'
        /** `own`: a label of ours whose number is not here. `own-misread`: one of ours whose check letters are wrong. */
        readonly what: 'lot' | 'serial' | 'donation' | 'code' | 'ndc' | 'name' | 'own' | 'own-misread'
        readonly product: ProductRef | null
        readonly lot: LotRef | null
      }
  )

export type MeaningKind = Meaning['kind']

/** The answer to a scan. `refusal` and `question` are the reader's own; `typed` says what was taken off or doubted. */
export type Meanings = {
  readonly raw: string
  readonly meanings: readonly Meaning[]
  /** The products that claim the label's codes, or the one that a person named for it. */
  readonly products: readonly (ProductRef & { readonly code: string | null })[]
  readonly refusal: LabelRefusal | null
  readonly question: Extract<LabelResult, { kind: 'ambiguous' }> | null
  readonly typed: TypedText | null
}

/** The rows behind the ids that names gave. */
export type MeaningRows = {
  readonly lots: ReadonlyMap<number, LotRef>
  readonly units: ReadonlyMap<number, UnitRef>
  readonly products: ReadonlyMap<number, string>
  /** The places of our own labels, by name. */
  readonly places: ReadonlyMap<number, string>
}

const rank: Record<Certainty, number> = { exact: 0, mended: 1, near: 2 }

const said = (match: NameMatch, reading: LabelReading | null, differs: readonly Difference[] = []): Said => ({
  certainty: match.certainty,
  why: match.why,
  matched: match.name.text,
  reading,
  differs,
})

const lotOf = (rows: MeaningRows, match: NameMatch): LotRef | undefined =>
  match.name.targetKind === 'lot' ? rows.lots.get(match.name.targetId) : rows.units.get(match.name.targetId)

/** The lots of a donor or a donation, each group once. */
function groupsOf(rows: MeaningRows, matches: readonly NameMatch[], reading: LabelReading | null): Meaning[] {
  const groups = new Map<string, { first: NameMatch; lots: Map<number, LotRef> }>()
  for (const match of matches) {
    const lot = lotOf(rows, match)
    const { kind, key, relation } = match.name
    if (!lot || relation !== 'group') continue
    const group = groups.get(`${kind} ${key}`) ?? { first: match, lots: new Map<number, LotRef>() }
    group.lots.set(lot.lotId, lot)
    groups.set(`${kind} ${key}`, group)
  }
  return [...groups.values()].map(({ first, lots }) => ({
    ...said(first, reading),
    kind: 'group',
    group: first.name.kind === 'donor' ? 'donor' : 'donation',
    lots: [...lots.values()],
  }))
}

const unknown = (
  what: Extract<Meaning, { kind: 'unknown' }>['what'],
  printed: string,
  {
    reading = null,
    certainty = 'exact',
    product = null,
    lot = null,
  }: {
    reading?: LabelReading | null
    certainty?: Certainty
    product?: ProductRef | null
    lot?: LotRef | null
  },
): Meaning => ({ kind: 'unknown', what, product, lot, certainty, why: null, matched: printed, reading, differs: [] })

const expiryDiffers = (printed: Day | null, known: Day | null): Difference[] =>
  printed !== null && known !== null && printed !== known ? [{ code: 'EXPIRY_DIFFERS', printed, known }] : []

type Scope = {
  readonly names: ReadingNames
  readonly rows: MeaningRows
  readonly product: ProductRef | null
  readonly extra: readonly Difference[]
}

function units({ names, rows, product, extra }: Scope): Meaning[] {
  const { goods, reading } = names
  return names.units.flatMap((match): Meaning[] => {
    const unit = rows.units.get(match.name.targetId)
    if (!unit || (product && unit.productId !== product.id)) return []
    const printed = names.lots.flatMap(({ certainty, name }) => {
      const lot = certainty === 'near' ? undefined : rows.lots.get(name.targetId)
      return lot && (!product || lot.productId === product.id) ? [lot.lotId] : []
    })
    const sameLot = goods.lot === null || printed.includes(unit.lotId)
    // A tissue without a lot number has its donation for one: then the container's number says it all.
    const other: Difference[] =
      sameLot || goods.lot === goods.donation
        ? []
        : [
            {
              code: 'SERIAL_OF_OTHER_LOT',
              serial: match.name.text,
              printed: goods.lot ?? '',
              known: unit.lotNumber,
              isPrintedHere: printed.length > 0,
            },
          ]
    const differs = [...extra, ...other, ...expiryDiffers(goods.expiry, unit.expiry)]
    return [{ ...said(match, reading, differs), kind: 'unit', unit }]
  })
}

/** A shorter serial is counted by every maker: that a container of another product has it, too, says nothing of bulk goods. */
const shortestOwnSerial = 6

/** The containers of other products that bear the printed serial, where none of the label's own product does. */
function unitsOfOthers({ names, rows, product }: Scope): { match: NameMatch; unit: UnitRef; other: Difference }[] {
  if (!product) return []
  return names.units.flatMap((match) => {
    const unit = rows.units.get(match.name.targetId)
    if (!unit || unit.productId === product.id || match.certainty === 'near') return []
    const { lotId, productId, productName, lotNumber: known } = unit
    const serial = match.name.text
    const ids = { lotId, productId }
    const other: Difference = {
      code: 'SERIAL_OF_OTHER_PRODUCT',
      serial,
      printed: product.name,
      known,
      product: productName,
      ...ids,
    }
    return [{ match, unit, other }]
  })
}

/** How a serial that no container of this lot has speaks against it. */
function againstSerial(scope: Scope, lot: LotRef): Difference[] {
  const serial = scope.names.goods.unitNumber ?? ''
  const others = lot.bulk && serial.length < shortestOwnSerial ? [] : unitsOfOthers(scope).map(({ other }) => other)
  return others.length > 0 || lot.bulk ? others : [{ code: 'SERIAL_UNKNOWN', serial }]
}

function lots(scope: Scope, serialUnknown: boolean): Meaning[] {
  const { names, rows, product, extra } = scope
  const { goods, reading } = names
  return names.lots.flatMap((match): Meaning[] => {
    const lot = rows.lots.get(match.name.targetId)
    if (!lot || (product && lot.productId !== product.id)) return []
    const cut = match.why === 'SEPARATOR_MISSING'
    // Only an element string can lose its separator.
    if (cut && reading.symbology !== 'gs1') return []
    const differs: Difference[] = [
      ...extra,
      ...(cut ? [{ code: 'SEPARATOR_MISSING', printed: goods.lot ?? '', known: lot.lotNumber } as const] : []),
      ...(serialUnknown ? againstSerial(scope, lot) : []),
      ...expiryDiffers(goods.expiry, lot.expiry),
    ]
    return [
      { ...said(match, reading, differs), kind: 'lot', lot, alias: match.name.kind !== 'lot', bulkOnly: serialUnknown },
    ]
  })
}

/** Lots of other products that bear the printed number: shown where the label's own product has none, and never taken for it. */
function ofOtherProducts({ names, rows, product }: Scope): Meaning[] {
  if (!product) return []
  const others = lots({ names, rows, product: null, extra: [] }, false).flatMap((meaning): Meaning[] => {
    if (meaning.kind !== 'lot' || meaning.lot.productId === product.id || !isFound(meaning)) return []
    const { lotNumber, productName } = meaning.lot
    const other: Difference = { code: 'OTHER_PRODUCT', printed: product.name, known: lotNumber, product: productName }
    return [{ ...meaning, certainty: 'near', differs: [other] }]
  })
  return others
}

const isFound = ({ certainty }: Said): boolean => certainty !== 'near'

/** What a reading means within one product, or by its numbers alone where it names none. */
function within(scope: Scope): Meaning[] {
  const { names, rows, product } = scope
  const { goods, reading, proven } = names
  const certainty = proven ? 'exact' : 'mended'
  const found = units(scope)
  const groups = groupsOf(rows, names.donations, reading)
  if (found.some(isFound)) return [...found, ...groups]
  const barely = goods.donation !== null && goods.unitNumber === goods.donation
  const all = lots(scope, goods.unitNumber !== null && !barely)
  const [lot] = all.filter(isFound).flatMap((each) => (each.kind === 'lot' ? [each.lot] : []))
  const missing: Meaning[] = []
  const printed = { reading, certainty, product, lot: lot ?? null } as const
  if (goods.donation !== null && groups.length === 0 && !lot) missing.push(unknown('donation', goods.donation, printed))
  else if (goods.unitNumber !== null && !barely && !lot?.bulk)
    missing.push(unknown('serial', goods.unitNumber, printed))
  if (goods.lot !== null && goods.lot !== goods.donation && !lot) missing.push(unknown('lot', goods.lot, printed))
  const nothing = goods.lot === null && goods.unitNumber === null
  const bare: Meaning[] =
    nothing && product
      ? names.products
          .filter((match) => match.name.targetId === product.id)
          .slice(0, 1)
          .map((match) => ({
            ...said(match, reading),
            kind: 'product',
            productId: product.id,
            productName: product.name,
          }))
      : []
  const ofOthers = unitsOfOthers(scope).map(
    ({ match, unit, other }): Meaning => ({
      ...said({ ...match, certainty: 'near' }, reading, [other]),
      kind: 'unit',
      unit,
    }),
  )
  return [...all, ...found, ...groups, ...missing, ...bare, ...(lot ? [] : ofOtherProducts(scope)), ...ofOthers]
}

const ownKinds: Readonly<Record<string, 'place' | 'kit' | 'patient' | 'procedure' | 'badge'>> = {
  place: 'place',
  kit: 'kit',
  patient: 'patient',
  procedure: 'procedure',
  badge: 'badge',
}

/** One of our own labels: kind and number stand in it. */
function ofOwn(rows: MeaningRows, reading: LabelReading): Meaning {
  const id = Number(reading.fields.id)
  const printed = String(reading.fields.kind)
  const base: Said = { certainty: 'exact', why: null, matched: `${printed} ${id}`, reading, differs: [] }
  const kind = ownKinds[printed]
  if (kind === 'kit') return { ...base, kind, id, siteId: null, endedAt: null }
  if (kind === 'place') return { ...base, kind, id, siteId: null, name: rows.places.get(id) ?? null }
  if (kind) return { ...base, kind, id }
  const unit = printed === 'lot' ? undefined : rows.units.get(id)
  const lot = printed === 'lot' ? rows.lots.get(id) : undefined
  if (unit) return { ...base, kind: 'unit', unit }
  return lot ? { ...base, kind: 'lot', lot, alias: false, bulkOnly: false } : unknown('own', base.matched, { reading })
}

/** The products that a label is of: the one that a person named for it, else those that claim its codes. */
function productsOf(rows: MeaningRows, { products }: ReadingNames, named: number | null): Meanings['products'] {
  const claims =
    named === null ? products.map(({ name }) => ({ id: name.targetId, code: name.text })) : [{ id: named, code: null }]
  return claims.flatMap((claim) => {
    const name = rows.products.get(claim.id)
    return name === undefined ? [] : [{ ...claim, name }]
  })
}

function ofReading(rows: MeaningRows, names: ReadingNames, named: number | null): Meaning[] {
  const { codes, reading } = names
  if (reading.symbology === 'own') return [ofOwn(rows, reading)]
  const claimed = productsOf(rows, names, named)
  if (claimed.length > 0) return claimed.flatMap((product) => within({ names, rows, product, extra: [] }))
  const [code] = codes
  if (!code) return within({ names, rows, product: null, extra: [] })
  // A label of a product that nobody linked: what has its numbers is shown, and never taken for it.
  const extra: Difference[] = [{ code: 'CODE_UNKNOWN', printed: code.code }]
  const alike = within({ names, rows, product: null, extra }).filter(({ kind }) => kind === 'lot' || kind === 'unit')
  const printed = code.scheme === 'ndc' ? reading.elements[0]?.value : undefined
  return [
    unknown(code.scheme === 'ndc' ? 'ndc' : 'code', printed ?? code.code, {
      reading,
      certainty: names.proven ? 'exact' : 'mended',
    }),
    ...alike.map((each) => ({ ...each, certainty: 'near' as const })),
  ]
}

/** What a name that the text itself is means. Groups are gathered apart. */
function ofName(rows: MeaningRows, match: NameMatch): Meaning[] {
  const { name } = match
  const base = said(match, null)
  const { targetId: id, siteId, endedAt } = name
  if (name.relation === 'group' && name.targetKind !== 'delivery') return []
  switch (name.targetKind) {
    case 'lot': {
      const lot = rows.lots.get(id)
      return lot ? [{ ...base, kind: 'lot', lot, alias: name.kind !== 'lot', bulkOnly: false }] : []
    }
    case 'unit': {
      const unit = rows.units.get(id)
      return unit ? [{ ...base, kind: 'unit', unit }] : []
    }
    case 'product':
      return [{ ...base, kind: 'product', productId: id, productName: rows.products.get(id) ?? name.text }]
    case 'place':
      return [{ ...base, kind: 'place', id, siteId, name: name.text }]
    case 'delivery':
      return [{ ...base, kind: 'delivery', id, siteId }]
    case 'kit':
      return [{ ...base, kind: 'kit', id, siteId, endedAt }]
    case 'patient':
      return [{ ...base, kind: 'patient', id }]
  }
}

/** Which thing a meaning is, as a text: for a person's choice among several. */
export function meaningKey(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'lot':
      return `lot ${meaning.lot.lotId}`
    case 'unit':
      return `unit ${meaning.unit.unitId}`
    case 'group':
      return `group ${meaning.group} ${meaning.matched}`
    case 'product':
      return `product ${meaning.productId}`
    case 'unknown':
      return `unknown ${meaning.what} ${meaning.matched} ${meaning.product?.id ?? ''}`
    default:
      return `${meaning.kind} ${meaning.id}`
  }
}

/** Each meaning once, the surest; of two as sure the one that says more of how label and record differ. */
function distinct(meanings: readonly Meaning[]): Meaning[] {
  const best = new Map<string, Meaning>()
  for (const meaning of meanings) {
    const had = best.get(meaningKey(meaning))
    const surer = !had || rank[meaning.certainty] < rank[had.certainty]
    const fuller = had && meaning.certainty === had.certainty && meaning.differs.length > had.differs.length
    if (surer || fuller) best.set(meaningKey(meaning), meaning)
  }
  return [...best.values()]
}

/**
 * All meanings, best first: what is expected before the rest, the sure before the unsure, what is unknown last.
 * @param named the product that a person named for the label in hand
 */
export function meaningsFrom(
  resolved: Resolved,
  rows: MeaningRows,
  expecting: readonly MeaningKind[],
  named: number | null = null,
): Meanings {
  const { readings, labels, typed } = resolved
  const found = distinct([
    ...typed.flatMap((match) => ofName(rows, match)),
    ...groupsOf(rows, typed, null),
    ...labels.flatMap((names) => ofReading(rows, names, named)),
  ])
  // Where putting something right makes a known name of the text, it isn't true that nothing is called so.
  const isNamed = found.some(
    ({ kind, certainty, reading }) =>
      kind !== 'unknown' && (certainty === 'exact' || (certainty === 'mended' && reading === null)),
  )
  // “S/N CW-298” is no serial, but something is called CW-298: that is asked, and not denied.
  const isCalled = typed.some(({ name, why }) => why === null && name.endedAt === null && name.relation === 'same')
  // “Fridge 2” is called so with its word; a lot is called so without.
  const text = (readings.typed?.word === 'place' ? readings.typed.whole : null) ?? readings.typed?.text
  const misread = readings.refusal?.detail === 'own'
  if (
    text !== undefined &&
    !isNamed &&
    !isCalled &&
    !found.some((each) => each.kind === 'unknown' && each.matched === text)
  )
    found.push(unknown(misread ? 'own-misread' : 'name', text, {}))
  const order = (meaning: Meaning): number =>
    (meaning.kind === 'unknown' ? 100 : 0) + (expecting.includes(meaning.kind) ? 0 : 10) + rank[meaning.certainty]
  return {
    raw: readings.raw,
    products: labels.flatMap((names) => productsOf(rows, names, named)),
    meanings: found.sort((a, b) => order(a) - order(b)),
    refusal: readings.refusal,
    question: readings.question,
    typed: readings.typed,
  }
}
