import { instant } from '~/ui/time'
import type { TimelineEntry } from '~/ui/timeline'
import { holdReasonName } from '../messages'
import { quantityText } from '../rules/quantity'
import type { ExpiryCorrection, HoldRow, LotMovement, LotOpening, MovementKind, Told } from '../types'

/** The words that a lot's history needs from other rooms, by actor, movement and place. */
export type StoryWords = {
  readonly zone: string
  readonly today: string
  readonly counted: { readonly baseUnit: string; readonly containerQuantity: number }
  /** Printed names by actor (`person:3`). */
  readonly names: Readonly<Record<string, string>>
  /** `Delivery 98` by the movement of one of its lines. */
  readonly cameBy: Readonly<Record<string, string>>
  /** `procedure 12` by its place, never a patient's name. */
  readonly procedures: Readonly<Record<number, string>>
}

type Dated = { readonly at: string; readonly entry: TimelineEntry }

const verbs: Record<MovementKind, string> = {
  receive: 'received',
  'put-away': 'put away',
  move: 'moved',
  give: 'given',
  discard: 'discarded',
  return: 'returned to the supplier',
  count: 'count difference',
  kit: 'put into a kit',
  undo: 'undone',
  split: 'taken out of the bulk',
}

const nameOf = (words: StoryWords, actor: string): string =>
  words.names[actor] ?? (actor === 'system' ? 'Vialkeep' : 'an API client')

function movementEntry(movement: LotMovement, index: number, words: StoryWords): Dated {
  const amount = quantityText(movement.quantity, words.counted)
  const by = words.cameBy[movement.movement]
  const to = words.procedures[movement.toPlaceId]
  const title =
    movement.kind === 'receive'
      ? `${amount} received${by ? `, ${by}` : ''}`
      : to
        ? `${amount} → ${to}`
        : `${amount} ${verbs[movement.kind]}: ${movement.fromName} → ${movement.toName}`
  const detail = [
    movement.units === 1 && movement.unitNumber,
    movement.kind === 'receive' && `into ${movement.toName}`,
    movement.reason,
    movement.undone > 0 && 'Undone later.',
  ]
  return {
    at: movement.occurredAt,
    entry: {
      key: `m${index}`,
      when: instant(movement.occurredAt, words.zone, words.today),
      title: movement.undone > 0 ? `${title} (undone)` : title,
      detail: detail.filter(Boolean).join(' · ') || undefined,
      who: nameOf(words, movement.actor),
      state: movement.kind === 'discard' ? 'stop' : undefined,
    },
  }
}

function holdEntries(hold: HoldRow, words: StoryWords): Dated[] {
  const what = `${holdReasonName(hold.reason)}${hold.unitNumber ? `, ${hold.unitNumber}` : ''}`
  const placed: Dated = {
    at: hold.placedAt,
    entry: {
      key: `h${hold.id}`,
      when: instant(hold.placedAt, words.zone, words.today),
      title: `Hold: ${what}`,
      detail: hold.note,
      who: nameOf(words, hold.actor),
      state: 'hold',
    },
  }
  if (hold.releasedAt === null) return [placed]
  const released: Dated = {
    at: hold.releasedAt,
    entry: {
      key: `r${hold.id}`,
      when: instant(hold.releasedAt, words.zone, words.today),
      title: `Released: ${what}`,
      detail: hold.releaseReason ?? undefined,
      who: nameOf(words, hold.releasedBy ?? ''),
      state: 'ready',
    },
  }
  return [released, placed]
}

function openingEntry(opening: LotOpening, index: number, words: StoryWords): Dated {
  const verb = opening.kind === 'opened' ? 'Opened' : opening.kind === 'thaw' ? 'Thaw began' : 'Out of storage'
  const title = `${verb}${opening.unitNumber ? `: ${opening.unitNumber}` : ''}, good until ${instant(opening.until, words.zone, words.today)}`
  return {
    at: opening.at,
    entry: {
      key: `o${index}`,
      when: instant(opening.at, words.zone, words.today),
      title,
      who: nameOf(words, opening.actor),
      state: 'check',
    },
  }
}

function correctionEntry({ at, actor, was, expiry, reason }: ExpiryCorrection, words: StoryWords): Dated {
  return {
    at,
    entry: {
      key: `e${at}`,
      when: instant(at, words.zone, words.today),
      title: `Expiry set to ${expiry}, was ${was ?? 'not known'}`,
      detail: reason,
      who: nameOf(words, actor),
      state: 'check',
    },
  }
}

/** Containers of one delivery scanned one after another into one place are shown as one entry. */
function together(movements: readonly LotMovement[], words: StoryWords): LotMovement[] {
  const told: LotMovement[] = []
  for (const movement of movements) {
    const before = told.at(-1)
    const same =
      before?.kind === 'receive' &&
      movement.kind === 'receive' &&
      before.undone === 0 &&
      movement.undone === 0 &&
      before.toPlaceId === movement.toPlaceId &&
      words.cameBy[before.movement] === words.cameBy[movement.movement]
    if (same)
      told[told.length - 1] = {
        ...before,
        quantity: before.quantity + movement.quantity,
        units: before.units + movement.units,
      }
    else told.push(movement)
  }
  return told
}

/** Everything that happened to a lot or a unit, newest first. Corrected and undone entries stay visible (R35). */
export function storyOf(told: Told, words: StoryWords): TimelineEntry[] {
  const all = [
    ...together(told.movements, words).map((movement, index) => movementEntry(movement, index, words)),
    ...told.holds.flatMap((hold) => holdEntries(hold, words)),
    ...told.corrections.map((correction) => correctionEntry(correction, words)),
    ...told.openings.map((opening, index) => openingEntry(opening, index, words)),
  ]
  return all.sort((a, b) => b.at.localeCompare(a.at)).map(({ entry }) => entry)
}
