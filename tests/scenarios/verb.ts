import type { Said } from './forms'
import type { Outcome, World } from './world'

/** A sentence that people of a story can say, and what it does. */
export type Verb = {
  /** Its form: words, `{places}`, `[parts that may be left out]`. */
  readonly form: string
  /** One sentence of a story with it. */
  readonly example: string
  /** The kind of the command that it performs; null for a question. */
  readonly kind: string | null
  readonly asks: boolean
  readonly does: (world: World, who: string, said: Said) => Promise<Outcome>
}

/** A verb that performs one command. */
export const verb = (
  kind: string,
  form: string,
  example: string,
  does: (world: World, who: string, said: Said) => Promise<Outcome>,
): Verb => ({ kind, form, example, asks: false, does })

/** A verb that only asks: its answer must be said in the story. */
export const question = (
  form: string,
  example: string,
  does: (world: World, who: string, said: Said) => Promise<Outcome>,
): Verb => ({ kind: null, form, example, asks: true, does })

/** Something that can be claimed after `then`, found out by a query. `is` gives true, or what is so instead. */
export type Claim = {
  readonly form: string
  readonly example: string
  readonly is: (world: World, said: Said) => Promise<true | string>
}

export const claim = (
  form: string,
  example: string,
  is: (world: World, said: Said) => Promise<true | string>,
): Claim => ({
  form,
  example,
  is,
})

/** The answer of a claim: that it is so, or what is so instead. */
export const whether = (isSo: boolean, instead: string): true | string => isSo || instead
