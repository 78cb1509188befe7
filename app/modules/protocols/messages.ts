import { unreachable } from '~/lib/result'
import type { Bind, ContraindicationEffect, ProtocolPart, ProtocolRefusal } from './types'

const partNames: Record<ProtocolPart, string> = {
  candidates: 'Who it is for',
  contraindications: 'Contraindications',
  clinic: 'Preparing the clinic',
  patient: 'Preparing the patient',
  treatment: 'Treatment',
  after: 'Aftercare',
  safety: 'Safety',
  'follow-up': 'Follow-up',
  record: 'What the record holds',
}

/** A chapter of the protocol as pages name it. */
export const partName = (part: ProtocolPart): string => partNames[part]

const effectNames: Record<ContraindicationEffect, string> = {
  stop: 'Yes means: stop.',
  assess: 'Yes means: the clinician assesses and writes why.',
  evaluate: 'Yes means: evaluate carefully or exclude, and write why.',
}

/** What a yes to a contraindication means. */
export const effectName = (effect: ContraindicationEffect): string => effectNames[effect]

const bindNames: Record<Bind, string> = {
  unit: 'Scanned and kept for the booking',
  supply: 'Taken from what is within reach',
  equipment: 'In the room; not used up',
  kit: 'Sealed, in date, checked today',
}

/** How a requirement is met, in words. */
export const bindName = (bind: Bind): string => bindNames[bind]

/** A condition of a requirement in words; null when it is always asked for. */
export function conditionName(condition: string | null): string | null {
  const match = /^anesthesia=(\w+)$/.exec(condition ?? '')
  return match ? `only with ${match[1]} anesthesia` : condition
}

/** A refusal of this room as a sentence. */
export function explainProtocol(refusal: ProtocolRefusal): string {
  switch (refusal.code) {
    case 'CATEGORIES_MISSING':
      return `The protocol asks for categories that the catalog does not have: ${refusal.categories.join(', ')}. Add them to the catalog first.`
    case 'PROTOCOL_MISSING':
      return 'No protocol has been set up yet. Ask an administrator to set up the clinic.'
    default:
      return unreachable(refusal)
  }
}
