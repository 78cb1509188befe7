import { unreachable } from '~/lib/result'
import type { CommandRefusal } from './types'

/** A refusal of the command wrapper as a sentence. */
export function explainCommandRefusal(refusal: CommandRefusal): string {
  switch (refusal.code) {
    case 'COMMAND_KEY_REUSED':
      return `This form was already sent with other content (${refusal.kind}). Nothing was changed. Reload the page and try again.`
    case 'COMMAND_KEY_INVALID':
      return 'The request has no usable key. Nothing was changed. Reload the page and try again; an API client sends a new UUID as key.'
    default:
      return unreachable(refusal)
  }
}
