/** Which keys of a text or label an open notice may watch for, and which of its watches the text looks like. Pure. */
import { goodsOf } from '~/modules/labels/rules/goods'
import { codesOf } from '~/modules/labels/rules/product-codes'
import { cleanTyped } from '~/modules/labels/rules/typed-text'
import { nameKey, nameSkeleton } from '~/modules/names/rules/keys'
import { wantedOfPrinted, wantedOfTyped } from '~/modules/names/rules/wanted'
import type { Meaning, Meanings } from './meanings'

/** A key, and the text that it comes from as it was typed or printed. */
export type KeyedText = { readonly key: string; readonly text: string }

type Answer = Pick<Meanings, 'typed' | 'meanings'>

/**
 * The keys to watch for, so that whatever comes to bear this name later is known by it, in whichever way it is spelled: a
 * typed name with and without its word, a donation number without its check character, a code in all its layouts; of a label
 * the lot that it prints, else its donation or serial, else its product.
 */
export function watchKeys(answer: Answer, text: string): string[] {
  const keys = keysIn(answer)
  return keys.length > 0 ? keys : [nameKey(text)]
}

/** The same, and none where the label names nothing that could be watched for: a date alone, a label that can't be read. */
export const keysIn = (answer: Answer): string[] => [...new Set(textsIn(answer).map(({ key }) => key))]

/** The same keys, each with the text that it comes from. */
export function textsIn({ typed, meanings }: Answer): KeyedText[] {
  const found = typed
    ? wantedOfTyped(typed)
        .filter(({ certainty }) => certainty !== 'near')
        .map(({ key }) => ({ key, text: typed.text }))
    : []
  for (const { reading, certainty } of meanings) {
    if (!reading) continue
    const { lot, donation, unitNumber } = goodsOf(reading)
    const names = [lot, donation ?? unitNumber].flatMap((text) => (text === null ? [] : [{ key: nameKey(text), text }]))
    // What was typed may be a plain name: a lot that is only guessed out of its digits is not watched for.
    if (names.length > 0 && (!typed || certainty === 'exact')) found.push(...names)
    else if (names.length === 0) found.push(...codesOf(reading).map(({ code }) => ({ key: nameKey(code), text: code })))
  }
  return found
}

/** The names of ours that a meaning is called by: the text that matched, and the lot that its label prints beside it. */
function borneBy({ kind, certainty, matched, reading, differs }: Meaning): string[] {
  if (certainty === 'near' || (kind !== 'lot' && kind !== 'unit' && kind !== 'group')) return []
  const isOtherLot = differs.some((each) => each.code === 'SERIAL_OF_OTHER_LOT' && !each.isPrintedHere)
  const printed = kind === 'unit' && reading !== null && !isOtherLot ? goodsOf(reading).lot : null
  return [matched, ...(printed === null ? [] : [printed])].map(nameKey)
}

/** Those of the keys that no lot, container or group of ours bears: what is here is on hold, or was decided about. */
export function unknownIn(answer: Answer): KeyedText[] {
  const borne = new Set(answer.meanings.flatMap(borneBy))
  const seen = new Set<string>()
  return textsIn(answer).filter(({ key }) => !borne.has(key) && !seen.has(key) && seen.add(key))
}

/** What a watched name may have been before a spreadsheet or a keyboard changed it. */
const candidatesOf = (key: string): string[] => {
  const typed = cleanTyped(key)
  return typed ? wantedOfTyped(typed).map((each) => each.key) : []
}

/** Whether a text looks like a watched name, begins with it, or was made of it by a spreadsheet; the very name does not. */
export function looksWatched(text: string, watched: string): boolean {
  const key = nameKey(text)
  if (key === watched) return false
  return (
    nameSkeleton(key) === nameSkeleton(watched) ||
    wantedOfPrinted(text, 'exact').some((each) => each.key === watched) ||
    candidatesOf(text).includes(watched) ||
    candidatesOf(watched).includes(key)
  )
}
