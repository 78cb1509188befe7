import { setBookingRule, setTimeOutRule } from '~/modules/procedures/commands/rules.server'
import { bookingRuleForm, timeOutRuleForm } from '~/modules/procedures/schema'
import { formOf } from '../action'

const explain = () => 'It was refused. Nothing was changed.'

/** The forms of the rules for procedures, by their intent. */
export const procedureRuleDoors = {
  'time-out': formOf(setTimeOutRule, {
    form: timeOutRuleForm,
    input: (given) => given,
    say: (_value, { minutes }) => `A time-out counts for ${minutes} minutes from now on.`,
    explain,
  }),
  hours: formOf(setBookingRule, {
    form: bookingRuleForm,
    input: (given) => given,
    say: (_value, { hours }) =>
      hours === null
        ? 'No hours from now on: nobody is asked about them.'
        : `Open ${hours.opens} to ${hours.closes} from now on. Bookings outside are asked about.`,
    explain,
  }),
}
