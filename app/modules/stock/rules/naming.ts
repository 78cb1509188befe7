import type { Day } from '~/lib/day'

/** A notice that names a text which nothing here bears: `note` says which notice, `source` is that of its holds. */
export type Naming = {
  readonly source: string
  readonly note: string
  /** The text as it was typed or printed. */
  readonly text: string
  /** The name in the notice, where the text only looks like it; null where it is that very name. */
  readonly looksLike: string | null
  /** The day on which its case was closed; null while it is open. What it names is recalled all the same. */
  readonly closedOn: Day | null
}

/** Whether the notice names this very text. */
export const isNamed = ({ looksLike }: Naming): boolean => looksLike === null

/** That a notice names it: the one sentence of every door. */
export function explainNaming({ note, text, looksLike, closedOn }: Naming): string {
  const named = looksLike ?? text
  const names =
    closedOn === null
      ? `An open notice names ${named} (${note})`
      : `${named} is named by a notice that was closed on ${closedOn} (${note}) and still counts`
  return looksLike === null
    ? `${names}: don't use it, and don't receive it into stock without the hold.`
    : `${names}, and ${text} looks like it: compare with the label, and don't use it until that is clear.`
}
