import type { Instant } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { ScannerProfile } from '~/modules/labels/types'
import type { Meaning, Meanings } from '../rules/meanings'
import { explainNaming, isNamed, type Naming } from '../rules/naming'
import { oneMeaning, type WhyNot } from '../rules/one-meaning'
import { refusalOf } from '../rules/scan-refusal'
import { explainBulk, explainDifference, nameOfMeaning, saidOfReading } from '../rules/scan-words'
import type { Scanned, ScanRefusal } from '../rules/scanned'
import { type ContainerAsked, chosenOf, partsOfMeant, whichOne } from '../rules/which-one'
import type { UnitFacts } from '../types'
import { apartOf } from './apart.server'
import { unitFacts } from './facts.server'
import { type Asked, meaningsOf } from './meanings.server'
import { papersSaid } from './papers.server'
import { warningsOf, warningsOfAlike, warningsOfKnown } from './warnings.server'
import { namingsOf } from './watched.server'

/** A scan as it came, and where and when. */
export type ScanInput = {
  readonly raw: string
  readonly symbologyId: string
  readonly siteId: number
  readonly timeZone: string
  readonly at: Instant
  /** What is known of this station's scanner (R6). */
  readonly scanner?: ScannerProfile | null
  /** What the door takes besides or instead of containers, seals and wristbands. */
  readonly expecting?: readonly ScanKind[]
  /** Whoever may not see patients is not told which texts are a patient's (R25). */
  readonly seesPatients?: boolean
  /** The thing that the person chose when the same scan meant several (`meaningKey`). */
  readonly meant?: string | undefined
  /** Whether a lot is enough, or the door must know which container of it is in the hand. */
  readonly container?: ContainerAsked
}

type Answer = Result<Scanned, ScanRefusal>

/** What a scan is, with what is said of its reading: what was mended, what the label's warnings are. */
export type Resolved = { readonly scanned: Scanned; readonly said: readonly string[] }

/** Rows of units that stand somewhere before the rows of places that they left, of which each container has one. */
function standing(units: readonly UnitFacts[]): readonly UnitFacts[] {
  const here = units.filter((unit) => unit.quantity > 0)
  return here.length > 0 ? here : [...new Map(units.map((unit) => [unit.unitId, unit])).values()]
}

async function asUnits(
  reader: Reader,
  input: ScanInput,
  where: { unitIds?: number[]; lotIds?: number[] },
  seen: string,
  bulkOnly = false,
): Promise<Answer> {
  const all = await unitFacts(reader, { ...where, siteId: input.siteId, includeEmpty: true })
  const found = standing(bulkOnly ? all.filter(({ bulk }) => bulk) : all)
  if (found.length === 0) return refuse({ code: 'SCAN_NOT_HERE', seen })
  const units = input.container === 'which' ? chosenOf(found, input.meant) : found
  const spent = all.filter(({ quantity }) => quantity <= 0)
  const asked = where.lotIds && units === found ? whichOne({ standing: found, spent }, input) : null
  return asked ? refuse(asked) : ok({ kind: 'units', units })
}

/** How label and record differ besides what is refused already, and what the reader mended or noticed. */
function saidOf(answer: Meanings, why: WhyNot): string[] {
  if (why.code !== 'DIFFERS') return saidOfReading(answer, null)
  const others = why.meaning.differs.filter((each) => each !== why.difference).map(explainDifference)
  return [...others, ...saidOfReading(answer, why.meaning.reading)]
}

/** What a door can take. */
type ScanKind = 'unit' | 'lot' | 'kit' | 'patient' | 'place'

/**
 * A seal that a kit of this site had before: it is on no kit now, and whoever scans it holds a kit that is not as it was
 * sealed. Null where the text is anything else, too, or the former seal of several kits.
 */
function formerSeal({ meanings }: Meanings, siteId: number): Scanned | null {
  const [first, ...others] = meanings.filter(({ kind }) => kind !== 'unknown')
  if (first?.kind !== 'kit' || others.length > 0) return null
  return first.siteId === siteId && first.endedAt !== null && first.why === null
    ? { kind: 'kit', kitId: first.id, seal: first.matched }
    : null
}

const atTheProcedure: readonly ScanKind[] = ['unit', 'lot', 'kit', 'patient']

