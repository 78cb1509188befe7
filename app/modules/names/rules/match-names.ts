/** Out of the rows that the table gave: which of them this text or label means. */
import { goodsOf } from '~/modules/labels/rules/goods'
import { codesOf } from '~/modules/labels/rules/product-codes'
import { isProven, type Readings } from '~/modules/labels/rules/readings'
import type { TypedText, TypedWord } from '~/modules/labels/rules/typed-text'
import type { LabelReading, PrintedCode } from '~/modules/labels/types'
import type { Certainty, Named, NameKind, NameMatch, OpenLabel, ReadingNames, Resolved, Wanted } from '../types'
import { nameKey, nameSkeleton } from './keys'
import { wantedOfPrinted, wantedOfTyped } from './wanted'

const lotKinds: ReadonlySet<NameKind> = new Set(['lot', 'carton', 'own', 'inside'])
const unitKinds: ReadonlySet<NameKind> = new Set(['unit'])
const donationKinds: ReadonlySet<NameKind> = new Set(['donation'])
/** Near matches are looked for among what is compared by eye. */
const nearKinds: ReadonlySet<NameKind> = new Set([
  'lot',
  'carton',
  'own',
  'donor',
  'unit',
  'seal',
  'place',
  'delivery',
  'mrn',
])

/** The kinds of names that a word before the identifier speaks of. */
const kindsOfWord: Readonly<Record<TypedWord, ReadonlySet<NameKind>>> = {
  lot: new Set(['lot', 'carton', 'own', 'inside', 'donation']),
  serial: new Set(['unit']),
  container: new Set(['unit', 'lot', 'carton', 'own', 'inside', 'donation']),
  donation: new Set(['donation', 'lot', 'unit']),
  donor: new Set(['donor']),
  product: new Set(['product', 'product-code']),
  seal: new Set(['seal']),
  patient: new Set(['mrn']),
  place: new Set(['place']),
  delivery: new Set(['delivery']),
}

const rank: Record<Certainty, number> = { exact: 0, mended: 1, near: 2 }

/** One match for each name, the surest, surest first. */
function surest(matches: readonly NameMatch[]): NameMatch[] {
  const best = new Map<string, NameMatch>()
  for (const match of matches) {
    const { kind, targetKind, targetId } = match.name
    const id = `${kind} ${targetKind} ${targetId} ${match.name.key}`
    const had = best.get(id)
    if (!had || rank[match.certainty] < rank[had.certainty]) best.set(id, match)
  }
  return [...best.values()].sort((a, b) => rank[a.certainty] - rank[b.certainty])
}

function matching(
  names: readonly Named[],
  wanted: readonly Wanted[],
  kinds: ReadonlySet<NameKind> | null,
  whole: string | null = null,
): NameMatch[] {
  const [first] = wanted
  if (!first) return []
  const byKey = new Map(wanted.map((each) => [each.key, each]))
  const skeletons = new Set([first.key, ...(whole === null ? [] : [whole])].map(nameSkeleton))
  const found = names.flatMap((name): NameMatch[] => {
    if (kinds !== null && !kinds.has(name.kind)) return []
    const by = byKey.get(name.key)
    if (by && name.kind === 'inside') return [{ name, certainty: 'near', why: 'INSIDE' }]
    // A name that is ended may be an old one of this thing or a new thing's by now: a person looks.
    if (by) return [{ name, certainty: name.endedAt === null ? by.certainty : 'near', why: by.why }]
    const alike = nearKinds.has(name.kind) && skeletons.has(nameSkeleton(name.key))
    return alike ? [{ name, certainty: 'near', why: 'LOOK_ALIKE' }] : []
  })
  return surest(found)
}

/** Of a label with several codes the first that anybody claims decides; the spellings of one NDC count as one code. */
function claimants(names: readonly Named[], codes: readonly PrintedCode[]): NameMatch[] {
  const claimed = (code: PrintedCode) =>
    names.filter(
      (name) =>
        name.kind === 'product-code' &&
        name.endedAt === null &&
        name.scheme === code.scheme &&
        // A supplier's own code is a name like any other: case, spaces and hyphens are no matter.
        (name.text === code.code || (code.scheme === 'own' && name.key === nameKey(code.code))),
    )
  const first = codes.find((code) => claimed(code).length > 0)
  if (!first) return []
  const same = first.scheme === 'ndc' ? codes.filter(({ scheme }) => scheme === 'ndc') : [first]
  const found = same.flatMap(claimed).map((name): NameMatch => ({ name, certainty: 'exact', why: null }))
  return found.filter(({ name }, index) => found.findIndex((other) => other.name.targetId === name.targetId) === index)
}

