import type { Bind, ContraindicationEffect, ProtocolPart } from '../types'

/** How a requirement is met. */
export const binds: readonly Bind[] = ['unit', 'supply', 'equipment', 'kit']

/** The chapters of a protocol, in the order of pages. */
export const parts: readonly ProtocolPart[] = [
  'candidates',
  'contraindications',
  'clinic',
  'patient',
  'treatment',
  'after',
  'safety',
  'follow-up',
  'record',
]

/** What a yes to a contraindication can mean. */
export const effects: readonly ContraindicationEffect[] = ['stop', 'assess', 'evaluate']
