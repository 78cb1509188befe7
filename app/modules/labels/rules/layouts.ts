/** Undoing a foreign keyboard layout: what the scanner meant, out of what the computer typed (R6). */
import { LAYOUT_ROWS, US_KEYS } from './layout-table'

type Layout = {
  readonly names: readonly string[]
  /** What arrives for the group separator; empty where nothing does. */
  readonly separator: string
  /** What arrives for each key of `US_KEYS`; a dead key's sign behind a dagger. */
  readonly signs: readonly string[]
}

/** What an unmended text may have been, and whether the layout swallows the separator. */
export type Undone = { readonly texts: readonly string[]; readonly losesSeparator: boolean }

/** One meaning of a text on one layout. */
export type Suspect = { readonly name: string; readonly text: string; readonly losesSeparator: boolean }

/** What the reader (reader.ts) asks of this file: it takes the layouts as an argument, so that a page can load them later. */
export type Layouts = {
  readonly typedOn: (name: string, text: string) => string
  readonly undoLayout: (name: string, typed: string) => Undone | null
  readonly suspectedLayouts: (typed: string) => Suspect[]
}

/** More ways back than these are no help; only some layouts with two keys of the same sign have more than one. */
const MOST_TEXTS = 32

// The signs that dead keys show alone, by the combining mark that they become on a letter.
const MARKS: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "´΄'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0307': '˙·',
  '\u0308': '¨"',
  '\u030a': '°',
  '\u030c': 'ˇ',
  '\u0327': '¸',
  '\u0328': '˛',
}

/** The symbology identifiers of labels, by which a foreign layout betrays itself. */
const IDENTIFIERS = [']d2', ']C1', ']Q3', ']e0', ']d1', ']C0', ']Q1', ']A0', ']E0']

let layouts: readonly Layout[] | undefined

/** The names of all layouts, for the scanner check's list. */
export function layoutNames(): string[] {
  return all().flatMap((layout) => layout.names)
}

/** What arrives on this layout where a US-set scanner types `text`; dead keys join the next letter as Unicode composes them. */
export function typedOn(name: string, text: string): string {
  const layout = find(name)
  return layout ? typed(layout, text) : text
}

/**
 * What the scanner meant where this layout is set, or null where no layout has this name or the text holds a character
 * that it can't type. Several texts where two keys show the same sign.
 */
export function undoLayout(name: string, typed: string): Undone | null {
  const layout = find(name)
  const texts = layout ? undo(layout, typed) : []
  return texts.length === 0 ? null : { texts, losesSeparator: layout!.separator === '' }
}

/**
 * The layouts under which the text would begin with a symbology identifier, though it does not as it stands: `¨d2`, `+d2`,
 * `$dé` for `]d2`. Each with what the scanner then meant; what several layouts say alike comes once.
 */
export function suspectedLayouts(typedText: string): Suspect[] {
  const suspects = all().filter((layout) => {
    // Most layouts are excluded by the first character already; a dead key's sign may join the next one.
    const bracket = layout.signs[US_KEYS.indexOf(']')]!
    if (bracket.length === 1 && bracket !== '∅' && !typedText.startsWith(bracket)) return false
    return IDENTIFIERS.some((id) => {
      const image = typed(layout, id)
      return image !== id && typedText.startsWith(image)
    })
  })
  const found = new Map<string, Suspect>()
  for (const layout of suspects) {
    const losesSeparator = layout.separator === ''
    for (const text of undo(layout, typedText)) {
      const key = `${losesSeparator}${text}`
      if (!found.has(key)) found.set(key, { name: layout.names[0]!, text, losesSeparator })
    }
  }
  return [...found.values()]
}

function typed({ signs, separator }: Layout, text: string): string {
  let typed = ''
  let waiting = ''
  for (const character of text) {
    const out = character === '\x1d' ? separator : (signs[US_KEYS.indexOf(character)] ?? character)
    if (out === '' || out === '∅') continue
    const isDead = out.length > 1
    const sign = isDead ? out.slice(1) : out
    if (waiting !== '') typed += isDead ? waiting : join(waiting, sign)
    else if (!isDead) typed += sign
    waiting = isDead ? sign : ''
  }
  return typed + waiting
}

function undo(layout: Layout, typed: string): string[] {
  const keys = new Map<string, string>()
  for (const [at, sign] of layout.signs.entries()) keys.set(sign, (keys.get(sign) ?? '') + US_KEYS[at])
  // A key of its own is believed before a dead key's union with a letter; both lists, so that the reader can fall back.
  return [...new Set([...spell(layout, keys, typed, false), ...spell(layout, keys, typed, true)])]
}

/** The keys by the sign that they show. */
type Keys = ReadonlyMap<string, string>

function spell(layout: Layout, keys: Keys, typed: string, unionsFirst: boolean): string[] {
  const known = new Map<string, string[]>()
  let texts = ['']
  for (const character of typed) {
    const ways = known.get(character) ?? waysBack(layout, keys, character, unionsFirst)
    known.set(character, ways)
    texts =
      ways.length === 1 ? texts.map((text) => text + ways[0]) : texts.flatMap((text) => ways.map((way) => text + way))
    if (texts.length === 0 || texts.length > MOST_TEXTS) return []
  }
  return texts
}

/** What the scanner may have sent for one typed character: a key, or a dead key and a letter that show as one character. */
function waysBack({ separator }: Layout, keys: Keys, character: string, unionsFirst: boolean): string[] {
  const unions: string[] = []
  const [letter = '', mark] = character > '\x7f' ? character.normalize('NFD') : ''
  for (const sign of (mark && MARKS[mark]) || '') {
    for (const first of keys.get(`†${sign}`) ?? '') {
      for (const second of keys.get(letter) ?? '') unions.push(first + second)
    }
  }
  if (unions.length > 0 && unionsFirst) return unions
  if (character === separator) return ['\x1d']
  const ways = [...(keys.get(character) ?? ''), ...(keys.get(`†${character}`) ?? '')]
  if (ways.length > 0 || unions.length > 0) return ways.length > 0 ? ways : unions
  return character < ' ' ? [character] : []
}

function join(sign: string, letter: string): string {
  for (const [mark, signs] of Object.entries(MARKS)) {
    const joined = signs.includes(sign) ? (letter + mark).normalize('NFC') : ''
    if (joined.length === 1) return joined
  }
  return sign + letter
}

function find(name: string): Layout | undefined {
  return all().find((layout) => layout.names.includes(name))
}

function all(): readonly Layout[] {
  layouts ??= LAYOUT_ROWS.split('\n').map((row) => {
    const [names = '', separator = ''] = row.split(' ', 2)
    return {
      names: names.split(','),
      separator: { '=': '\x1d', '^': '\x1b', '-': '' }[separator] ?? separator,
      signs: row.slice(names.length + separator.length + 2).match(/†?./gs)!,
    }
  })
  return layouts
}
