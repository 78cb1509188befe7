import type { Check } from '../../types'
import { askedFor, requirementLine } from '../requirement-line'
import { isAntiseptic } from './supplies'

/**
 * The skin antiseptic: any one of the alternatives that the patient is not allergic to. Chlorhexidine in alcohol is not
 * "alcohol" for a chlorhexidine allergy: a category counts for what it is named after, whatever a contains list says (R30).
 */
export const antisepticCheck: Check = (facts, at) =>
  askedFor(facts)
    .filter((each) => each.bind === 'supply' && isAntiseptic(each))
    .map((requirement) => requirementLine(requirement, facts, at))
