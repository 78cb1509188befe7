/** What the reader's tests share: a fixed day, and short ways to the reading or the refusal of a text. */

import { readLabel } from '~/modules/labels/rules/read-label'
import type { LabelReading, LabelResult, ReadOptions } from '~/modules/labels/types'

export const NOW = '2026-11-24'
export const GS = '\x1d'

export function result(text: string, options: Partial<ReadOptions> = {}): LabelResult {
  return readLabel(text, { now: NOW, ...options })
}

export function reading(text: string, options: Partial<ReadOptions> = {}): LabelReading {
  const found = result(text, options)
  if (found.kind !== 'read') throw new Error(`${JSON.stringify(text)} was not read: ${JSON.stringify(found)}`)
  return found.reading
}

export function refusalOf(text: string, options: Partial<ReadOptions> = {}): string {
  const found = result(text, options)
  return found.kind === 'refused' ? found.refusal.code : found.kind
}

export function warningsOf(text: string, options: Partial<ReadOptions> = {}): string[] {
  return reading(text, options).warnings.map(({ code }) => code)
}

/** A GS1 check digit for all but the last digit (GenSpecs 7.9.1), written apart from the code under test. */
export function withCheckDigit(digits: string): string {
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) sum += Number(digit) * (at % 2 === 0 ? 3 : 1)
  return digits + ((10 - (sum % 10)) % 10)
}
