/**
 * Tells a wedge scanner from a person: a scanner is a keyboard that types faster than hands do, and ends with Enter.
 * Pure: times enter as milliseconds, keys as what the browser says of them.
 */

/** Keys closer to each other than this, in milliseconds, come from a machine. */
export const burstGapMs = 35

/** This many keys in a row make a burst. */
export const burstKeys = 4

/** So long after a burst, in milliseconds, its Enter may come: some scanners pause before their suffix. */
export const burstTailMs = 250

/** Text that stood in the scan field longer than this before a burst, in milliseconds, was left there and is no part of it. */
export const leftoverMs = 1_000

/** A page that a key reaches so soon after it opened, in milliseconds, opened in the middle of a scan. */
export const openingMs = 60

/** What the browser says of a pressed key. */
export type KeyPress = {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  /** `getModifierState('AltGraph')`: on many layouts it comes with Ctrl and Alt set. */
  readonly altGraph: boolean
}

/** Keys in a row so far. */
export type Burst = { readonly text: string; readonly keys: number; readonly lastAt: number }

/** Nothing typed yet. */
export const noBurst: Burst = { text: '', keys: 0, lastAt: Number.NEGATIVE_INFINITY }

/** The burst after one more key. A key of several strokes (Alt and digits) counts from its first (`at`) to its last (`until`). */
export function nextBurst(burst: Burst, text: string, at: number, until = at): Burst {
  return at - burst.lastAt < burstGapMs
    ? { text: burst.text + text, keys: burst.keys + 1, lastAt: until }
    : { text, keys: 1, lastAt: until }
}

/** Whether these keys come from a scanner. */
export const isBurst = (burst: Burst): boolean => burst.keys >= burstKeys

/** Whether an Enter or Tab at this time ends the burst, instead of being a person's. */
export const endsBurst = (burst: Burst, at: number): boolean => isBurst(burst) && at - burst.lastAt <= burstTailMs

/** Whether a key at this time follows another one faster than a hand could press it. */
export const isMachineFast = (burst: Burst, at: number): boolean => burst.keys > 0 && at - burst.lastAt < burstGapMs

// ASCII control characters as a keyboard types them: the column of the letter, with Ctrl (ECMA-48 annex, and every terminal).
const controlKeys: Readonly<Record<string, string>> = {
  '[': '\x1b',
  '\\': '\x1c',
  ']': '\x1d',
  '^': '\x1e',
  '6': '\x1e',
  _: '\x1f',
  '-': '\x1f',
}

// A scanner set to a US keyboard presses the same physical keys whatever the computer's layout calls them.
const controlCodes: Readonly<Record<string, string>> = {
  BracketLeft: '\x1b',
  Backslash: '\x1c',
  BracketRight: '\x1d',
  Digit6: '\x1e',
  Minus: '\x1f',
}

function controlCharacter(press: KeyPress): string | null {
  if (isControl(press.key)) return press.key
  const known = controlKeys[press.key] ?? controlCodes[press.code]
  if (known) return known
  const letter = /^[a-z]$/i.test(press.key) ? press.key.toUpperCase() : null
  return letter ? String.fromCharCode(letter.charCodeAt(0) - 64) : null
}

/**
 * The text that a key types, control characters (Ctrl+] is the group separator of a GS1 label) included; null for keys
 * that type nothing. Enter and Tab, and Ctrl+M, J and I that mean the same, come as `\r`, `\n` and `\t`.
 */
export function textOfKey(press: KeyPress): string | null {
  if (press.key === 'Enter') return '\r'
  if (press.key === 'Tab') return '\t'
  if (press.metaKey) return null
  const printable = [...press.key].length === 1
  if (press.altGraph || (press.ctrlKey && press.altKey)) return printable ? press.key : null
  if (press.altKey) return null
  if (press.ctrlKey) return controlCharacter(press)
  return printable ? press.key : null
}

/** Whether a text is an end that scanners send after a label: carriage return, line feed or tab. */
export const isSuffix = (text: string): boolean => text === '\r' || text === '\n' || text === '\t'

/** Whether a text is a control character, which browsers do not type into a field by themselves. */
export const isControl = (text: string): boolean => text.length === 1 && text < ' '

/** The character that Alt with these digits of the number pad types, where it is ASCII; null otherwise. */
export function textOfAltDigits(digits: string): string | null {
  const code = /^\d{1,5}$/.test(digits) ? Number(digits) : 0
  return code > 0 && code < 128 ? String.fromCharCode(code) : null
}
