import { z } from 'zod'
import { dayIn, id, wordsIn } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import type { Work } from '~/modules/auth/commands/command.server'
import { scannerProfileForm } from '~/modules/labels/schema'
import { newUnit, openLot } from '~/modules/stock/commands/ledger.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { findLot, findUnit } from '~/modules/stock/queries/look-up.server'
import { resolveScan } from '~/modules/stock/queries/scan.server'
import { lotKey, lotWords, productLot } from '~/modules/stock/rules/lot-key'
import { explainDifference } from '~/modules/stock/rules/scan-words'
import { warningOf } from '~/modules/stock/rules/warnings'
import type { UnitFacts } from '~/modules/stock/types'
import type { LateFinding, ProcedureRefusal } from '../types'
import { lateLot, otherLots, type ScannedLot } from './late-lot.server'
import { type LateScan, lateScan } from './late-scan.server'

const label = z.object({
  productId: id,
  lotNumber: wordsIn(60),
  expiry: dayIn.nullable(),
  unitNumber: wordsIn(60).nullable(),
})

const raw = z.string('must be text').max(4_000, 'must have at most 4,000 characters')

/**
 * Something that is already in the patient: what a scan names, a unit that we know, or what its label says. A scan that names
 * nothing here falls back to the label that was typed with it.
 */
export const lateWhat = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scan'),
    raw,
    /** Typed by hand into the field for scans. */
    typed: z.boolean().optional(),
    label: label.nullable(),
    scanner: scannerProfileForm.nullish(),
  }),
  z.object({ kind: z.literal('unit'), unitId: id, raw: raw.nullable() }),
  label.extend({ kind: z.literal('label') }),
])

type LateWhat = z.output<typeof lateWhat>
type Label = z.output<typeof label>
type Scan = Pick<Extract<LateWhat, { kind: 'scan' }>, 'raw' | 'typed'>
type Named = Omit<Known, 'basis'>
type At = Pick<Work<never>, 'tx' | 'site' | 'at' | 'actor'>

/** The unit that was given, by which scan it was named if by any, and what was found while it was looked for. */
export type Known = {
  readonly unitId: number
  readonly lotId: number
  readonly raw: string | null
  readonly basis: 'scan' | 'typed'
  readonly findings: readonly LateFinding[]
  /** Lots that it may have been of instead, by their ids. */
  readonly otherLots: readonly number[]
}

/**
 * The one container among these; asked where there are several, since each may be kept for another patient (R3), with what
 * stands against them.
 */
function oneContainer(units: readonly UnitFacts[], { at }: At): Result<UnitFacts | null, ProcedureRefusal> {
  const [first] = units
  if (!first || units.every(({ unitId }) => unitId === first.unitId)) return ok(first ?? null)
  const names = units.map(({ unitNumber, lotNumber }) => unitNumber ?? `not numbered, of ${lotWords(lotNumber)}`)
  const warning = warningOf(productLot(first.productName, first.lotNumber), units, at)
  return refuse({ code: 'SCAN_SEVERAL', names: [...new Set(names)], said: warning === null ? [] : [warning] })
}

/** That a serial was received with another lot than the one that was typed with it. */
async function ofOtherLot({ tx }: At, lotId: number, printed: string, serial: string): Promise<string[]> {
  const lot = await tx.lot.findUniqueOrThrow({ where: { id: lotId }, select: { lotNumber: true } })
  if (lotKey(lot.lotNumber) === lotKey(printed)) return []
  const differs = { code: 'SERIAL_OF_OTHER_LOT', serial, printed, known: lot.lotNumber, isPrintedHere: true } as const
  return [explainDifference(differs)]
}

/** The serial that ran into a printed lot, where that is said to be another and a separator was lost. */
function serialBehind(printed: string, lot: string): string | null {
  const begin = `${lot}21`
  return lot !== printed && printed.startsWith(begin) ? printed.slice(begin.length) || null : null
}

