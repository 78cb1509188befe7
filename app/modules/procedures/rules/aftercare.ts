import { meantBy } from '~/modules/patients/rules/compared'
import type { Allergy } from '~/modules/patients/types'
import type { ProtocolText } from '~/modules/protocols/types'

/**
 * The lines of the aftercare sheet (R28). Acetaminophen is not offered to a patient who is allergic to it, by code or in words
 * that the table knows, or was never asked. The line against NSAIDs always stays.
 */
export function aftercareLines(texts: readonly ProtocolText[], allergies: readonly Allergy[]): ProtocolText[] {
  const { sure, related } = meantBy(allergies)
  const offers = allergies.length > 0 && ![...sure, ...related].includes('acetaminophen')
  return texts.filter((text) => text.part === 'after' && (offers || !/acetaminophen/i.test(text.text)))
}
