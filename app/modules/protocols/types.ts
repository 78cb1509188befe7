/** How a requirement is met (see the room's README). */
export type Bind = 'unit' | 'supply' | 'equipment' | 'kit'

/** The chapters of a protocol, in the order in which pages show them. */
export type ProtocolPart =
  | 'candidates'
  | 'contraindications'
  | 'clinic'
  | 'patient'
  | 'treatment'
  | 'after'
  | 'safety'
  | 'follow-up'
  | 'record'

/**
 * What a yes to a contraindication means: `stop` ends it unless a person with the right overrides; `assess` and
 * `evaluate` need a clinician's written reason to go on.
 */
export type ContraindicationEffect = 'stop' | 'assess' | 'evaluate'

/** A requirement as the protocol's author writes it: alternatives by category code. Volumes in microliters. */
export type RequirementDraft = {
  readonly code: string
  readonly label: string
  readonly bind: Bind
  readonly quantity: number
  readonly sizeMicrolitersMin?: number
  readonly sizeMicrolitersMax?: number
  readonly volumeMicroliters?: number
  readonly condition?: string
  readonly alternatives: readonly string[]
}

export type TextDraft = {
  readonly part: ProtocolPart
  readonly code: string
  readonly text: string
  readonly effect?: ContraindicationEffect
}

/** A whole version as its author writes it. Doses in microliters, times in minutes and weeks. */
export type ProtocolDraft = {
  readonly code: string
  readonly name: string
  readonly doseMicrolitersMin: number
  readonly doseMicrolitersMax: number
  readonly observationMinutesMin: number
  readonly readyForMinutes: number
  readonly followUpWeeksMin: number
  readonly followUpWeeksMax: number
  readonly intervalWeeksMin: number
  readonly requirements: readonly RequirementDraft[]
  readonly texts: readonly TextDraft[]
}

/** A requirement as stored, with its alternatives as categories. */
export type Requirement = {
  readonly id: number
  readonly versionId: number
  readonly code: string
  readonly label: string
  readonly bind: Bind
  readonly quantity: number
  readonly sizeMicrolitersMin: number | null
  readonly sizeMicrolitersMax: number | null
  readonly volumeMicroliters: number | null
  readonly condition: string | null
  readonly alternatives: readonly { readonly categoryId: number; readonly code: string; readonly name: string }[]
}

export type ProtocolText = {
  readonly part: ProtocolPart
  readonly code: string
  readonly text: string
  readonly effect: ContraindicationEffect | null
}

/** A stored version with its figures. */
export type Version = {
  readonly id: number
  readonly protocolCode: string
  readonly protocolName: string
  readonly version: number
  readonly effectiveFrom: string
  readonly doseMicrolitersMin: number
  readonly doseMicrolitersMax: number
  readonly observationMinutesMin: number
  readonly readyForMinutes: number
  readonly followUpWeeksMin: number
  readonly followUpWeeksMax: number
  readonly intervalWeeksMin: number
}

/** What a condition depends on in a booking. */
export type ConditionFacts = { readonly anesthesia: 'none' | 'topical' | 'injectable' }

export type ProtocolRefusal =
  | { readonly code: 'CATEGORIES_MISSING'; readonly categories: readonly string[] }
  | { readonly code: 'PROTOCOL_MISSING' }
