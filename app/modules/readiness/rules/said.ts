/** What is said of a thing that somebody looks at with no procedure in mind: sentences, and marks for lists. Pure. */
import type { Instant } from '~/lib/day'
import { ended } from '~/modules/stock/messages'
import type { Looked } from '~/modules/stock/rules/looked'
import { type Standing, stockMarks } from '~/modules/stock/rules/marks'
import { explainUnit } from '../messages'
import type { UnitFinding } from '../types'
import { judgeSeen, type SeenUnit } from './judge/look'

const marks: Partial<Record<UnitFinding['code'], Standing>> = {
  ...stockMarks,
  NOT_DISINFECTED: { state: 'stop', word: 'not disinfected' },
  KEPT: { state: 'check', word: 'kept' },
  PARTLY_KEPT: { state: 'check', word: 'kept in part' },
  AUTOLOGOUS: { state: 'check', word: 'one patient’s own' },
}

/** The mark of a finding in a list. What nobody gave a word is never called usable. */
export const markOf = ({ code }: UnitFinding): Standing => marks[code] ?? { state: 'stop', word: 'not usable' }

/** A thing with all that stands for and against it, in sentences. */
export const saidOfSeen = (unit: SeenUnit, at: Instant): Looked => ({
  facts: unit.facts,
  findings: judgeSeen(unit, at).map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    sentence: ended(explainUnit(finding, unit.facts.timeZone, at)),
    mark: markOf(finding),
  })),
})
