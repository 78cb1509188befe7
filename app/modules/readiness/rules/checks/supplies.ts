import type { Requirement } from '~/modules/protocols/types'
import type { Check } from '../../types'
import { askedFor, requirementLine } from '../requirement-line'

/** Whether a requirement is an anesthetic: it is asked for on the condition of the anesthesia that was chosen. */
export const isAnesthetic = (requirement: Requirement): boolean =>
  (requirement.condition ?? '').startsWith('anesthesia=')

/** Whether a requirement is the skin antiseptic. */
export const isAntiseptic = (requirement: Requirement): boolean => requirement.code === 'antiseptic'

/** Syringes of the right size, needles, gloves, drape, gauze, cover, gel: enough of each, reserved and within reach (R30). */
export const suppliesCheck: Check = (facts, at) =>
  askedFor(facts)
    .filter((each) => each.bind === 'supply' && !isAnesthetic(each) && !isAntiseptic(each))
    .map((requirement) => requirementLine(requirement, facts, at))
