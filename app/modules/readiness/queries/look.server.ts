import type { Instant } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import { ended } from '~/modules/stock/messages'
import type { Looked } from '~/modules/stock/rules/looked'
import type { UnitFacts } from '~/modules/stock/types'
import { explainUnit } from '../messages'
import { judgeSeen } from '../rules/judge/look'
import { seenUnits } from './prepared.server'

/**
 * Things as whoever scans them or asks for them sees them, with no procedure in mind: all that stands for and against each, in
 * sentences. The Scan page, the API, the pages of places and containers ask this, so that they say the same.
 */
export async function lookAt(reader: Reader, units: readonly UnitFacts[], at: Instant): Promise<Looked[]> {
  const seen = await seenUnits(reader, units)
  return seen.map((unit) => ({
    facts: unit.facts,
    findings: judgeSeen(unit, at).map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      sentence: ended(explainUnit(finding, unit.facts.timeZone, at)),
    })),
  }))
}
