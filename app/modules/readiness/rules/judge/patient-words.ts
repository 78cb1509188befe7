import type { UnitFinding } from '../../types'
import { openWords } from '../allergy-questions'
import type { UnitCheck } from './unit-checks'

/**
 * Allergies in words that nobody has answered for this patient and this product (R30). The line of allergies asks about all
 * that is kept at once, so this weighs only where something goes into the patient.
 */
export const allergyWords: UnitCheck = (unit, { allergies }) =>
  openWords(unit, allergies).map((words): UnitFinding => ({ code: 'ALLERGY_WORDS', words }))