/** The unit that a label names, made where we never had it: what happened is recorded, known or not (R41). */
async function unitOfLabel(
  at: At,
  what: Label,
  raw: string | null,
  meant: string | null,
  scanned: ScannedLot | null = null,
): Promise<Result<Named, ProcedureRefusal>> {
  const { tx } = at
  const { productId } = what
  const product = await tx.product.findUnique({ where: { id: productId }, select: { baseUnit: true } })
  if (!product) return refuse({ code: 'BOOKING_PRODUCT_UNKNOWN' })
  if (product.baseUnit !== 'uL') return refuse({ code: 'NOT_A_VIAL' })
  const lot = await lateLot(at, productId, what.lotNumber, meant, scanned)
  if (!lot.ok) return lot
  const { lotNumber, said, others } = lot.value
  const unitNumber = what.unitNumber ?? (scanned ? serialBehind(what.lotNumber, lotNumber) : null)
  const known = unitNumber === null ? null : await findUnit(tx, productId, unitNumber)
  const contradicts = known && unitNumber !== null ? await ofOtherLot(at, known.lotId, lotNumber, unitNumber) : []
  const named = known ? ok({ ...known, findings: [] }) : await unitOfLot(at, { ...what, lotNumber, unitNumber })
  if (!named.ok) return named
  const printed = contradicts.length > 0 ? [{ lot: lotNumber, lots: [] }] : []
  const other = await otherLots(at, productId, named.value.lotId, [...printed, ...others])
  if (!other.ok) return other
  const all = [...said, ...contradicts]
  const differs: LateFinding[] = all.length > 0 ? [{ code: 'LABEL_DIFFERS', said: all }] : []
  const { unitId, lotId, findings } = named.value
  return ok({ unitId, lotId, raw, findings: [...differs, ...findings], otherLots: other.value })
}

type OfLot = Pick<Named, 'unitId' | 'lotId' | 'findings'>

/** A container of a lot: the one that is here where there is only one, else one that is made. */
async function unitOfLot(
  at: At,
  { productId, lotNumber, expiry, unitNumber }: Label,
): Promise<Result<OfLot, ProcedureRefusal>> {
  const { tx } = at
  const lotHere = unitNumber === null ? await findLot(tx, productId, lotNumber) : null
  const here = lotHere ? oneContainer(await unitFacts(tx, { lotIds: [lotHere.lotId] }), at) : ok(null)
  if (!here.ok) return here
  if (here.value) return ok({ unitId: here.value.unitId, lotId: here.value.lotId, findings: [] })
  const findings: LateFinding[] = [{ code: 'NEVER_RECEIVED' }]
  let lot = await openLot(tx, at, { productId, lotNumber, expiry })
  if (!lot.ok && lot.refusal.code === 'LOT_EXPIRY_DIFFERS') {
    findings.push({ code: 'EXPIRY_DIFFERS', seen: expiry ?? '' })
    lot = await openLot(tx, at, { productId, lotNumber, expiry: null })
  }
  if (!lot.ok) return lot
  const { lotId } = lot.value
  const made = await newUnit(tx, at, { lotId, productId, number: unitNumber })
  return made.ok ? ok({ unitId: made.value.unitId, lotId, findings }) : made
}

async function knownById({ tx }: At, unitId: number, raw: string | null): Promise<Result<Named, ProcedureRefusal>> {
  const select = { lotId: true, lot: { select: { product: { select: { baseUnit: true } } } } }
  const unit = await tx.unit.findUnique({ where: { id: unitId }, select })
  if (!unit) return refuse({ code: 'UNIT_UNKNOWN' })
  // A volume of gloves is nonsense, and the ledger would have to invent what it says was used of them.
  if (unit.lot.product.baseUnit !== 'uL') return refuse({ code: 'NOT_A_VIAL' })
  return ok({ unitId, lotId: unit.lotId, raw, findings: [], otherLots: [] })
}

/**
 * The unit that is already in the patient. Refuses what can't be named (no such product or unit, or one of several), and
 * what is not drawn from: a supply that was used is another act than a volume that was given.
 * @param meant which lot a person said it is, when a look-alike was asked about
 */
