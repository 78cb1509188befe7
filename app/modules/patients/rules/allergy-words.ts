import type { AllergyMeaning, AllergyWord, WordsRead } from '../types'
import { baseAllergyWords } from './base-allergy-words'
import { foldSearch } from './find-keys'

/** A word of the table as it is compared: folded, without a plural's s. */
export const wordKey = (word: string): string => foldSearch(word).split(' ').map(singular).join(' ')

const singular = (word: string): string => (word.length > 3 ? word.replace(/(?<=[^s])s$/, '') : word)

// What stands around the name of a thing and names none: how the reaction was, when, and who says so.
const filler = new Set(
  `a an and any all allergic allergie allergy anaphylactic anaphylaxi anaphylaxis as at bad breathing by cause caused child
  childhood class contact documented drug due er experienced family for from get gets got had hand has have history hive
  hives hospital hx in itching itchy known last local mild moderate month nausea of on once or patient per possible prior
  product rash react reaction reacted redness related report reported sensitive sensitivity serious severe severely
  since skin slight some state stated strong swelling swell swollen symptom the throat to topical type under unknown
  use used very vomit vomiting was when while with year yr`
    .split(/\s+/)
    .map(singular),
)

const isFiller = (word: string): boolean => filler.has(word) || /^\d+$/.test(word)

/** Words that the table compares, longest first, so that `human serum albumin` comes before `albumin`. */
export type AllergyTable = readonly { readonly key: readonly string[]; readonly means: AllergyMeaning }[]

/** The table that allergies in words are compared with: what the program knows, and what this clinic has added. */
export function allergyTable(own: readonly AllergyWord[]): AllergyTable {
  const rows = [...baseAllergyWords, ...own].map(({ word, allergen, isSure }) => ({
    key: wordKey(word).split(' '),
    means: { allergen, isSure },
  }))
  return rows.filter(({ key }) => key[0] !== '').sort((a, b) => b.key.length - a.key.length)
}

const standsAt = (words: readonly string[], key: readonly string[], at: number): boolean =>
  key.every((word, offset) => words[at + offset] === word)

/**
 * What an allergy in words means: every allergen that a word of it names, and whether something in it is left that the table
 * doesn't know. Then a person answers whether it matters, for this patient and each product. Nothing is dropped: an
 * allergy of which one word is known and another isn't has both.
 */
export function readAllergyWords(text: string, table: AllergyTable): WordsRead {
  const words = wordKey(text).split(' ').filter(Boolean)
  const means = new Map<string, AllergyMeaning>()
  const open: string[] = []
  for (let at = 0; at < words.length; ) {
    const here = table.filter(({ key }) => standsAt(words, key, at))
    // A longer name that begins here is what was meant; it may have several meanings.
    const length = here[0]?.key.length ?? 1
    const word = words[at] ?? ''
    if (here.length === 0 && !isFiller(word)) open.push(word)
    for (const { key, means: meaning } of here)
      if (key.length === length && (meaning.isSure || !means.has(meaning.allergen)))
        means.set(meaning.allergen, meaning)
    at += length
  }
  return { means: [...means.values()], isOpen: open.length > 0 || means.size === 0 }
}
