import { dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { doubtText } from './rules/doubt'
import type { LoggerFault } from './rules/logger-file'
import { celsiusText, fahrenheitText } from './rules/temperature'
import type { CorrectionAnswer, LotDecision, ReadingAnswer, ReadingSource, StorageRefusal } from './types'

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
    case 'READING_ASKS':
      return `Not stored yet. ${refusal.doubts.map(doubtText).join(' ')} Look at the thermometer of ${refusal.place} again. If it is really so, say so, and it is stored as it is.`
    case 'READING_UNKNOWN':
      return 'There is no such reading at this site. Reload the page.'
    case 'READING_CORRECTED_BEFORE':
      return 'This reading is corrected already. Correct the one that took its place.'
    case 'CORRECTION_SAYS_NOTHING':
      return 'Say what the thermometer showed and how you know, in a few words: ten letters at least. Nothing was changed.'
    case 'NO_CORRECTION_WAITS':
      return 'Nothing is on hold that this correction would end. Nothing was changed.'
    case 'CONFIRM_NOT_YOURS':
      return 'A manager or the medical director confirms a correction that makes something usable again. Ask one of them; it stays on hold.'
    case 'CONFIRM_BY_ANOTHER':
      return 'You entered the reading that is corrected. Another manager or the medical director confirms it; it stays on hold.'
    case 'LOGGER_UNREADABLE':
      return loggerSentence(refusal)
    case 'LOGGER_HOLE':
      return `The file has no measurement between ${dateTime(refusal.from, refusal.zone)} and ${dateTime(refusal.to, refusal.zone)}. Send it in two parts, before and after; nothing was stored.`
    case 'PRODUCT_UNKNOWN':
      return 'There is no such product. Look it up in the catalog.'
    case 'RESET_AFTER_READING':
      return 'The memory was reset after the reading. Enter when it was last reset before.'
    case 'EXCURSION_UNKNOWN':
      return 'There is no such excursion at this site.'
    case 'EXCURSION_CLOSED':
      return 'This excursion is closed already. Nothing was changed.'
    case 'RELEASE_NOT_YOURS':
      return 'A manager, the medical director or an outside reviewer decides that something may be used again. Ask one of them; it stays on hold.'
    case 'RELEASE_BY_ANOTHER':
      return 'You entered the reading that put this on hold. Another manager, the medical director or an outside reviewer decides that it may be used; it stays on hold. Is there nobody? An administrator can add an outside reviewer under People and tokens.'
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

const loggerFaults: Record<LoggerFault, string> = {
  'no-lines': 'No line of it has a time and a temperature.',
  'no-time': 'has no time that can be read',
  'no-temperature': 'has no temperature behind its time',
  'no-unit': 'names no unit, and no heading does: choose °C or °F',
  'back-in-time': 'is earlier than the line before it',
  'too-many': 'is one too many: send at most 20,000 at once',
}

function loggerSentence({ line, seen, why }: Extract<StorageRefusal, { code: 'LOGGER_UNREADABLE' }>): string {
  const fault = line === 0 ? loggerFaults[why] : `Line ${line} ("${seen}") ${loggerFaults[why]}.`
  return `The file can't be read. ${fault} Nothing was stored.`
}

const count = (units: number, what: string): string => `${units} ${units === 1 ? 'unit is' : 'units are'} ${what}`

/** How the figures were read, in °C, and in °F too where they were typed so. */
export function readAs(
  { min, max, current }: Pick<ReadingAnswer, 'min' | 'max' | 'current'>,
  unit: 'C' | 'F' = 'C',
): string {
  const both = (centi: number) =>
    unit === 'F' ? `${fahrenheitText(centi)} (${celsiusText(centi)})` : celsiusText(centi)
  const range = min === current && max === current ? '' : `, lowest ${both(min)}, highest ${both(max)}`
  return `${both(current)}${range}`
}

function rangeSaid({ outOfRange, held }: ReadingAnswer): string {
  if (outOfRange) return 'Out of range.'
  return held > 0 ? 'Within its own limits, but out of the range of what was kept here.' : 'In range.'
}

/** What a reading led to, as a sentence that begins with how it was read. */
export function readingSentence(answer: ReadingAnswer, unit: 'C' | 'F' = 'C'): string {
  const held = answer.held > 0 ? ` ${count(answer.held, "on hold: don't use, keep cold, don't discard.")}` : ''
  const gap =
    answer.unproven > 0 ? ` ${count(answer.unproven, 'on hold, because no reading proves the time before.')}` : ''
  const late = answer.late ? ' It was judged at its own time; newer readings stay as they are.' : ''
  return `Read as ${readAs(answer, unit)}. ${rangeSaid(answer)}${held}${gap}${late}`
}

/** What a correction led to, as a sentence. */
export function correctionSentence(answer: CorrectionAnswer, unit: 'C' | 'F' = 'C'): string {
  const waits =
    answer.waits > 0
      ? ` ${count(answer.waits, 'still on hold, until a manager or the medical director who did not enter the reading confirms it.')}`
      : ''
  const ended = answer.ended > 0 ? ` ${answer.ended} ${answer.ended === 1 ? 'hold' : 'holds'} ended by it.` : ''
  return `Corrected. ${readingSentence(answer, unit)}${waits}${ended}`
}

/** What a logger's file led to: how many measurements of which time were read, and what follows. */
export function loggerSaid(
  answer: ReadingAnswer & { readonly waits: number; readonly ended: number },
  samples: readonly { readonly at: Instant }[],
  zone: string,
  unit: 'C' | 'F' = 'C',
): string {
  const first = samples[0]?.at
  const last = samples.at(-1)?.at
  const time = first && last ? ` from ${dateTime(first, zone)} to ${dateTime(last, zone)}` : ''
  const { waits, ended } = answer
  const gap =
    ended > 0
      ? ` It proves a time that no reading had covered: ${ended} ${ended === 1 ? 'hold' : 'holds'} ended.`
      : waits > 0
        ? ` It proves a time that no reading had covered: ${waits} ${waits === 1 ? 'hold waits' : 'holds wait'} for a second person, on the page of this reading.`
        : ''
  return `${samples.length} ${samples.length === 1 ? 'measurement' : 'measurements'}${time}. ${readingSentence(answer, unit)}${gap}`
}

/** A range with its open ends: `−90 °C to −70 °C`, `8 °C or colder`. */
export function labelText({ min, max }: { readonly min: number | null; readonly max: number | null }): string | null {
  if (min !== null && max !== null) return `${celsiusText(min)} to ${celsiusText(max)}`
  if (max !== null) return `${celsiusText(max)} or colder`
  return min === null ? null : `${celsiusText(min)} or warmer`
}

/** What entering a label led to. */
export const labelSaid = ({ held }: { readonly held: number }): string =>
  held === 0
    ? 'Saved. The readings of the places where it stood were looked at: none was outside of it.'
    : `Saved. ${count(held, 'on hold, because readings while it was stored were outside of this range.')}`
