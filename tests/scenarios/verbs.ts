import type { Verb } from './verb'
import { accessVerbs } from './verbs/access'
import { bookingVerbs } from './verbs/bookings'
import { catalogVerbs } from './verbs/catalog'
import { doorVerbs } from './verbs/doors'
import { kitVerbs } from './verbs/kits'
import { pageVerbs } from './verbs/pages'
import { patientVerbs } from './verbs/patients'
import { procedureVerbs } from './verbs/procedures'
import { readinessVerbs } from './verbs/readiness'
import { recallVerbs } from './verbs/recalls'
import { receivingVerbs } from './verbs/receiving'
import { stockVerbs } from './verbs/stock'
import { storageVerbs } from './verbs/storage'

/** All that people of a story can say. */
export const verbs: readonly Verb[] = [
  ...accessVerbs,
  ...catalogVerbs,
  ...storageVerbs,
  ...receivingVerbs,
  ...stockVerbs,
  ...kitVerbs,
  ...patientVerbs,
  ...bookingVerbs,
  ...procedureVerbs,
  ...readinessVerbs,
  ...recallVerbs,
  ...doorVerbs,
  ...pageVerbs,
]
