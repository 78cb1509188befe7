import { type Refusal, refuse } from '~/lib/result'
import { explainPerform, isPerformRefusal } from '~/modules/auth/messages'
import type { PerformRefusal, Status } from '~/modules/auth/types'
import type { ApiRefusal, ApiStatus } from './endpoint'

const performStatuses: Record<PerformRefusal['code'], ApiStatus> = {
  COMMAND_KEY_REUSED: 409,
  COMMAND_KEY_INVALID: 400,
  FORBIDDEN: 403,
  PERSON_NEEDED: 403,
  SIGNED_OUT: 401,
  INPUT_WRONG: 400,
  BUSY: 503,
  CAME_LATE: 409,
}

type Refusing = { readonly kind: string; readonly refusals: Readonly<Record<string, Status>> }

/** A command's refusal as the API answers it: what `perform` refuses by one table, anything else as the command declares. */
export function refusedBy<R extends Refusal>(
  command: Refusing,
  refusal: NoInfer<R> | PerformRefusal,
  explain: (refusal: R) => string,
): { readonly ok: false; readonly refusal: ApiRefusal } {
  const { code } = refusal
  if (isPerformRefusal(refusal))
    return refuse({ code, status: performStatuses[refusal.code], message: explainPerform(refusal) })
  const status = command.refusals[code]
  if (status === undefined) throw new Error(`The command ${command.kind} declares no refusal ${code}.`)
  return refuse({ code, status, message: explain(refusal as R) })
}
