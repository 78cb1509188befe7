import type { Instant } from '~/lib/day'
import type { Database, Lock } from '~/lib/db.server'

/** Who acts, as it is written down: `person:3`, `token:2` or `system`. */
export type ActorLabel = `person:${number}` | `token:${number}` | 'system'

/** What a command is run in: the database, who, when. Made at the door by `auth.enter`, or by a job or a test. */
export type CommandContext = {
  readonly db: Database
  readonly actor: ActorLabel
  readonly at: Instant
}

/** Who and when, as it is written down: what a function needs that writes inside a command's transaction. */
export type Stamp = Pick<CommandContext, 'actor' | 'at'>

/**
 * A command's identity: `key` is made in the browser (a UUID); `input` is everything that the answer depends on. `locks`:
 * what others that write the same wait for, had before the command's facts are read.
 */
export type CommandHead = {
  readonly key: string
  readonly kind: string
  readonly input: unknown
  readonly locks?: () => readonly Lock[]
}

/**
 * What an audit entry says besides who and when. `subject` is like `lot:12`; `detail` holds ids and figures, never a
 * patient's name.
 */
export type AuditNote = {
  readonly subject: string
  readonly detail?: Record<string, unknown>
  readonly action?: string
}

/** What the wrapper of every command refuses: a key that came before with another input, or one that is no key. */
export type CommandRefusal =
  | { readonly code: 'COMMAND_KEY_REUSED'; readonly kind: string }
  | { readonly code: 'COMMAND_KEY_INVALID' }
