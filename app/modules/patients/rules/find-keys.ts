/**
 * What a patient is found by: folded words of the name, the MRN in its forms, and the short pieces that an index looks up.
 * `prisma/migrations/steps/0006_patients_and_facts` made the same keys of the patients who were there before.
 */

// Letters that Unicode does not take apart into a letter and an accent.
const plain: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ı: 'i',
  ħ: 'h',
}

// Apostrophes of every keyboard, and what stands for one: a prime, an accent by itself, the Hawaiian ʻokina.
const apostrophes = /['’‘‛`´ʼʻʹ′＇]/gu

/**
 * Text as it is searched: small letters and digits, accents and apostrophes dropped, everything between words one space. So
 * `O’Neill` is found by `oneill`, and `GARCÍA-LÓPEZ` by `garcia lopez`, on both databases.
 */
export const foldSearch = (text: string): string =>
  text
    .replace(apostrophes, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[øłđðþæœßıħ]/gu, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** An MRN folded for comparison: capitals, without spaces and hyphens. */
export const foldMrn = (text: string): string => text.toUpperCase().replace(/[\s‐-―-]+/g, '')

/**
 * An MRN as two people may write the same one: O as 0, I and l as 1, without what is neither letter nor digit and without the
 * zeros that lead a number. `HH-0O123` and `hh 123` have the same.
 */
export const mrnKeyOf = (text: string): string =>
  foldMrn(text.normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/(?<!\p{N})0+(?=\p{N})/gu, '')

/** A name without the order of its words: `Example, Rosa` and `rosa example` have the same. */
export const nameKeyOf = (name: string): string => foldSearch(name).split(' ').sort().join(' ')

/** What a patient is found by: the MRN as typed, folded and as two people may write it, and the name. */
export function patientKey(mrn: string, name: string): string {
  const words = foldSearch(`${mrn} ${foldMrn(mrn)} ${mrnKeyOf(mrn)} ${name}`).split(' ')
  return [...new Set(words)].join(' ')
}

/** How many characters a piece has at most. */
const longest = 3

function piecesOfWord(word: string): string[] {
  const letters = [...word]
  const found = [`^${letters[0] ?? ''}`]
  for (let size = 2; size <= longest; size += 1)
    for (let from = 0; from + size <= letters.length; from += 1) found.push(letters.slice(from, from + size).join(''))
  return found
}

/** The pieces under which the index keeps a patient. */
export const piecesOf = (searchKey: string): string[] => [
  ...new Set(searchKey.split(' ').filter(Boolean).flatMap(piecesOfWord)),
]

/**
 * The piece by which a search for these words begins: of the longest word, its first characters, or its last where it is a
 * number, since numbers of one clinic begin alike. What it finds is compared with the words themselves.
 */
export function pieceWanted(words: readonly string[]): string {
  const [word = ''] = [...words].sort((a, b) => b.length - a.length)
  const letters = [...word]
  if (letters.length === 1) return `^${word}`
  return (/\p{N}$/u.test(word) ? letters.slice(-longest) : letters.slice(0, longest)).join('')
}
