import type { Check, Line } from '../../types'
import { ofBooking } from '../judge/booking-table'
import { askedFor, requirementLine } from '../requirement-line'
import { isAnesthetic } from './supplies'

/**
 * The anesthetic, when anesthesia was chosen (R30). If the protocol names nothing for the chosen anesthesia, that is a
 * line of its own that blocks: nobody has said what it takes.
 */
export const anesthesiaCheck: Check = (facts, at) => {
  const lines = askedFor(facts)
    .filter((each) => each.bind === 'supply' && isAnesthetic(each))
    .map((requirement) => requirementLine(requirement, facts, at))
  const { anesthesia } = facts.booking
  if (anesthesia === 'none' || lines.length > 0) return lines
  const label = `Anesthesia, ${anesthesia}`
  const missing: Line = {
    code: 'anesthesia',
    label,
    bound: [],
    findings: ofBooking([{ code: 'NOT_LOOKED_AT', label }]),
  }
  return [missing]
}