function scannedAs(reader: Reader, input: ScanInput, meaning: Extract<Meaning, { kind: ScanKind }>) {
  const { siteId } = input
  switch (meaning.kind) {
    case 'unit':
      return asUnits(reader, input, { unitIds: [meaning.unit.unitId] }, meaning.unit.number ?? meaning.matched)
    case 'lot':
      return asUnits(reader, input, { lotIds: [meaning.lot.lotId] }, meaning.lot.lotNumber, meaning.bulkOnly)
    case 'kit':
      if (meaning.siteId === null) return ok({ kind: 'kit', kitId: meaning.id, seal: null } as const)
      if (meaning.siteId !== siteId) return refuse({ code: 'SCAN_NOT_HERE', seen: meaning.matched } as const)
      return ok({ kind: 'kit', kitId: meaning.id, seal: meaning.matched } as const)
    case 'patient':
      return ok({ kind: 'patient', patientId: meaning.id } as const)
    case 'place':
      return ok({ kind: 'place', placeId: meaning.id } as const)
  }
}

/**
 * What a scan or a typed text is, at a site, for whoever needs a container, a kit's seal or a wristband: units (one, or those
 * that a lot's label could mean), a kit, a patient. Every meaning comes from stock (`meaningsOf`); one is taken only where
 * nothing has to be guessed and label and record agree, or where a person chose among several (R3).
 */
export async function resolveScan(reader: Reader, input: ScanInput): Promise<Result<Resolved, ScanRefusal>> {
  const { raw, siteId, meant, expecting = atTheProcedure, seesPatients = true } = input
  if (raw.trim() === '') return refuse({ code: 'SCAN_EMPTY' })
  if (raw.length > 4_000) return refuse({ code: 'SCAN_TOO_LONG' })
  const asked = { ...input, expecting, seesPatients }
  const answer = await meaningsOf(reader, asked)
  const one = oneMeaning(answer, expecting, partsOfMeant(meant).meaning)
  if (!one.ok) {
    const former = expecting.includes('kit') ? formerSeal(answer, siteId) : null
    if (former) return ok({ scanned: former, said: saidOfReading(answer, null) })
    return refuse(await refusedFor(reader, asked, answer, one.refusal))
  }
  const said = saidOfReading(answer, one.value.reading)
  const named = isGoods(one.value) ? await namingsOf(reader, answer) : []
  if (named.length > 0) {
    const warned = await warningsOfKnown(reader, asked, [one.value])
    return refuse({ ...recalled(raw, named), said: [explainBulk(one.value), ...warned, ...said] })
  }
  const found = await scannedAs(reader, input, one.value)
  if (found.ok) return ok({ scanned: found.value, said })
  const warned = await warningsOf(reader, asked, { ...answer, meanings: [one.value] })
  const alike = found.refusal.code === 'SCAN_NOT_HERE' ? await warningsOfAlike(reader, asked, answer, one.value) : []
  return refuse({ ...found.refusal, said: [...warned, ...alike, ...said] })
}

const isGoods = ({ kind }: Meaning): boolean => kind === 'unit' || kind === 'lot'

const recalled = (raw: string, named: readonly Naming[]): ScanRefusal => ({
  code: 'SCAN_RECALLED',
  seen: raw.trim(),
  notices: named.map(explainNaming),
})

/** What is not here and named by an open notice must not be received as if nothing were the matter: the notice comes first. */
const unknownCodes: ReadonlySet<ScanRefusal['code']> = new Set([
  'SCAN_UNKNOWN',
  'SCAN_LOT_UNKNOWN',
  'SCAN_UNIT_UNKNOWN',
  'SCAN_PRODUCT_UNKNOWN',
])

/** Why nothing was taken, with whatever stands against any of the things that may be meant. */
async function refusedFor(
  reader: Reader,
  asked: Asked & { readonly siteId: number },
  answer: Meanings,
  why: WhyNot,
): Promise<ScanRefusal> {
  const refusal = refusalOf(why)
  const said = saidOf(answer, why)
  const apart = await apartOf(reader, asked, answer)
  const ofNames = await Promise.all(apart.answers.map((each) => warningsOf(reader, asked, each)))
  const named = (await namingsOf(reader, answer)).filter(isNamed)
  if (named.length > 0 && unknownCodes.has(refusal.code)) {
    const known = await warningsOfKnown(reader, asked, answer.meanings)
    const differs = answer.meanings.flatMap((each) => each.differs.map(explainDifference))
    return { ...recalled(asked.raw, named), said: [...new Set([...known, ...differs, ...ofNames.flat(), ...said])] }
  }
  const papers = refusal.code === 'SCAN_UNKNOWN' ? await papersSaid(reader, asked.raw) : []
  const warned = [...new Set([...papers, ...(await warningsOf(reader, asked, answer)), ...ofNames.flat(), ...said])]
  if (apart.names.length > 0) return { code: 'SCAN_SEVERAL', names: apart.names, said: warned }
  if (refusal.code === 'SCAN_UNKNOWN' && apart.near)
    return { ...refusal, near: nameOfMeaning(apart.near), said: warned }
  return { ...refusal, said: warned }
}
