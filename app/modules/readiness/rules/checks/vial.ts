import type { Check } from '../../types'
import { askedFor, requirementLine } from '../requirement-line'

/**
 * The biologic: vials of the booked product, reserved for this booking, together at least the dose, of one donor, since two
 * donors never go into one syringe (R27, R30).
 */
export const vialCheck: Check = (facts, at) =>
  askedFor(facts)
    .filter((requirement) => requirement.bind === 'unit')
    .map((requirement) => requirementLine(requirement, facts, at))
