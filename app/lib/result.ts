/**
 * A refusal is a value with a code, not an error: what the program would not do, and what it saw. `messages.ts` of the
 * room turns it into a sentence.
 */
export type Refusal = { readonly code: string }

/** Either a value or a refusal. */
export type Result<T, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R }

/** Wraps a value as a success. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

/** Wraps a refusal as a failure. */
export const refuse = <R extends Refusal>(refusal: R): { readonly ok: false; readonly refusal: R } => ({
  ok: false,
  refusal,
})

/** Marks a branch that the compiler has shown can't be reached; throws if data from outside reaches it all the same. */
export function unreachable(value: never): never {
  throw new Error(`A value that no table knows: ${JSON.stringify(value)}`)
}
