/** A command's key: 8 to 64 letters, digits, hyphens, dots, colons or underscores (a UUID fits). */
export const isCommandKey = (key: string): boolean => /^[A-Za-z0-9._:-]{8,64}$/.test(key)

/**
 * The text of an input whose hash tells whether the same key came with the same input: object keys in order, undefined
 * values left out, so that a form sent twice hashes the same.
 */
export function canonicalText(value: unknown): string {
  if (value === undefined) return 'null'
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, part]) => `${JSON.stringify(name)}:${canonicalText(part)}`).join(',')}}`
}

/** Ids in rising order as the ranges that a seal names its members by: `1-50,52-60`. */
export function rangesOf(ids: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const id of ids) {
    const last = ranges.at(-1)
    if (last && last[1] + 1 === id) last[1] = id
    else ranges.push([id, id])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',')
}

/** Ids from `first` to `last`, both included. */
export type IdRange = { readonly first: number; readonly last: number }

/** The ranges that a seal names: `1-50,52-60`. */
export const readRanges = (members: string): IdRange[] =>
  members === ''
    ? []
    : members.split(',').map((part) => {
        const [first = 0, last = first] = part.split('-').map(Number)
        return { first, last }
      })

/** What lies within a range and in none of the given ones. */
export function gapsOf(given: readonly IdRange[], within: IdRange): IdRange[] {
  const gaps: IdRange[] = []
  let next = within.first
  for (const { first, last } of [...given].sort((a, b) => a.first - b.first)) {
    if (first > next) gaps.push({ first: next, last: Math.min(first - 1, within.last) })
    next = Math.max(next, last + 1)
    if (next > within.last) return gaps
  }
  return next > within.last ? gaps : [...gaps, { first: next, last: within.last }]
}