export async function knownUnit(
  at: At,
  what: LateWhat,
  meant: string | null = null,
): Promise<Result<Known, ProcedureRefusal>> {
  const named = await namedUnit(at, what, meant)
  const scanned = named.ok && named.value.raw !== null && !(what.kind === 'scan' && what.typed)
  return named.ok ? ok({ ...named.value, basis: scanned ? 'scan' : 'typed' }) : named
}

async function namedUnit(at: At, what: LateWhat, meant: string | null): Promise<Result<Named, ProcedureRefusal>> {
  if (what.kind === 'label') return unitOfLabel(at, what, null, meant)
  if (what.kind === 'unit') return knownById(at, what.unitId, what.raw)
  const { id: siteId, timeZone } = at.site
  const asked = {
    raw: what.raw,
    symbologyId: '',
    scanner: what.scanner,
    siteId,
    timeZone,
    at: at.at,
    seesPatients: true,
  }
  const found = await resolveScan(at.tx, asked)
  const one = found.ok && found.value.scanned.kind === 'units' ? oneContainer(found.value.scanned.units, at) : ok(null)
  if (!one.ok) return one
  if (one.value) return besideLabel(at, await knownById(at, one.value.unitId, what.raw), what.label)
  if (what.label) return unitOfLabel(at, what.label, what.raw, meant)
  const scanned = await lateScan(at.tx, asked, !found.ok && found.refusal.code === 'SCAN_NOT_HERE')
  if (scanned) return unitOfScan(at, scanned, what, meant)
  return found.ok ? refuse({ code: 'UNIT_UNKNOWN' }) : found
}

/** A scanned container, and the lot that was typed with it where that is another one: a trace of either finds the patient. */
async function besideLabel(
  at: At,
  known: Result<Named, ProcedureRefusal>,
  typed: Label | null,
): Promise<Result<Named, ProcedureRefusal>> {
  if (!known.ok || !typed) return known
  const { lotId } = known.value
  const lot = await at.tx.lot.findUniqueOrThrow({ where: { id: lotId }, select: { lotNumber: true } })
  if (lotKey(lot.lotNumber) === lotKey(typed.lotNumber)) return known
  const said = `The scan is of lot ${lot.lotNumber}; with it lot ${typed.lotNumber} was typed. Compare with the label and the papers.`
  return differing(at, known.value, typed.productId, [said], [{ lot: typed.lotNumber, lots: [] }])
}

/** A known container, what its label says otherwise as a finding, and the lots that the label prints instead. */
async function differing(
  at: At,
  known: Named,
  productId: number,
  said: readonly string[],
  printed: NonNullable<LateScan['printed']>,
): Promise<Result<Named, ProcedureRefusal>> {
  const other = await otherLots(at, productId, known.lotId, printed)
  if (!other.ok) return other
  const finding: LateFinding[] = said.length > 0 ? [{ code: 'LABEL_DIFFERS', said }] : []
  return ok({ ...known, findings: [...finding, ...known.findings], otherLots: [...known.otherLots, ...other.value] })
}

/** The container that a contradicting label names, with what differs as a finding. */
async function unitOfScan(
  at: At,
  scanned: LateScan,
  what: Scan,
  meant: string | null,
): Promise<Result<Named, ProcedureRefusal>> {
  const known = await unitNamed(at, scanned, what, meant)
  if (!known.ok) return known
  const { productId } = await at.tx.lot.findUniqueOrThrow({
    where: { id: known.value.lotId },
    select: { productId: true },
  })
  return differing(at, known.value, productId, scanned.differs, scanned.printed ?? [])
}

async function unitNamed(
  at: At,
  scanned: LateScan,
  { raw, typed = false }: Scan,
  meant: string | null,
): Promise<Result<Named, ProcedureRefusal>> {
  if ('unitId' in scanned) return knownById(at, scanned.unitId, raw)
  if ('label' in scanned) return unitOfLabel(at, scanned.label, raw, meant, { raw, isTyped: typed, may: scanned.may })
  const here = oneContainer(await unitFacts(at.tx, { lotIds: [scanned.lotId], includeEmpty: true }), at)
  if (!here.ok) return here
  return here.value ? knownById(at, here.value.unitId, raw) : refuse({ code: 'UNIT_UNKNOWN' })
}
