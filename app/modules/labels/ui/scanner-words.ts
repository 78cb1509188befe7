import { unreachable } from '~/lib/result'
import type { State } from '~/ui/state-mark'
import type { CheckSymbol, ScannerFinding } from '../rules/scanner-check'

/** A finding of the scanner check in words: its state, what is so, and what to change where something is wrong. */
export type ScannerWords = {
  readonly state: State
  readonly word: string
  readonly title: string
  readonly advice?: string
}

/** What a person calls the symbols on the page. */
export const symbolNames: Readonly<Record<CheckSymbol, string>> = {
  layout: 'Symbol 1, all keys',
  gs1: 'Symbol 2, a GS1 label',
  hibc: 'Symbol 3, a HIBC label',
}

const readable = (text: string): string =>
  [...text].map((sign) => (sign < ' ' ? String.fromCharCode(0x2400 + sign.charCodeAt(0)) : sign)).join('')

const good = (title: string): ScannerWords => ({ state: 'ready', word: 'good', title })
const soso = (title: string, advice: string): ScannerWords => ({ state: 'check', word: 'put right', title, advice })
const bad = (title: string, advice: string): ScannerWords => ({ state: 'stop', word: 'change it', title, advice })

/** The words for a finding. */
export function explainScanner(finding: ScannerFinding): ScannerWords {
  switch (finding.code) {
    case 'LAYOUT_SAME':
      return good('All keys arrive as the label has them.')
    case 'LAYOUT_OTHER':
      return soso(
        `The computer types as on a ${layoutWords(finding.layout)} keyboard, the scanner as on a US one.`,
        `Vialkeep will undo that for this station. Better: set the scanner’s keyboard country (Zebra “Country Keyboard Types”, Honeywell “Keyboard Country Layout”, Datalogic “Country Mode”) to the computer’s, and scan the symbols again.`,
      )
    case 'LAYOUT_UNKNOWN':
      return bad(
        'Keys arrive changed, and not as on any keyboard layout that we know.',
        'Set the computer’s keyboard to US English for this station, or the scanner’s keyboard country to the computer’s; then begin again. Until then a scanned lot may be a wrong one.',
      )
    case 'CAPS_LOCK':
      return bad('Capitals and small letters are exchanged.', 'Turn Caps Lock off, and scan the symbols again.')
    case 'SEPARATOR_ARRIVES':
      return good('The separator between lot and serial arrives.')
    case 'SEPARATOR_SUBSTITUTED':
      return soso(
        `The separator arrives as “${readable(finding.as)}”.`,
        'Vialkeep will put it right for this station. Better: let the scanner send the separator (GS, ASCII 29) as it is, as Ctrl and ].',
      )
    case 'SEPARATOR_DROPPED':
      return bad(
        'The separator between lot and serial gets lost.',
        'Let the scanner send control characters: Zebra “Function Key Mapping” off and “Emulate Keypad” on, Honeywell “Control + ASCII Mode” on, Datalogic “Ctrl Character Emulation” on. Until then Vialkeep asks where a label can be read in two ways.',
      )
    case 'IDENTIFIER_ARRIVES':
      return good('The scanner says which kind of symbol it read.')
    case 'IDENTIFIER_MISSING':
      return soso(
        'The scanner does not say which kind of symbol it read.',
        'Most labels read without it. Better: turn on the “AIM ID” (Zebra “Transmit Code ID: AIM”, Honeywell “Add AIM ID Prefix”, Datalogic “AIM ID”): it keeps a plain number and a GS1 label apart, and shows a wrong keyboard.',
      )
    case 'IDENTIFIER_PARTLY':
      return soso(
        `The kind of symbol comes with some, not with ${finding.missing.map((symbol) => symbolNames[symbol]).join(', ')}.`,
        'Turn the “AIM ID” on for all symbologies of the scanner.',
      )
    case 'SPACE_TRIMMED':
      return bad(
        'A space at the end of a label gets lost.',
        'It can be the check character of a HIBC label. Turn off “trim” or “strip trailing spaces” in the scanner, or in the program between it and the browser.',
      )
    case 'AFFIXES':
      return soso(
        `The scanner adds ${affixWords(finding)} each scan.`,
        'Vialkeep leaves it out for this station. Better: remove the prefix and suffix in the scanner; only Enter should follow.',
      )
    default:
      return unreachable(finding)
  }
}

function affixWords({ prefix, suffix }: { prefix: string; suffix: string }): string {
  const before = prefix ? `“${readable(prefix)}” before` : ''
  const after = suffix ? `“${readable(suffix)}” after` : ''
  return [before, after].filter(Boolean).join(' and ')
}

/** `CzechQwerty` as a person says it: Czech Qwerty. */
export const layoutWords = (name: string): string => name.replace(/([a-z])([A-Z0-9])/g, '$1 $2')
