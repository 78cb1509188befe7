import { dateTime } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { celsiusText } from './rules/temperature'
import type { LotDecision, ReadingAnswer, ReadingSource, StorageRefusal } from './types'

const sources: Record<ReadingSource, string> = {
  'min-max': 'min/max thermometer',
  current: 'current temperature only',
  logger: 'logger',
  device: 'device',
}

export const sourceName = (source: string): string => sources[source as ReadingSource] ?? source

const decisions: Record<LotDecision, string> = {
  release: 'Fit for use: release it',
  discard: 'Not fit: keep it on hold and discard it',
  keep: 'Not decided by the manufacturer yet: keep it on hold',
}

export const decisionChoices = Object.entries(decisions).map(([value, label]) => ({ value, label }))

/** A refusal of storage as a sentence: what is wrong, what was seen, what to do next. */
export function explainStorage(refusal: StorageRefusal): string {
  switch (refusal.code) {
    case 'LOCATION_UNKNOWN':
      return 'There is no such storage location at this site. Choose one from the list.'
    case 'PLACE_NAME_TAKEN':
      return `There is a place ${refusal.name} at this site already. Choose another name.`
    case 'PARENT_UNKNOWN':
      return 'A shelf belongs to a storage location. Choose which one.'
    case 'RANGE_BACKWARD':
      return `The range goes from ${celsiusText(refusal.min)} to ${celsiusText(refusal.max)}: the lower end must be the colder one.`
    case 'READING_BACKWARD':
      return `The lowest (${celsiusText(refusal.min)}) is warmer than the highest (${celsiusText(refusal.max)}). Look at the thermometer again.`
    case 'READING_OUTSIDE_ITSELF':
      return `The current temperature (${celsiusText(refusal.current)}) does not lie between lowest and highest (${celsiusText(refusal.min)} to ${celsiusText(refusal.max)}). Look at the thermometer again.`
    case 'READING_IMPOSSIBLE':
      return `${celsiusText(refusal.seen)} can't be a temperature here. Look at the figure, its sign and its unit.`
    case 'READING_IN_FUTURE':
      return 'The time of the reading lies in the future. Enter when it was read.'
    case 'READING_NOT_NEWER':
      return `There is a reading of ${dateTime(refusal.last, refusal.zone)} already. Enter one taken later.`
    case 'RESET_AFTER_READING':
      return 'The memory was reset after the reading. Enter when it was last reset before.'
    case 'EXCURSION_UNKNOWN':
      return 'There is no such excursion at this site.'
    case 'EXCURSION_CLOSED':
      return 'This excursion is closed already. Nothing was changed.'
    case 'RELEASE_NOT_YOURS':
      return 'A manager or the medical director decides that something may be used again. Ask one of them; it stays on hold.'
    case 'ADVICE_SAYS_NOTHING':
      return 'Write down what the manufacturer said, who said it and when: ten letters at least. It stays on hold.'
    case 'DECISION_MISSING':
      return `Decide about each lot before closing. Still open: ${refusal.lots.join(', ')}.`
    case 'PLACE_NOT_EMPTY':
      return 'Something still stands there. Move it first, then close the place.'
    default:
      return unreachable(refusal)
  }
}

/** What a reading led to, as a sentence. */
export function readingSentence(answer: ReadingAnswer): string {
  const held =
    answer.held > 0
      ? ` ${answer.held} ${answer.held === 1 ? 'unit is' : 'units are'} on hold: don't use, keep cold, don't discard.`
      : ''
  const gap =
    answer.unproven > 0
      ? ` ${answer.unproven} ${answer.unproven === 1 ? 'unit is' : 'units are'} on hold, because no reading proves the time before.`
      : ''
  return answer.outOfRange ? `Out of range.${held}${gap}` : `In range.${held}${gap}`
}
