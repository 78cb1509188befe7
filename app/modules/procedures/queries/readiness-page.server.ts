import { dateTime } from '~/lib/day'
import type { Live } from '~/lib/live'
import { recordRead } from '~/modules/audit/commands/reads.server'
import type { Visitor } from '~/modules/auth/types'
import { namesakesOf } from '~/modules/patients/queries/find.server'
import type { Patient } from '~/modules/patients/types'
import { explainReadiness, explainRejected } from '~/modules/readiness/messages'
import { factsOfBooking } from '~/modules/readiness/queries/facts.server'
import { signsOf } from '~/modules/readiness/queries/signs.server'
import { keyOfFinding, overriderOf } from '~/modules/readiness/rules/overrides'
import { type LineShape, scanNext, shapeOf, shownLines, wordOf } from '~/modules/readiness/rules/show'
import { lightOf, verdict } from '~/modules/readiness/rules/verdict'
import { planWithinReach } from '~/modules/readiness/rules/within-reach'
import type { Light, Line, ReadinessFacts, ReadinessFinding, Verdict } from '~/modules/readiness/types'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import { quantityText } from '~/modules/stock/rules/quantity'
import { noWayOver, type WayOver, wayOver } from '../rules/way-over'
import { boardRows } from './board.server'
import { procedureLive } from './live.server'
import { openProcedure, type ProcedureHead } from './page.server'

/** A finding as the readiness page shows it, with the one thing that can be done about it right there. */
export type FindingView = {
  readonly key: string
  readonly text: string
  readonly blocks: boolean
  readonly ask: { readonly productId: number; readonly allergen: string } | null
  /** The question that the screening said yes to, for a clinician's answer. */
  readonly screening: string | null
  /** The product of which a person must say whether its label says sterile. */
  readonly sterile: number | null
  /** The allergy in words of which a person must say whether it matters for these products. */
  readonly words: {
    readonly allergyId: number
    readonly products: readonly { readonly productId: number; readonly name: string }[]
  } | null
  /** The autologous unit for which a person must say whether it is this patient's. */
  readonly own: number | null
  /** Patients with nearly this one's name and birth date, where the vial is made of somebody's own cells. */
  readonly namesakes: readonly Patient[]
  readonly disinfect: { readonly unitId: number; readonly level: string } | null
  readonly rejected: readonly string[]
} & WayOver

export type BoundView = {
  readonly bindingId: number
  readonly lotNumber: string
  readonly productName: string
  readonly where: string
  readonly amount: string
  readonly inStorage: boolean
}

export type LineView = {
  readonly code: string
  readonly label: string
  readonly shape: LineShape
  readonly word: string
  readonly bound: readonly BoundView[]
  readonly findings: readonly FindingView[]
}

export type ReadinessView = {
  readonly head: ProcedureHead
  readonly light: Light
  readonly live: Live
  readonly open: number
  readonly of: number
  readonly lines: readonly LineView[]
  readonly scanNext: { readonly code: string; readonly label: string; readonly seal: string | null } | null
  /** How many things one tap would set apart. */
  readonly withinReach: number
  readonly maySign: boolean
  readonly signer: string
  readonly validUntil: string | null
}

const disinfectOf = (finding: ReadinessFinding) =>
  finding.code === 'NOT_DISINFECTED' ? { unitId: finding.unit.unitId, level: finding.needed } : null

const ownOf = (finding: ReadinessFinding) => (finding.code === 'OWNER_UNKNOWN' ? finding.unit.unitId : null)

const askOf = (finding: ReadinessFinding) =>
  finding.code === 'ALLERGY_UNKNOWN' ? { productId: finding.productId, allergen: finding.allergen } : null

const screeningOf = (finding: ReadinessFinding) => (finding.code === 'SCREENING_YES' ? finding.question : null)

const sterileOf = (finding: ReadinessFinding) => (finding.code === 'STERILE_UNKNOWN' ? finding.productId : null)

const wordsOf = (finding: ReadinessFinding) =>
  finding.code === 'ALLERGY_QUESTION' ? { allergyId: finding.allergyId, products: finding.products } : null

const overrideOf = (finding: ReadinessFinding, line: string, { booking }: ReadinessFacts, visitor: Visitor): WayOver =>
  blocks(finding) && !booking.over
    ? wayOver(overriderOf(finding), visitor.roles, keyOfFinding(finding, line))
    : noWayOver

const isOwnCells = ({ code }: ReadinessFinding): boolean => code === 'OWNER_UNKNOWN' || code === 'OF_OTHER_PATIENT'

function lineView(line: Line, facts: ReadinessFacts, visitor: Visitor, namesakes: readonly Patient[]): LineView {
  const { timeZone } = facts.booking
  const { at } = visitor.context
  return {
    code: line.code,
    label: line.label,
    shape: shapeOf(line),
    word: wordOf(line),
    bound: line.bound.map((row) => ({
      bindingId: row.bindingId,
      lotNumber: row.lotNumber,
      productName: row.productName ?? 'no longer there',
      where: row.placeName ?? '',
      amount: quantityText(row.quantity, row),
      inStorage: facts.bound.some((each) => each.binding.id === row.bindingId && each.unit?.reach === 'storage'),
    })),
    findings: line.findings.map((finding, index) => ({
      ...overrideOf(finding, line.code, facts, visitor),
      key: `${line.code}:${index}`,
      text: explainReadiness(finding, timeZone, at),
      blocks: blocks(finding),
      ask: askOf(finding),
      screening: screeningOf(finding),
      sterile: sterileOf(finding),
      words: wordsOf(finding),
      own: ownOf(finding),
      namesakes: isOwnCells(finding) ? namesakes : [],
      disinfect: disinfectOf(finding),
      rejected: finding.code === 'NOT_BOUND' ? finding.rejected.map((each) => explainRejected(each, timeZone, at)) : [],
    })),
  }
}

/** The namesakes of the patient, where a kept vial is made of somebody's own cells. Each is written down as read (R38). */
async function namesakesShown({ context }: Visitor, now: Verdict, patientId: number): Promise<Patient[]> {
  if (!now.lines.some(({ findings }) => findings.some(isOwnCells))) return []
  const found = await namesakesOf(context.db.read, patientId)
  await recordRead(
    context,
    'patient.similar',
    found.map(({ id }) => ({ subject: `patient:${id}` })),
  )
  return found
}

/** All that the readiness page shows, computed from now (R31). */
export async function readinessPage(visitor: Visitor, param: string | undefined): Promise<ReadinessView> {
  const { file, head } = await openProcedure(visitor, param)
  const { at, db } = visitor.context
  const facts = await factsOfBooking(db.read, file.booking, at)
  const now = verdict(facts, at)
  const sign = (await signsOf(db.read, [file.row.id])).get(file.row.id) ?? null
  const light = lightOf(facts, sign, at, now)
  const [row] = await boardRows(db.read, [file], at)
  if (!row) throw new Error(`No row for procedure ${file.row.id}`)
  const namesakes = await namesakesShown(visitor, now, file.row.patientId)
  return {
    head,
    light,
    live: procedureLive(visitor, row),
    open: now.open,
    of: now.lines.length,
    lines: shownLines(now).map((line) => lineView(line, facts, visitor, namesakes)),
    scanNext: scanNext(now),
    withinReach: planWithinReach(facts, at).lines.length,
    maySign: now.ready && !file.booking.over,
    signer: visitor.name,
    validUntil: light.state === 'ready' ? dateTime(light.validUntil, file.row.timeZone, at) : null,
  }
}
