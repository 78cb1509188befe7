import { dayOf, daysBetween, type Instant } from '~/lib/day'
import type { PlaceKind, StockFinding, StorageBand, UnitFacts } from '../../types'
import { goodUntil, isCold, isSingleDose, soonDays } from '../unit-facts'
import { stockTable } from './table'
import { type Intent, type Weighed, weigh } from './weigh'

/** What decides on an expiry: the lot's date and time, where it is, and whether its kind expires. */
export type ExpiryFacts = Pick<UnitFacts, 'expiry' | 'expiryTime' | 'timeZone' | 'expires'>

/** What the expiry of a lot says at an instant. Lists and counts that ask nothing else of their lots ask this. */
export function expiryFindings(facts: ExpiryFacts, at: Instant): StockFinding[] {
  const until = goodUntil(facts)
  if (facts.expiry === null || until === null) return facts.expires ? [{ code: 'EXPIRY_UNKNOWN' }] : []
  if (at > until) return [{ code: 'EXPIRED', expiry: facts.expiry }]
  const days = daysBetween(dayOf(at, facts.timeZone), facts.expiry)
  return days <= soonDays ? [{ code: 'EXPIRES_SOON', expiry: facts.expiry, days }] : []
}

function clockFindings(facts: UnitFacts, at: Instant): StockFinding[] {
  const findings: StockFinding[] = []
  // Whose it was opened for, this room can't know; who used it on that patient drops this finding.
  const opened = isSingleDose(facts) ? facts.openedAt : null
  if (opened !== null) findings.push({ code: 'OPENED_FOR_OTHER', openedAt: opened })
  if (facts.discardAt !== null) {
    if (at > facts.discardAt) findings.push({ code: 'OPENED_TOO_LONG', discardAt: facts.discardAt })
    else if (opened === null) findings.push({ code: 'OPENED', discardAt: facts.discardAt })
  }
  if (facts.thawLimitAt !== null) {
    if (at > facts.thawLimitAt) findings.push({ code: 'THAWED_TOO_LONG', limitAt: facts.thawLimitAt })
    else findings.push({ code: 'THAWING', limitAt: facts.thawLimitAt })
  }
  return findings
}

/** Where the place's newest reading is out of the range on the product's label: proven for others, and not for this one (R21, R57). */
function outsideLabel({ labelMin: min = null, labelMax: max = null, placeNow: now = null }: UnitFacts) {
  if (now === null) return null
  return (min !== null && now < min) || (max !== null && now > max) ? { now, min, max } : null
}

/**
 * Findings about the place. Storage with a band must be proven up to now (R21), and a product with a cold band must be
 * in its band unless a clock runs against it (R16, R19). A place that can't be proven is not usable: fail closed.
 */
function storageFindings(facts: UnitFacts, at: Instant): StockFinding[] {
  if (facts.placeBand !== null) {
    const findings: StockFinding[] = []
    if (facts.band !== null && facts.band !== facts.placeBand && facts.thawLimitAt === null)
      findings.push({ code: 'WRONG_STORAGE', place: facts.placeName, band: facts.band })
    const { placeName: place, provenUntil } = facts
    const outside = outsideLabel(facts)
    if (provenUntil === null || at > provenUntil) findings.push({ code: 'STORAGE_NOT_PROVEN', place, provenUntil })
    else if (outside !== null) findings.push({ code: 'STORAGE_NOT_PROVEN', place, provenUntil, outside })
    return findings
  }
  return facts.band !== null && isCold(facts.band) && facts.thawLimitAt === null
    ? [{ code: 'WRONG_STORAGE', place: facts.placeName, band: facts.band }]
    : []
}

/** Where a unit is to stand, and how much of it, in base units. */
export type Destination = {
  readonly name: string
  readonly kind: PlaceKind
  readonly band: StorageBand | null
  readonly quantity: number
}

/** What is wanted of a unit: an intent, and for a move where it is to stand. */
export type StockNeed = { readonly intent: Intent; readonly to?: Destination }

/** Findings about where a unit is to stand (R16, R19): its band, what was thawed, and containers that stay whole. */
function moveFindings(facts: UnitFacts, to: Destination): StockFinding[] {
  const findings: StockFinding[] = []
  const { containerQuantity, baseUnit, band: needs } = facts
  if (baseUnit === 'uL' && facts.openedAt === null && to.quantity % containerQuantity !== 0)
    findings.push({ code: 'PART_OF_SEALED', containerQuantity, baseUnit })
  const otherBand = to.band !== null && to.band !== needs
  if (needs !== null && (otherBand || (isCold(needs) && to.kind === 'kit')))
    findings.push({ code: 'WRONG_BAND', needs, place: to.name, has: to.band })
  if (to.band !== null && facts.needsThaw && facts.thawLimitAt !== null)
    findings.push({ code: 'REFROZEN', place: to.name })
  return findings
}

const holdFindings = (holds: UnitFacts['holds'], intent: Intent): StockFinding[] =>
  holds.map(({ reason, note, placedAt: since, untilReplaced }) =>
    untilReplaced && intent === 'stand-by'
      ? { code: 'KEPT_UNTIL_REPLACED', note, since }
      : { code: 'ON_HOLD', reason, note, since },
  )

const alikeFindings = ({ looksLike = [] }: UnitFacts): StockFinding[] =>
  looksLike.map((each) => ({ code: 'MAY_BE_RECALLED', ...each }))

/** What wants to use it, or to know whether one may: a record, a move and a count ask what it was. */
const usesIt: ReadonlySet<Intent> = new Set(['offer', 'take', 'bind', 'count-on', 'enter', 'look'])

/**
 * What stands against the one that somebody holds of what is gone by the records: what it is of, and that it is gone. For how
 * long it was open, and what the place that it left lacks, is nobody's question any more.
 */
const goneFindings = (facts: UnitFacts, intent: Intent, at: Instant): StockFinding[] => [
  ...holdFindings(
    facts.holds.filter(({ scope }) => scope !== 'place'),
    intent,
  ),
  ...alikeFindings(facts),
  ...expiryFindings(facts, at).filter(({ code }) => code === 'EXPIRED'),
  { code: 'NONE_LEFT' },
]

/** Everything that this room knows for and against a unit where it stands, before it is weighed. */
function stockFindings(facts: UnitFacts, { to, intent }: StockNeed, at: Instant): StockFinding[] {
  const holds = holdFindings(facts.holds, intent)
  const alike = alikeFindings(facts)
  const none: StockFinding[] = facts.quantity <= 0 ? [{ code: 'NONE_LEFT' }] : []
  if (none.length > 0 && usesIt.has(intent)) return goneFindings(facts, intent, at)
  return [
    ...holds,
    ...alike,
    ...expiryFindings(facts, at),
    ...clockFindings(facts, at),
    ...storageFindings(facts, at),
    ...none,
    ...(to === undefined ? [] : moveFindings(facts, to)),
  ]
}

/**
 * What stands for and against a unit, where it stands, at an instant, weighed for an intent (docs/safety.md §2; R13, R15,
 * R16, R19, R21). The one place in the program that decides it: every door filters this answer, and a higher room adds
 * what only it can know.
 */
export const judge = (facts: UnitFacts, need: StockNeed, at: Instant): Weighed<StockFinding>[] =>
  weigh(stockTable, stockFindings(facts, need, at), need.intent)
