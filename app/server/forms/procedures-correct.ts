import { correctScreening } from '~/modules/procedures/commands/correct-screening.server'
import { correctForm } from '~/modules/procedures/schema'
import { formOf } from '../action'
import { back, target } from './procedures'

/** The corrected answers of a screening. */
export const correctDoor = formOf(correctScreening, {
  form: correctForm,
  input: (given, sent) => ({ ...target(sent), ...given }),
  ...back,
})
