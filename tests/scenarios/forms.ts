import type { Word } from './language'

/** What a sentence says in the places of a form: `{dose}` by its name. A place in a part that was left out is missing. */
export type Said = Readonly<Record<string, string>>

type Piece =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'place'; readonly name: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }

function piecesOf(form: string): Piece[] {
  return form
    .split(/\s+|(?<=\[)|(?=\])/)
    .filter((text) => text !== '')
    .map((text): Piece => {
      if (text === '[') return { kind: 'open' }
      if (text === ']') return { kind: 'close' }
      const name = /^\{(\w+)\}$/.exec(text)?.[1]
      return name === undefined ? { kind: 'word', text } : { kind: 'place', name }
    })
}

/** Where the part in brackets that begins here ends. */
function endOf(pieces: readonly Piece[], open: number): number {
  const end = pieces.findIndex((piece, index) => index > open && piece.kind === 'close')
  if (end < 0) throw new Error('A form opens a bracket and does not close it.')
  return end
}

function from(pieces: readonly Piece[], at: number, words: readonly Word[], word: number): Said | null {
  const piece = pieces[at]
  if (!piece) return word === words.length ? {} : null
  if (piece.kind === 'open')
    return from(pieces, at + 1, words, word) ?? from(pieces, endOf(pieces, at) + 1, words, word)
  if (piece.kind === 'close') return from(pieces, at + 1, words, word)
  const here = words[word]
  if (!here) return null
  if (piece.kind === 'word')
    return !here.quoted && here.text === piece.text ? from(pieces, at + 1, words, word + 1) : null
  const rest = from(pieces, at + 1, words, word + 1)
  return rest && { ...rest, [piece.name]: here.text }
}

/**
 * Compares a sentence with a form: words as they are, `{places}` for one word or one quoted text, and `[parts]` that may be
 * left out. Null where it is another sentence.
 */
export const match = (form: string, words: readonly Word[]): Said | null => from(piecesOf(form), 0, words, 0)

/** What a sentence says in a place that its form always has. */
export function the(said: Said, place: string): string {
  const text = said[place]
  if (text === undefined) throw new Error(`The form has no place called ${place}.`)
  return text
}
