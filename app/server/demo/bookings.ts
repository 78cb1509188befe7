import type { NoteInput } from '~/modules/procedures/commands/steps.server'
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
  /** The lot of the anesthetic, where one is drawn from. */
  readonly anesthetic?: string
  readonly antiseptic: string
  readonly clinician: string
}

/** A procedure that was given, with what was written down of it. Without a note it is not closed yet. */
export type PastCase = Case & {
  readonly daysAgo: number
  readonly time: string
  readonly reaction?: 'none' | 'mild'
  readonly observed: string
  readonly note?: NoteInput
}

const joint = 'Hip joint (intra-articular)'
const gluteal = 'Gluteus medius (intramuscular)'
const iliopsoas = 'Iliopsoas (intramuscular)'

const feldman = { clinician: 'Dr. Maya Feldman', room: 'room-1' } as const
const reyes = { clinician: 'Dr. Tomás Reyes', room: 'room-2' } as const

const chlorhexidine = { antiseptic: 'CH4419' } as const
const topical = { anesthesia: 'topical' } as const
const injected = (lot: string) => ({ anesthesia: 'injectable', anesthetic: lot }) as const
const noAnesthesia = { anesthesia: 'none' } as const

const exosome = (vial: string, lot: string) => ({ product: 'exosome-2', vial, lot, dose: 2_000 }) as const
const cells = (division: string) =>
  ({ product: 'msc-1', vial: `A999926100417-${division}`, lot: 'A999926100417', dose: 1_000 }) as const
const amnion = (vial: string, lot: string) => ({ product: 'amnion-2', vial, lot, dose: 2_000 }) as const

const quiet = 'No reaction. Walked out with a cane. Aftercare sheet given and talked through.'
const note = (technique: string, response: string, adjustments: string | null = null): NoteInput => ({
  technique,
  response,
  observations: 'Observed for 12 minutes: no swelling beyond the usual, no rash, pulse and breathing calm.',
  adjustments,
})
const lateral = 'Anterior-superior approach in plane, needle tip seen in the recess, injected slowly.'

/** What was given in the last ten weeks, oldest first. */
export const pastCases: readonly PastCase[] = [
  {
    ...exosome('NB2402001', 'NB-2402'),
    ...feldman,
    ...chlorhexidine,
    ...topical,
    name: 'whitcomb-1',
    patient: 'HH-10021',
    daysAgo: 67,
    time: '10:00',
    side: 'right',
    injectionSite: joint,
    observed: quiet,
    note: note(
      lateral,
      'Slight pressure while injecting, none after.',
      'Second session after six weeks if pain returns.',
    ),
  },
  {
    ...exosome('NB2402002', 'NB-2402'),
    ...reyes,
    ...chlorhexidine,
    ...injected('LP6610'),
    name: 'achebe-1',
    patient: 'HH-10034',
    daysAgo: 60,
    time: '13:30',
    side: 'left',
    injectionSite: joint,
    observed: quiet,
    note: note(lateral, 'Tolerated well.'),
  },
  {
    ...cells('A0'),
    ...feldman,
    ...chlorhexidine,
    ...topical,
    name: 'solberg-1',
    patient: 'HH-10047',
    daysAgo: 53,
    time: '09:30',
    side: 'left',
    injectionSite: joint,
    observed: quiet,
    note: note(lateral, 'Warm feeling in the joint for a minute.'),
  },
  {
    ...amnion('CW298001', 'CW-298'),
    ...feldman,
    ...chlorhexidine,
    ...injected('LP6610'),
    name: 'montoya-1',
    patient: 'HH-10052',
    daysAgo: 46,
    time: '11:00',
    given: 1_500,
    side: 'right',
    injectionSite: gluteal,
    reaction: 'mild',
    observed: 'Light-headed for two minutes, lying down helped. Blood pressure normal. Aftercare sheet given.',
    note: note(
      'Two passes under ultrasound, 0.75 mL each.',
      'Felt faint at the second pass; stopped at 1.5 mL.',
      'Next time lying down throughout.',
    ),
  },
  {
    product: 'wharton-1',
    vial: 'WJ0611001',
    lot: 'WJ-0611',
    dose: 1_000,
    ...reyes,
    ...chlorhexidine,
    ...noAnesthesia,
    name: 'cole-1',
    patient: 'HH-10068',
    daysAgo: 32,
    time: '10:30',
    side: 'left',
    injectionSite: iliopsoas,
    observed: quiet,
    note: note(
      'Anterior approach under ultrasound, vessels seen and avoided.',
      'Tolerated well. Latex-free room and gloves.',
    ),
  },
  {
    ...exosome('NB2407001', 'NB-2407'),
    ...feldman,
    antiseptic: 'PV1207',
    ...topical,
    name: 'zhou-1',
    patient: 'HH-10073',
    daysAgo: 25,
    time: '14:00',
    side: 'right',
    injectionSite: joint,
    observed: 'No reaction. No acetaminophen on the aftercare sheet: the patient is allergic to it.',
    note: note(lateral, 'Tolerated well.'),
  },
  {
    ...exosome('NB2407002', 'NB-2407'),
    ...feldman,
    ...chlorhexidine,
    ...topical,
    name: 'whitcomb-2',
    patient: 'HH-10021',
    daysAgo: 18,
    time: '09:00',
    side: 'right',
    injectionSite: joint,
    observed: quiet,
    note: note(
      lateral,
      'Tolerated well.',
      'Second session, seven weeks after the first: pain 6 of 10 before it, now 3 of 10.',
    ),
  },
  {
    ...amnion('CW298002', 'CW-298'),
    ...reyes,
    ...chlorhexidine,
    ...injected('LM2207'),
    name: 'pruitt-1',
    patient: 'HH-10089',
    daysAgo: 11,
    time: '10:15',
    side: 'left',
    injectionSite: gluteal,
    observed: quiet,
    note: note('One pass under ultrasound.', 'Tolerated well.'),
  },
  {
    ...cells('B0'),
    ...feldman,
    ...chlorhexidine,
    ...topical,
    name: 'solberg-2',
    patient: 'HH-10047',
    daysAgo: 4,
    time: '09:30',
    side: 'left',
    injectionSite: joint,
    observed: quiet,
    note: note(lateral, 'Tolerated well.', 'Second session, seven weeks after the first: walks without a cane now.'),
  },
  {
    ...exosome('NB2407003', 'NB-2407'),
    ...reyes,
    ...chlorhexidine,
    ...injected('LM2207'),
    name: 'barnes-1',
    patient: 'HH-10096',
    daysAgo: 1,
    time: '10:00',
    side: 'right',
    injectionSite: joint,
    observed: quiet,
  },
]

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
