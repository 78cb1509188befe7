import { blocks, type Remedy, remedyOf, type Severity } from '~/modules/stock/rules/judge/weigh'
import type { Line, ReadinessFinding, Verdict } from '../types'
import { isAboutUnit, unitTable } from './judge/table'

/** A line has the shape of its worst finding. `open` is still to do, `ask` waits for an answer. */
export type LineShape = 'ready' | 'check' | 'stop' | 'not-proven'

const shapes: Record<Severity, LineShape> = { stop: 'stop', ask: 'check', open: 'not-proven', check: 'check' }
const rank: Record<Severity, number> = { stop: 0, ask: 1, open: 2, check: 3 }

const worst = (line: Line): ReadinessFinding | null =>
  [...line.findings].sort((a, b) => rank[a.severity] - rank[b.severity])[0] ?? null

export const shapeOf = (line: Line): LineShape => {
  const finding = worst(line)
  return finding ? shapes[finding.severity] : 'ready'
}

const words: Record<Severity, string> = { stop: 'STOP', ask: 'CHECK', open: 'to do', check: 'CHECK' }

export const wordOf = (line: Line): string => {
  const finding = worst(line)
  return finding ? words[finding.severity] : 'in order'
}

/** The lines in page order: what is wrong, what is still to do, then what is in order. */
export const shownLines = (verdict: Verdict): Line[] => {
  const order = (line: Line): number => {
    const finding = worst(line)
    return finding ? rank[finding.severity] : 4
  }
  return [...verdict.lines].sort((a, b) => order(a) - order(b))
}

const scans: ReadonlySet<Remedy> = new Set(['another', 'this'])

/** What to scan next: the first open line that a scan answers; null when none does. */
export function scanNext(
  verdict: Verdict,
): { readonly code: string; readonly label: string; readonly seal: string | null } | null {
  for (const line of verdict.lines) {
    const finding = line.findings.find(blocks)
    if (!finding) continue
    if (
      finding.code === 'NOT_BOUND' ||
      finding.code === 'BOUND_GONE' ||
      (isAboutUnit(finding) && scans.has(remedyOf(unitTable, finding)))
    )
      return { code: line.code, label: line.label, seal: null }
    if (finding.code === 'KIT' && finding.finding.code === 'SEAL_NOT_CHECKED')
      return { code: line.code, label: line.label, seal: finding.finding.sealNumber }
  }
  return null
}
