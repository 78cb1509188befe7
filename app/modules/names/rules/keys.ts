/** The key by which names are the same: case, spaces and hyphens folded (docs/architecture.md §6). */
export const nameKey = (text: string): string => text.toUpperCase().replace(/[\s‐-―-]+/g, '')

const lookAlikes: Record<string, string> = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' }

/** Signs that keyboards, spreadsheets and file names put for a hyphen or a blank. */
const SIGNS = /[_./\\:]+/g

/**
 * The skeleton by which names are near matches: O/0, I/1/L, S/5, B/8, Z/2 folded on top of the key, and the signs that come for
 * a hyphen left out (R34). What the table holds was written by the same function: a change needs a migration.
 */
export const nameSkeleton = (text: string): string =>
  nameKey(text)
    .replace(SIGNS, '')
    .replace(/[OILSBZ]/g, (letter) => lookAlikes[letter] ?? letter)

// Letters of other scripts that look like ours: they come with copying, and no label is printed with them.
const foreign: Record<string, string> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  Ѕ: 'S',
  І: 'I',
  Ј: 'J',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
}

/** The text in capitals with Cyrillic and Greek letters as the Latin ones that they look like. */
export const latin = (text: string): string =>
  text.toUpperCase().replace(/[\u0370-\u03ff\u0400-\u04ff]/g, (letter) => foreign[letter] ?? letter)
