import { stockTable } from '~/modules/stock/rules/judge/table'
import {
  type FindingTable,
  saysOnly,
  silent,
  stopsPatient,
  stopsUse,
  type Weights,
} from '~/modules/stock/rules/judge/weigh'
import type { ReadinessFinding, StoppedUnit, UnitFinding } from '../../types'

/** Where a good one is said wherever it stands; what one tap or a scan keeps must be within reach. */
const reach: Weights = { ...silent, take: 'stop', bind: 'stop', 'count-on': 'stop' }

/** A dirty transducer is never proposed; scanning it keeps it, and its line asks to disinfect it. */
const dirty: Weights = {
  ...silent,
  offer: 'stop',
  take: 'stop',
  bind: 'open',
  'count-on': 'stop',
  enter: 'stop',
  look: 'stop',
  record: 'check',
}

/** Proposed only when there is no other; kept, it blocks until somebody answers; nothing goes into a patient unanswered. */
const unanswered: Weights = {
  ...silent,
  offer: 'ask',
  take: 'ask',
  bind: 'ask',
  'count-on': 'ask',
  enter: 'stop',
  record: 'check',
}

/** Whose cells they are is a person's answer: never proposed, kept by a scan, and blocking until it is said. */
const unowned: Weights = { ...unanswered, offer: 'stop', take: 'stop' }

/** Something else is being done with it: it is neither proposed nor kept, and goes into nobody. */
const claimed: Weights = { ...silent, offer: 'stop', take: 'stop', bind: 'stop', enter: 'stop', record: 'check' }

/** Whether it is meant for this, only a person can say who knows for what it is looked at. */
const asksWhom: Weights = { ...silent, look: 'ask' }

/** The one table of findings about a unit for a booking (docs/safety.md §2): stock's rows and those of this room. */
export const unitTable: FindingTable<UnitFinding> = {
  ...stockTable,
  WRONG_PRODUCT: {
    weights: stopsPatient,
    overriddenBy: 'nobody',
    remedy: 'another',
  },
  WRONG_KIND: {
    weights: stopsPatient,
    overriddenBy: 'nobody',
    remedy: 'another',
  },
  OUT_OF_REACH: { weights: reach, overriddenBy: 'clinician', remedy: 'this' },
  NOT_RESERVED: { weights: { ...silent, 'count-on': 'stop' }, overriddenBy: 'clinician', remedy: 'this' },
  NOT_KEPT: {
    weights: { ...silent, enter: 'stop', record: 'check' },
    overriddenBy: 'nobody',
    remedy: 'another',
    shown: ['kept'],
  },
  KEPT_FOR_OTHER: { weights: claimed, overriddenBy: 'nobody', remedy: 'another' },
  KEPT: { weights: asksWhom, overriddenBy: 'nobody', remedy: 'another' },
  PARTLY_KEPT: {
    weights: { ...silent, look: 'check' },
    overriddenBy: 'nobody',
    remedy: 'none',
    shown: ['kept', 'free'],
  },
  AUTOLOGOUS: { weights: asksWhom, overriddenBy: 'nobody', remedy: 'none' },
  TOO_LITTLE: {
    weights: { ...claimed, enter: null, record: null },
    overriddenBy: 'nobody',
    remedy: 'another',
    shown: ['free'],
  },
  NOT_DISINFECTED: { weights: dirty, overriddenBy: 'director', remedy: 'another' },
  NOT_THAWED: { weights: { ...silent, enter: 'stop', record: 'check' }, overriddenBy: 'nobody', remedy: 'none' },
  OF_OTHER_PATIENT: { weights: { ...stopsUse, look: null }, overriddenBy: 'nobody', remedy: 'another' },
  OWNER_UNKNOWN: { weights: unowned, overriddenBy: 'nobody', remedy: 'answer' },
  OF_THIS_PATIENT: { weights: { ...saysOnly, look: null }, overriddenBy: 'clinician', remedy: 'none' },
  ALLERGY: {
    weights: stopsPatient,
    overriddenBy: 'director',
    remedy: 'another',
  },
  ALLERGY_UNKNOWN: { weights: unanswered, overriddenBy: 'director', remedy: 'answer' },
  ALLERGY_WORDS: {
    weights: { ...silent, enter: 'stop', record: 'check' },
    overriddenBy: 'director',
    remedy: 'answer',
  },
  NOT_STERILE: {
    weights: stopsPatient,
    overriddenBy: 'director',
    remedy: 'another',
  },
  STERILE_UNKNOWN: { weights: unanswered, overriddenBy: 'director', remedy: 'answer' },
  TWO_DONORS: {
    weights: { ...stopsPatient, offer: null, take: null },
    overriddenBy: 'nobody',
    remedy: 'another',
  },
}

/** Whether a finding of a line is about one kept unit: then the table has its row. */
export const isAboutUnit = (finding: ReadinessFinding): finding is StoppedUnit => finding.code in unitTable
