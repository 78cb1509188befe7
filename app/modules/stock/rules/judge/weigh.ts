/**
 * What somebody wants to do with a unit. Each door names its own, and the table says what a finding weighs there:
 * `offer`: say where a good one is. `take`: one tap keeps it. `bind`: a person scanned it to keep it. `count-on`: it is kept,
 * or stands on the shelf, and is counted on. `stand-by`: it lies in an emergency kit until it is needed. `enter`: it goes
 * into the patient now. `look`: somebody holds it or asks what it is, with no procedure in mind. `move`: from one place to
 * another. `leave`: discarded, returned, counted. `rescue`: an emergency move. `record`: it has happened already.
 */
export const intents = [
  'offer',
  'take',
  'bind',
  'count-on',
  'stand-by',
  'enter',
  'look',
  'move',
  'leave',
  'rescue',
  'record',
] as const
export type Intent = (typeof intents)[number]

/** `stop`: wrong. `ask`: blocks until answered. `open`: still to do, blocks. `check`: said, blocks nothing. */
export type Severity = 'stop' | 'ask' | 'open' | 'check'

/** What a finding weighs for each intent; null where it says nothing. */
export type Weights = Readonly<Record<Intent, Severity | null>>

/** Who may override a finding before it blocks. `nobody`: not even the director (docs/safety.md §4). */
export type OverriddenBy = 'nobody' | 'clinician' | 'director'

/**
 * What helps: `another` unit, bringing or scanning `this` one again, an `answer` of a person, or nothing that a scan can do
 * (`none`).
 */
export type Remedy = 'another' | 'this' | 'answer' | 'none'

/**
 * A row of the table of findings. What it weighs and who may override it may depend on the finding: a recall's hold is nobody's
 * to override, and a booking's finding about its kit weighs what the kit's own does.
 */
export type FindingRow<F> = {
  readonly weights: Weights | ((finding: F) => Weights)
  readonly overriddenBy: OverriddenBy | ((finding: F) => OverriddenBy)
  readonly remedy: Remedy
  /** What the finding is about, where it is more than its line. */
  readonly about?: (finding: F) => string
  /** Facts that are only shown (days left, balances): all others are what was judged, and an override ends when one changes. */
  readonly shown?: readonly string[]
  /** Raised when the rule judges otherwise than before: overrides of the earlier rule end. */
  readonly version?: number
}

/** A table with a row for every code of a union of findings: the compiler knows that none is missing. */
export type FindingTable<F extends { readonly code: string }> = {
  readonly [Code in F['code']]: FindingRow<Extract<F, { readonly code: Code }>>
}

/** Says nothing to anybody: rows of the table name the intents that they speak to. */
export const silent: Weights = {
  offer: null,
  take: null,
  bind: null,
  'count-on': null,
  'stand-by': null,
  enter: null,
  look: null,
  move: null,
  leave: null,
  rescue: null,
  record: null,
}

const everywhere = (into: Severity): Weights => ({
  offer: into,
  take: into,
  bind: into,
  'count-on': into,
  'stand-by': into,
  enter: into,
  look: into,
  move: 'check',
  leave: 'check',
  rescue: 'check',
  record: 'check',
})

/** Stops what leads into a patient. Moving, discarding and recording it are never stopped by it, and say it. */
export const stopsUse: Weights = everywhere('stop')

/** A question that blocks until somebody has answered it: nothing is offered or taken over it, and nothing enters a patient. */
export const asksUse: Weights = { ...stopsUse, bind: 'ask', look: 'ask', 'count-on': 'ask', 'stand-by': 'ask' }

/** The same for what concerns only the patient: whoever looks at it, moves or discards it isn't told. */
export const stopsPatient: Weights = { ...stopsUse, look: null, move: null, leave: null, rescue: null }

/** Said wherever the unit is looked at; in the way of nothing. */
export const saysOnly: Weights = everywhere('check')

/** Asked of a move alone: what has been moved, or is rescued, is never stopped by it. */
export const stopsMove: Weights = { ...silent, move: 'stop', rescue: 'check', record: 'check' }

/** A finding of what is counted on as a whole (a kit, a booking, a place): it speaks to whoever counts on it. */
export const countsAs = (severity: Severity): Weights => ({ ...silent, 'count-on': severity })

/** Said of what an emergency kit keeps, and of nothing else. */
export const saysOfKit: Weights = { ...silent, 'stand-by': 'check' }

/** A finding with what it weighs for the intent that was asked about. */
export type Weighed<F> = F & { readonly severity: Severity }

const rowOf = <F extends { readonly code: string }>(table: FindingTable<F>, finding: F): FindingRow<F> =>
  table[finding.code as F['code']] as unknown as FindingRow<F>

/** What a finding weighs for each intent. */
export const weightsOf = <F extends { readonly code: string }>(table: FindingTable<F>, finding: F): Weights => {
  const { weights } = rowOf(table, finding)
  return typeof weights === 'function' ? weights(finding) : weights
}

/** Weighs findings for an intent by the table; those that say nothing for it are left out. */
export function weigh<F extends { readonly code: string }>(
  table: FindingTable<F>,
  findings: readonly F[],
  intent: Intent,
): Weighed<F>[] {
  return findings.flatMap((finding) => {
    const severity = weightsOf(table, finding)[intent]
    return severity === null ? [] : [{ ...finding, severity }]
  })
}

/** Whether a finding would have stopped this intent, whatever it weighs where it was found. */
export const wouldStop = <F extends { readonly code: string }>(
  table: FindingTable<F>,
  finding: F,
  intent: Intent,
): boolean => weightsOf(table, finding)[intent] === 'stop'

/** Who may override a finding. */
export function mayOverride<F extends { readonly code: string }>(table: FindingTable<F>, finding: F): OverriddenBy {
  const { overriddenBy } = rowOf(table, finding)
  return typeof overriddenBy === 'function' ? overriddenBy(finding) : overriddenBy
}

/** What helps against a finding. */
export const remedyOf = <F extends { readonly code: string }>(table: FindingTable<F>, finding: F): Remedy =>
  rowOf(table, finding).remedy

/** The first finding that stops; null when none does. */
export const stopOf = <F extends { readonly severity: Severity }>(findings: readonly F[]): F | null =>
  findings.find(({ severity }) => severity === 'stop') ?? null

/** All that stop. */
export const stopsOf = <F extends { readonly severity: Severity }>(findings: readonly F[]): F[] =>
  findings.filter(({ severity }) => severity === 'stop')

/** Whether a finding blocks: it is wrong, waits for an answer, or is still to do. */
export const blocks = ({ severity }: { readonly severity: Severity }): boolean => severity !== 'check'
