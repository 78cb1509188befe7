import { wordFindings } from '~/modules/readiness/rules/allergy-questions'
import { screeningFindings } from '~/modules/readiness/rules/screening-answers'
import type { ReadinessFacts } from '~/modules/readiness/types'
import type { PatientQuestion } from '../types'

const isQuestion = (finding: { readonly code: string }): finding is PatientQuestion =>
  finding.code === 'ALLERGY_QUESTION' || finding.code === 'SCREENING_YES'

/**
 * The first question about this patient that nobody has answered: an allergy in words, or a yes of the screening. Nothing is
 * timed out or given over it, whatever else was overridden.
 */
export const openQuestion = (readiness: ReadinessFacts): PatientQuestion | null =>
  [...wordFindings(readiness), ...screeningFindings(readiness.booking)].find(isQuestion) ?? null
