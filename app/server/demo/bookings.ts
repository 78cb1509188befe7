import type { Anesthesia } from '~/modules/readiness/types'

/** A procedure of the story. Volumes in microliters. */
export type Case = {
  readonly name: string
  readonly patient: string
  readonly product: string
  /** The vial by its number in the story, of this lot. */
  readonly vial: string
  readonly lot: string
  readonly dose: number
  /** What was given, where it is not the dose. */
  readonly given?: number
  readonly room: 'room-1' | 'room-2'
  readonly side: 'left' | 'right'
  readonly injectionSite: string
  readonly anesthesia: Anesthesia
  /** The container of the anesthetic, where one is drawn from, by its name in the story. */
  readonly anesthetic?: string
  readonly antiseptic: string
  readonly clinician: string
}

// What bookings say again and again.
export const joint = 'joint cavity'
export const gluteal = 'gluteal muscle'
export const iliopsoas = 'iliopsoas muscle'

export const feldman = { clinician: 'Dr. Maya Feldman', room: 'room-1' } as const
export const reyes = { clinician: 'Dr. Tomás Reyes', room: 'room-2' } as const

export const chlorhexidine = { antiseptic: 'CH4419' } as const
export const topical = { anesthesia: 'topical' } as const
export const injected = (lot: string) => ({ anesthesia: 'injectable', anesthetic: lot }) as const
export const noAnesthesia = { anesthesia: 'none' } as const

export const exosome = (vial: string, lot: string) => ({ product: 'exosome-2', vial, lot, dose: 2_000 }) as const
export const cells = (division: string) =>
  ({ product: 'msc-1', vial: `A999926100417-${division}`, lot: 'A999926100417', dose: 1_000 }) as const
export const amnion = (vial: string, lot: string) => ({ product: 'amnion-2', vial, lot, dose: 2_000 }) as const

/** Today: READY and signed; not ready, for the lot is held and the antiseptic is what the patient can't have. */
export const readyCase: Case = {
  ...exosome('NB2407004', 'NB-2407'),
  ...feldman,
  ...chlorhexidine,
  ...injected('LM2207'),
  name: 'haas-1',
  patient: 'HH-10105',
  side: 'right',
  injectionSite: joint,
}

export const notReadyCase: Case = {
  ...amnion('CW311001', 'CW-311'),
  ...reyes,
  ...chlorhexidine,
  ...topical,
  name: 'laurent-1',
  patient: 'HH-10113',
  side: 'left',
  injectionSite: gluteal,
}

/** Later today, and nothing done for it yet. */
export const bookedCase: Case = {
  ...exosome('NB2407005', 'NB-2407'),
  ...feldman,
  ...chlorhexidine,
  ...injected('LM2207'),
  name: 'cole-2',
  patient: 'HH-10068',
  side: 'left',
  injectionSite: joint,
}
