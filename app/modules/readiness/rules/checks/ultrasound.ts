import type { Check } from '../../types'
import { askedFor, requirementLine } from '../requirement-line'

/**
 * Equipment: in the room or a preparation area, bound and not used up. The transducer must have been disinfected at its
 * level since its last patient (R22, R30).
 */
export const ultrasoundCheck: Check = (facts, at) =>
  askedFor(facts)
    .filter((requirement) => requirement.bind === 'equipment')
    .map((requirement) => requirementLine(requirement, facts, at))
