import { ok, type Result, refuse } from '~/lib/result'

/** A word of a sentence; a quoted one may hold spaces and characters that no keyboard types. */
export type Word = { readonly text: string; readonly quoted: boolean }

/** The clinics that a story can happen in. */
export const clinics = ['small', 'demo', 'empty'] as const
export type ClinicKind = (typeof clinics)[number]

/** Somebody does something or asks something. Without an expectation it must simply be done. */
export type Act = {
  readonly kind: 'act'
  readonly who: string
  readonly words: readonly Word[]
  readonly expected: readonly string[] | null
}

export type Step =
  /** `09:40` of the story's day, or `2026-03-03 08:00`. */
  | { readonly kind: 'at'; readonly time: string }
  | { readonly kind: 'later'; readonly minutes: number }
  | Act
  | { readonly kind: 'then'; readonly claims: readonly (readonly Word[])[] }

export type Line = Step & { readonly line: number }

export type Story = {
  readonly title: string
  readonly clinic: ClinicKind
  /** `2026-03-02 09:00`, local time of the clinic. */
  readonly begins: string
  readonly lines: readonly Line[]
}

/** A line that is no sentence of the language, with what is wrong. */
export type Unreadable = { readonly code: 'UNREADABLE'; readonly line: number; readonly says: string }

const invisible: Readonly<Record<string, string>> = {
  GS: '\u001d',
  RS: '\u001e',
  EOT: '\u0004',
  TAB: '\t',
  CR: '\r',
  LF: '\n',
  NBSP: '\u00a0',
  ZWSP: '\u200b',
  ZWJ: '\u200d',
  BOM: '\ufeff',
}

/** `<GS>`, `<ZWJ>`, `<U+0661>`: characters that can't be seen or typed, written so that they can be read. */
const spelledOut = (text: string): string =>
  text
    .replace(/<U\+([0-9A-F]{4,6})>/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/<([A-Z]{2,4})>/g, (as, name: string) => invisible[name] ?? as)

/** Splits at a mark that stands outside of quotation marks. */
function splitAt(text: string, mark: string): string[] {
  const parts = ['']
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? ''
    if (character === '"') quoted = !quoted
    if (!quoted && text.startsWith(mark, index)) {
      parts.push('')
      index += mark.length - 1
    } else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim())
}

const withoutComment = (text: string): string => splitAt(` ${text}`, ' #')[0] ?? ''

/** The words of a sentence; null where a quotation mark is left open. */
export function wordsOf(text: string): Word[] | null {
  const words: Word[] = []
  let rest = text.trim()
  while (rest !== '') {
    const found = /^"([^"]*)"|^[^\s"]+/.exec(rest)
    if (!found) return null
    words.push(
      found[1] === undefined ? { text: found[0], quoted: false } : { text: spelledOut(found[1]), quoted: true },
    )
    rest = rest.slice(found[0].length)
    if (rest !== '' && !/^\s/.test(rest)) return null
    rest = rest.trimStart()
  }
  return words
}

const wrong = (line: number, says: string) => refuse({ code: 'UNREADABLE' as const, line, says })

const minutesOf: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1_440 }

function later(line: number, text: string): Result<Line, Unreadable> {
  const found = /^(\d+) (minute|hour|day)s?$/.exec(text)
  if (!found) return wrong(line, 'Say how much later: "later 35 minutes", "later 2 hours", "later 1 day".')
  return ok({ line, kind: 'later', minutes: Number(found[1]) * (minutesOf[found[2] ?? ''] ?? 0) })
}

function then(line: number, text: string): Result<Line, Unreadable> {
  const claims = splitAt(text, ';').map(wordsOf)
  if (claims.some((words) => words === null || words.length === 0))
    return wrong(line, 'Say what is claimed, apart by semicolons: "then V1 is spent; LOT1 is on hold".')
  return ok({ line, kind: 'then', claims: claims.filter((words) => words !== null) })
}

function act(line: number, text: string): Result<Line, Unreadable> {
  const [sentence = '', answer, ...more] = splitAt(text, '->')
  const words = wordsOf(sentence)
  const [who, ...rest] = words ?? []
  if (!who || who.quoted || rest.length === 0) return wrong(line, 'Say who does what: "nurse signs P ready -> READY".')
  if (answer === '' || more.length > 0) return wrong(line, 'Say once, after the arrow, what is expected.')
  const expected = answer === undefined ? null : splitAt(answer, ',').map((phrase) => phrase.replace(/\s+/g, ' '))
  return ok({ line, kind: 'act', who: who.text, words: rest, expected })
}

function stepOf(line: number, text: string): Result<Line, Unreadable> {
  const [head = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(text)?.slice(1) ?? []
  if (head === 'later') return later(line, rest)
  if (head === 'then') return then(line, rest)
  if (head !== 'at') return act(line, text)
  return /^(\d{4}-\d{2}-\d{2} )?\d{2}:\d{2}$/.test(rest)
    ? ok({ line, kind: 'at', time: rest })
    : wrong(line, 'Say the time: "at 09:40" or "at 2026-03-03 08:00".')
}

const clinicForm = /^clinic\s+(\S+)\s+at\s+(\d{4}-\d{2}-\d{2} \d{2}:\d{2})$/

/** Reads a story: its title, its clinic, then one sentence a line. Refuses the first line that is none, with the reason. */
export function readStory(text: string): Result<Story, Unreadable> {
  const written = text
    .split(/\r?\n/)
    .map((each, index) => ({ line: index + 1, text: withoutComment(each).trim() }))
    .filter((each) => each.text !== '')
  const [title, clinic, ...rest] = written
  if (!title || !/^title\s+\S/.test(title.text)) return wrong(title?.line ?? 1, 'A story begins with "title …".')
  const place = clinicForm.exec(clinic?.text ?? '')
  const kind = clinics.find((each) => each === place?.[1])
  if (!place || !kind)
    return wrong(clinic?.line ?? title.line, 'Then it says where: "clinic small|demo|empty at 2026-03-02 09:00".')
  const lines: Line[] = []
  for (const each of rest) {
    const step = stepOf(each.line, each.text)
    if (!step.ok) return step
    lines.push(step.value)
  }
  if (lines.length === 0) return wrong(title.line, 'Nothing happens in this story.')
  return ok({ title: title.text.slice('title'.length).trim(), clinic: kind, begins: place[2] ?? '', lines })
}
