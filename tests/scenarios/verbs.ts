import type { Verb } from './verb'
import { accessVerbs } from './verbs/access'
import { catalogVerbs } from './verbs/catalog'
import { doorVerbs } from './verbs/doors'
import { patientVerbs } from './verbs/patients'
import { recallVerbs } from './verbs/recalls'
import { stockVerbs } from './verbs/stock'

/** All that people of a story can say. */
export const verbs: readonly Verb[] = [
  ...accessVerbs,
  ...catalogVerbs,
  ...stockVerbs,
  ...patientVerbs,
  ...recallVerbs,
  ...doorVerbs,
]
