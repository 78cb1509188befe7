import { z } from 'zod'
import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import { storeOverride } from '~/modules/readiness/commands/override.server'
import { keyOfFinding, overriderOf } from '~/modules/readiness/rules/overrides'
import { verdict } from '~/modules/readiness/rules/verdict'
import type { ReadinessFacts, ReadinessFinding, UnitName } from '~/modules/readiness/types'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import type { ProcedureFile } from '../queries/booking.server'
import { clearFacts } from '../queries/clear-facts.server'
import { clearFindings, clearKey, clearOverrider } from '../rules/clearance'
import { decideOverride } from '../rules/override'
import { procedureRefusals } from '../rules/refusals'
import { isOver } from '../rules/state'
import type { ClearFinding } from '../types'
import { draws } from './clear.server'
import { openFile, stepFacts, storeEvent, target } from './open-file.server'

/** Who caused a finding, where somebody did: who placed the hold, who screened the patient out. */
async function causeOf(
  tx: Tx,
  file: ProcedureFile,
  readiness: ReadinessFacts,
  finding: ReadinessFinding | ClearFinding,
): Promise<number | null> {
  if (finding.code === 'SCREENED_OUT') {
    const screened = file.events.filter(({ kind }) => kind === 'screened').at(-1)
    return screened ? humanOf(tx, screened.actor) : null
  }
  const held = finding.code === 'UNIT' ? finding.finding : finding
  if (held.code !== 'ON_HOLD') return null
  const { unitId } = (finding as { readonly unit: UnitName }).unit
  const unit = readiness.bound.find(({ binding }) => binding.unitId === unitId)?.unit
  const hold = unit?.facts.holds.find(
    (each) => each.reason === held.reason && each.note === held.note && each.placedAt === held.since,
  )
  const placed = hold && (await tx.hold.findUnique({ where: { id: hold.id }, select: { actor: true } }))
  return placed ? humanOf(tx, placed.actor) : null
}

const overridableOfReady = (readiness: ReadinessFacts, at: Instant) =>
  verdict(readiness, at).lines.flatMap((line) =>
    line.findings
      .filter(blocks)
      .map((finding) => ({ finding, key: keyOfFinding(finding, line.code), by: overriderOf(finding) })),
  )

const overridableOfClearing = (findings: readonly ClearFinding[]) =>
  findings.filter(blocks).map((finding) => ({ finding, key: clearKey(finding), by: clearOverrider(finding) }))

/**
 * A person goes on over one finding of a booking, with a reason (R52, docs/safety.md §4): over that finding as it is now, on the
 * day of the booking, for this patient. Refuses a finding that is no longer there or has changed, one that nobody overrides,
 * what the person caused, and what needs the director.
 */
export const overrideFinding = command({
  kind: 'readiness.override',
  what: 'Goes on over one finding of a procedure, with a reason.',
  right: 'finding.override',
  by: 'person',
  whenLate: 'drop',
  input: target.extend({
    code: wordsIn(60),
    subject: wordsIn(120),
    fingerprint: wordsIn(4_000),
    reason: wordsIn(1_000),
    /** On the page of the clearance: what is to be drawn, which its findings are about. */
    drawn: draws.optional(),
  }),
  refusals: procedureRefusals,
  audit: z.object({ override: z.int(), finding: z.string(), subject: z.string(), role: z.string() }),
  run: async (work, { code, subject, fingerprint, reason, drawn, ...input }) => {
    const { tx, at, personId } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { booking, state } = file.value
    if (isOver(state.status)) return refuse({ code: 'PROCEDURE_OVER' as const, status: state.status })
    const step = await stepFacts(tx, file.value, at)
    const clearing = drawn && clearFindings(await clearFacts(tx, file.value, step, drawn, at), at)
    const found = [...overridableOfReady(step.readiness, at), ...overridableOfClearing(clearing ?? [])].find(
      ({ key }) => key.code === code && key.subject === subject && key.fingerprint === fingerprint,
    )
    if (!found) return refuse({ code: 'FINDING_GONE' as const })
    const { finding, key, by } = found
    const cause = await causeOf(tx, file.value, step.readiness, finding)
    const caused = cause !== null && cause === personId
    const decision = decideOverride({ booking, by, roles: work.roles, caused, reason }, at)
    if (!decision.ok) return decision
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId ?? 0 }, select: { name: true } })
    const who = { name: person.name, role: decision.value, reason }
    const { overrideId } = await storeOverride(tx, work, booking, key, who)
    await storeEvent(tx, work, input.procedureId, {
      kind: 'override',
      detail: { override: overrideId, finding, ...who },
    })
    work.note(`procedure:${input.procedureId}`, { override: overrideId, finding: code, subject, role: who.role })
    return ok({ overrideId })
  },
})