/** Whether a reading could be wrong: the text may be a plain name, or the label can be read in more ways than one. */
const isWeak = (reading: LabelReading, readings: Readings): boolean =>
  readings.question !== null || (readings.typed !== null && reading.symbology === 'gs1' && !isProven(reading))

function wantedOfReading(reading: LabelReading, certainty: Certainty) {
  const goods = goodsOf(reading)
  const exact = (text: string | null): Wanted[] => (text === null ? [] : [{ key: nameKey(text), certainty, why: null }])
  return {
    goods,
    lots: wantedOfPrinted(goods.lot, certainty),
    units: exact(goods.unitNumber),
    donations: exact(goods.donation),
  }
}

/** The readings of a label that is read already: it means what it says, and is no name. */
export const readingsOfOpen = ({ reading }: OpenLabel): Readings => ({
  raw: '',
  label: [reading],
  proven: true,
  typed: null,
  refusal: null,
  question: null,
})

const codesIn = (reading: LabelReading, open: OpenLabel | null): readonly PrintedCode[] =>
  open?.codes ?? codesOf(reading)

function namesOfReading(
  names: readonly Named[],
  reading: LabelReading,
  readings: Readings,
  open: OpenLabel | null,
): ReadingNames {
  const weak = isWeak(reading, readings)
  const { goods, lots, units, donations } = wantedOfReading(reading, weak ? 'mended' : 'exact')
  const codes = codesIn(reading, open)
  return {
    reading,
    goods,
    codes,
    proven: !weak,
    products: claimants(names, codes),
    lots: matching(names, lots, lotKinds),
    units: matching(names, units, unitKinds),
    donations: matching(names, donations, donationKinds).filter(({ certainty }) => certainty !== 'near'),
  }
}

function namesOfTyped(names: readonly Named[], typed: TypedText): NameMatch[] {
  const found = matching(names, wantedOfTyped(typed), null, typed.whole)
  const { word, whole } = typed
  // “Lot 10021” is no patient, whatever else is called 10021: that stays in sight, and is asked.
  const isMeant = ({ name }: NameMatch): boolean =>
    word === null || kindsOfWord[word].has(name.kind) || (whole !== null && name.key === nameKey(whole))
  return surest(found.map((match) => (isMeant(match) ? match : { ...match, certainty: 'near' })))
}

/** All the keys to ask the table for. The skeletons are of what was printed or typed, not of what it may have been. */
export function keysOf(
  readings: Readings,
  open: OpenLabel | null,
): { readonly keys: string[]; readonly skeletons: string[] } {
  const labels = readings.label.map((reading) => ({
    codes: codesIn(reading, open),
    ...wantedOfReading(reading, 'exact'),
  }))
  const typed = readings.typed ? wantedOfTyped(readings.typed) : []
  const lists = [...labels.flatMap(({ lots, units, donations }) => [lots, units, donations]), typed]
  return {
    keys: [
      ...new Set([
        ...labels.flatMap(({ codes }) => codes.map(({ code }) => nameKey(code))),
        ...lists.flat().map(({ key }) => key),
      ]),
    ],
    skeletons: [
      ...new Set([
        ...lists.flatMap(([first]) => (first ? [nameSkeleton(first.key)] : [])),
        // “Fridge 1” is called so with its word.
        ...(readings.typed?.whole ? [nameSkeleton(readings.typed.whole)] : []),
      ]),
    ],
  }
}

/** Everything that the text may mean among these names. */
export function matchNames(readings: Readings, names: readonly Named[], open: OpenLabel | null): Resolved {
  return {
    readings,
    labels: readings.label.map((reading) => namesOfReading(names, reading, readings, open)),
    typed: readings.typed ? namesOfTyped(names, readings.typed) : [],
  }
}
