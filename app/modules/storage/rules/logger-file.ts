import { type Instant, parseInstant, parseLocal } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { LocationFacts, NewReading, Segment, StorageRefusal } from '../types'
import { within } from './bands'
import { readTemperature, type TemperatureUnit } from './temperature'

/** Why a line of a logger's file can't be read. */
export type LoggerFault = 'no-lines' | 'no-time' | 'no-temperature' | 'no-unit' | 'back-in-time' | 'too-many'

/** One measurement of a logger. Hundredths of °C. */
export type Sample = { readonly at: Instant; readonly centi: number }

const mostSamples = 20_000

const unreadable = (why: LoggerFault, line = 0, seen = '') =>
  refuse({ code: 'LOGGER_UNREADABLE' as const, line, seen: seen.slice(0, 80), why })

/** `03/02/2026 7:05 PM` as a local time in ISO form; other texts stay as they are. */
function americanTime(text: string): string {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d{2})(:\d{2})?\s*([AP]M)?$/i.exec(text)
  if (!match) return text.replace(' ', 'T')
  const [, month = '', day = '', year = '', hour = '', minute, second = '', half] = match
  const late = half && /p/i.test(half) ? 12 : 0
  const hours = half ? (Number(hour) % 12) + late : Number(hour)
  const two = (value: string | number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}${second}`
}

const timeOf = (text: string, zone: string): Instant | null =>
  parseInstant(text.replace(' ', 'T')) ?? parseLocal(americanTime(text), zone)

const cellsOf = (line: string): string[] =>
  line
    .split(line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',')
    .map((cell) => cell.trim().replace(/^"|"$/g, ''))

/** The unit that a heading names, as in "Temperature (°F)". */
const unitOfHeading = (line: string): TemperatureUnit | null => {
  const [, found] = /(?:°|º|deg\.?\s?|[([]\s*)(c|f)(?:elsius|ahrenheit)?\b/i.exec(line) ?? []
  return found ? (found.toUpperCase() as TemperatureUnit) : null
}

/**
 * Reads a logger's file: a time and a temperature in each line, apart by commas, semicolons or tabs, with or without headings. A
 * time without an offset is the site's. The unit stands with the figure, in a heading, or is `chosen`; nobody guesses it.
 * Refuses the first line that it can't read, so that nothing is stored of a file that was understood in part.
 */
export function readLoggerFile(
  text: string,
  zone: string,
  chosen: TemperatureUnit | null,
): Result<readonly Sample[], StorageRefusal> {
  const samples: Sample[] = []
  let unit = chosen
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const cells = cellsOf(line)
    const times = cells.map((cell) => timeOf(cell, zone))
    const where = times.findIndex((time) => time !== null)
    const at = times[where] ?? null
    if (at === null) {
      if (samples.length > 0) return unreadable('no-time', index + 1, line)
      unit = unitOfHeading(line) ?? unit
      continue
    }
    // Loggers number their lines in front; the temperature stands behind the time.
    const typed = cells.slice(where + 1).find((cell) => readTemperature(cell, 'C') !== null)
    if (typed === undefined) return unreadable('no-temperature', index + 1, line)
    if (unit === null && !/[cf]/i.test(typed)) return unreadable('no-unit', index + 1, line)
    const before = samples.at(-1)
    if (before !== undefined && at < before.at) return unreadable('back-in-time', index + 1, line)
    if (samples.length >= mostSamples) return unreadable('too-many', index + 1, line)
    samples.push({ at, centi: readTemperature(typed, unit ?? 'C')?.centi ?? 0 })
  }
  return samples.length === 0 ? unreadable('no-lines') : ok(samples)
}

const hour = 3_600_000

/** Joins samples into pieces of at most an hour; where one is out of range, each stands by itself, so that minutes can be counted. */
function pieces(samples: readonly Sample[], { range }: Pick<LocationFacts, 'range'>): Segment[] {
  const found: Segment[] = []
  samples.forEach(({ at, centi }, index) => {
    const next = samples[index + 1]
    if (next === undefined && index > 0) return
    const to = next?.at ?? at
    const piece = {
      from: at,
      to,
      min: Math.min(centi, next?.centi ?? centi),
      max: Math.max(centi, next?.centi ?? centi),
    }
    const last = found.at(-1)
    const calm = last !== undefined && within(range, piece.min, piece.max) && within(range, last.min, last.max)
    if (calm && last.to === piece.from && Date.parse(piece.to) - Date.parse(last.from) <= hour)
      found.splice(-1, 1, {
        from: last.from,
        to,
        min: Math.min(last.min, piece.min),
        max: Math.max(last.max, piece.max),
      })
    else found.push(piece)
  })
  return found
}

/**
 * A logger's samples as one reading: its lowest, highest and last figure, and the temperature piece by piece. Refuses samples
 * with a hole longer than readings may be apart: what nobody measured, the file doesn't prove.
 */
export function readingOfSamples(
  samples: readonly Sample[],
  location: LocationFacts,
): Result<NewReading, StorageRefusal> {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined) return unreadable('no-lines')
  const longest = location.readingDueHours * hour
  const late = samples.find(
    (sample, index) => Date.parse(sample.at) - Date.parse(samples[index - 1]?.at ?? sample.at) > longest,
  )
  if (late !== undefined) {
    const from = samples[samples.indexOf(late) - 1]?.at ?? late.at
    return refuse({ code: 'LOGGER_HOLE' as const, from, to: late.at, zone: location.zone })
  }
  const figures = samples.map(({ centi }) => centi)
  return ok({
    // A long file has more figures than a function takes arguments.
    min: figures.reduce((least, figure) => Math.min(least, figure)),
    max: figures.reduce((most, figure) => Math.max(most, figure)),
    current: last.centi,
    takenAt: last.at,
    since: first.at,
    source: 'logger',
    segments: pieces(samples, location),
  })
}
