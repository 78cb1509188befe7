/** Undoing a foreign keyboard layout: what the scanner meant, out of what the computer typed (R6). */
import { LAYOUT_ROWS, US_KEYS } from './layout-table'

type Layout = {
  readonly names: readonly string[]
  /** What arrives for the group separator; empty where nothing does. */
  readonly separator: string
  /** For each character that arrives the US characters that it may stand for. */
  readonly back: ReadonlyMap<string, string>
  /** For each sign of a dead key the US characters whose keys they are. */
  readonly dead: ReadonlyMap<string, string>
  readonly forth: ReadonlyMap<string, string>
}

/** What an unmended text may have been, and whether the layout swallows the separator. */
export type Undone = { readonly texts: readonly string[]; readonly losesSeparator: boolean }

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

let layouts: readonly Layout[] | undefined

/** The names of all layouts, for the scanner check's list. */
export function layoutNames(): string[] {
  return all().flatMap((layout) => layout.names)
}

/** What arrives on this layout where a US-set scanner types `text`; dead keys join the next letter as Unicode composes them. */
export function typedOn(name: string, text: string): string {
  const layout = find(name)
  if (!layout) return text
  let typed = ''
  let waiting = ''
  for (const character of text) {
    const out = character === '\x1d' ? layout.separator : (layout.forth.get(character) ?? character)
    if (out === '' || out === '∅') continue
    const isDead = out.length > 1
    const sign = isDead ? out.slice(1) : out
    if (waiting !== '') typed += isDead ? waiting : join(waiting, sign)
    else if (!isDead) typed += sign
    waiting = isDead ? sign : ''
  }
  return typed + waiting
}

/**
 * What the scanner meant where this layout is set, or null where no layout has this name or the text holds a character
 * that it can't type. Several texts where two keys show the same sign.
 */
export function undoLayout(name: string, typed: string): Undone | null {
  const layout = find(name)
  return layout ? undo(layout, typed) : null
}

/**
 * The layouts under which the text would begin with a symbology identifier, though it does not as it stands: `¨d2`, `+d2`,
 * `$dé` for `]d2`. Each with what the scanner then meant.
 */
export function suspectedLayouts(typed: string): (Undone & { readonly name: string })[] {
  beginnings ??= all().flatMap((layout) =>
    [']d2', ']C1', ']Q3', ']e0', ']d1', ']C0', ']Q1', ']A0', ']E0']
      .map((id) => ({ layout, id, image: typedOn(layout.names[0]!, id) }))
      .filter(({ id, image }) => image !== id),
  )
  const suspects = new Set(beginnings.filter(({ image }) => typed.startsWith(image)).map(({ layout }) => layout))
  return [...suspects].flatMap((layout) => {
    const undone = undo(layout, typed)
    return undone ? [{ ...undone, name: layout.names[0]! }] : []
  })
}

/** What each layout makes of the symbology identifiers, worked out when a text first looks like one. */
let beginnings: readonly { readonly layout: Layout; readonly image: string }[] | undefined

function undo(layout: Layout, typed: string): Undone | null {
  // A key of its own is believed before a dead key's union with a letter; both lists, so that the reader can fall back.
  const texts = [...new Set([...spell(layout, typed, false), ...spell(layout, typed, true)])]
  return texts.length === 0 ? null : { texts, losesSeparator: layout.separator === '' }
}

function spell(layout: Layout, typed: string, unionsFirst: boolean): string[] {
  let texts = ['']
  for (const character of typed) {
    const unions = unionsOf(layout, character)
    const ways = unions.length > 0 && unionsFirst ? unions : waysBack(layout, character, unions)
    texts =
      ways.length === 1 ? texts.map((text) => text + ways[0]) : texts.flatMap((text) => ways.map((way) => text + way))
    if (texts.length === 0 || texts.length > MOST_TEXTS) return []
  }
  return texts
}

/** The US characters that one typed character may stand for by itself. */
function waysBack(layout: Layout, character: string, unions: string[]): string[] {
  if (character === layout.separator) return ['\x1d']
  const ways = (layout.back.get(character) ?? '') + (layout.dead.get(character) ?? '')
  if (ways !== '') return [...ways]
  return unions.length > 0 || character >= ' ' ? unions : [character]
}

/** The pairs of a dead key and a letter that show as one character. */
function unionsOf(layout: Layout, character: string): string[] {
  const unions: string[] = []
  const [letter = '', mark] = character > '\x7f' ? [...character.normalize('NFD')] : []
  for (const sign of (mark && MARKS[mark]) || '') {
    for (const first of layout.dead.get(sign) ?? '') {
      for (const second of layout.back.get(letter) ?? '') unions.push(first + second)
    }
  }
  return unions
}

function join(sign: string, letter: string): string {
  for (const [mark, signs] of Object.entries(MARKS)) {
    const joined = (letter + mark).normalize('NFC')
    if (signs.includes(sign) && joined.length === 1) return joined
  }
  return sign + letter
}

function find(name: string): Layout | undefined {
  return all().find((layout) => layout.names.includes(name))
}

function all(): readonly Layout[] {
  layouts ??= LAYOUT_ROWS.split('\n').map(parseRow)
  return layouts
}

function parseRow(row: string): Layout {
  const [names = '', separator = ''] = row.split(' ', 2)
  const back = new Map<string, string>()
  const dead = new Map<string, string>()
  const forth = new Map<string, string>()
  let at = names.length + separator.length + 2
  for (const key of US_KEYS) {
    const isDead = row[at] === '†'
    if (isDead) at++
    const sign = row[at++] ?? ''
    const into = isDead ? dead : back
    into.set(sign, (into.get(sign) ?? '') + key)
    forth.set(key, isDead ? `†${sign}` : sign)
  }
  const shown = { '=': '\x1d', '^': '\x1b', '-': '' }[separator] ?? separator
  return { names: names.split(','), separator: shown, back, dead, forth }
}
