/** An open notice that names a text which nothing here bears: `note` says which notice, `source` is that of its holds. */
export type Naming = {
  readonly source: string
  readonly note: string
  /** The text as it was typed or printed. */
  readonly text: string
  /** The name in the notice, where the text only looks like it; null where it is that very name. */
  readonly looksLike: string | null
}

/** Whether the notice names this very text. */
export const isNamed = ({ looksLike }: Naming): boolean => looksLike === null

/** That an open notice names it: the one sentence of every door. */
export const explainNaming = ({ note, text, looksLike }: Naming): string =>
  looksLike === null
    ? `An open notice names ${text} (${note}): don't use it, and don't receive it into stock without the hold.`
    : `An open notice names ${looksLike} (${note}), and ${text} looks like it: compare with the label, and don't use it until that is clear.`
