import { signal } from '~/ui/sound'
import {
  type Burst,
  burstKeys,
  endsBurst,
  isBurst,
  isControl,
  isMachineFast,
  isSuffix,
  leftoverMs,
  nextBurst,
  noBurst,
  openingMs,
  textOfAltDigits,
  textOfKey,
} from '../rules/key-burst'

/** Whether the whole text came from a scanner, as far as its speed tells. Whatever isn't sure is typed. */
export type How = 'scan' | 'typed'

/** A scan field on the page: its input, and what sends its content. */
export type ScanTarget = {
  readonly input: HTMLInputElement
  /** Told whether a scanner typed all of it, or a hand some. */
  readonly send: (how: How) => void
  /** Told when the page opened in the middle of a scan, whose rest was left out. */
  readonly cutOff: () => void
}

type TextControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const targets: ScanTarget[] = []
let burst: Burst = noBurst
let before: { control: TextControl; value: string } | null = null
let altDigits = ''
let altSince = 0
let leftover = ''
let inputAt = Number.NEGATIVE_INFINITY
let openUntil = 0
let cutOff = false

const isTextControl = (target: EventTarget | null): target is TextControl =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement

/** The field that takes scans: the one that had the focus last. */
const current = (): ScanTarget | undefined => targets.at(-1)

function take(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Types a text at the caret of an input; the only way for control characters, which browsers do not type themselves. */
function type(input: HTMLInputElement, text: string, at: number): void {
  noteInput(input, at)
  const start = input.selectionStart ?? input.value.length
  input.setRangeText(text, start, input.selectionEnd ?? start, 'end')
}

/** Gives a control back the value that it had before the burst began, and tells the page so. */
function restore(): void {
  if (!before || before.control.value === before.value) return
  const { control, value } = before
  // Past React's own setter, or it would take the event below for no change.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value)
  control.dispatchEvent(new Event('input', { bubbles: true }))
  control.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Moves a burst that began elsewhere on the page into the scan field. */
function takeOver({ input }: ScanTarget): void {
  if (input.closest('[inert], [aria-hidden="true"]')) {
    // A dialog covers the scan field and must be answered first: the scan is heard and goes nowhere.
    if (burst.keys === burstKeys) signal('refused')
    return
  }
  if (document.activeElement === input) type(input, burst.text.slice(-1), burst.lastAt)
  else {
    restore()
    input.value = burst.text
    input.focus()
    input.setSelectionRange(input.value.length, input.value.length)
  }
}

/** Remembers what stood in the field when typing began after a pause, whatever types: dead keys and input methods press no keys that we see. */
function noteInput(input: HTMLInputElement, at: number): void {
  if (at - inputAt > leftoverMs) leftover = input.value
  inputAt = at
}

function onBeforeInput(event: InputEvent): void {
  const target = current()
  if (target && event.target === target.input) noteInput(target.input, event.timeStamp)
}

/** A scan is a whole: what was left in the field long before it is taken away. */
function dropLeftover(input: HTMLInputElement): void {
  if (leftover !== '' && input.value.startsWith(leftover)) input.value = input.value.slice(leftover.length)
  leftover = ''
}

/** A key of text. Returns whether the burst took it, so that nothing else may. */
function onText(target: ScanTarget, event: KeyboardEvent, text: string, since = event.timeStamp): boolean {
  const last = burst
  burst = nextBurst(burst, text, since, event.timeStamp)
  if (burst.keys === 1)
    before = isTextControl(event.target) ? { control: event.target, value: event.target.value } : null
  if (event.target === target.input) {
    if (burst.keys === burstKeys) dropLeftover(target.input)
    if (!isControl(text)) return false
    // By hand only the group separator: Ctrl+D and the like are the browser's unless a scanner is typing.
    if (text !== '\x1d' && !isMachineFast(last, since)) return false
    type(target.input, text, event.timeStamp)
    return true
  }
  if (isBurst(burst)) {
    takeOver(target)
    return true
  }
  const idle = document.activeElement === document.body && text > ' '
  // With the focus nowhere, typing means the scan field; the key itself is then typed there by the browser.
  if (idle && !event.ctrlKey) target.input.focus()
  // A space would press the button that has the focus.
  return text === ' ' && isMachineFast(last, since) && !typesText(event.target)
}

const typesText = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.matches('textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])')

/** An Enter or Tab. Returns whether it was the scanner's. */
function onSuffix(target: ScanTarget, event: KeyboardEvent): boolean {
  const ends = endsBurst(burst, event.timeStamp)
  const fast = isMachineFast(burst, event.timeStamp) && event.target !== target.input
  const { text } = burst
  burst = noBurst
  if (ends && document.activeElement === target.input) target.send(text === target.input.value ? 'scan' : 'typed')
  return ends || fast
}

function onKeyDown(event: KeyboardEvent): void {
  const target = current()
  if (!target || event.isComposing || ownsBursts(event.target)) return
  if (isCutOff(target, event)) return
  if (event.altKey && /^Numpad\d$/.test(event.code)) {
    if (!altDigits) altSince = event.timeStamp
    altDigits += event.code.slice(6)
    return
  }
  // A key held down repeats as fast as a scanner types.
  if (event.repeat) burst = noBurst
  const text = event.repeat ? null : textOfKey({ ...keyOf(event), altGraph: event.getModifierState('AltGraph') })
  if (text === null) return
  if (isSuffix(text) ? onSuffix(target, event) : onText(target, event, text)) take(event)
}

/** A page that opens in the middle of a scan gets its tail, which may be a legal lot by itself: it is left out whole. */
function isCutOff(target: ScanTarget, event: KeyboardEvent): boolean {
  if (event.timeStamp >= openUntil) return false
  if (event.key === 'Shift' || event.key === 'Control' || event.key === 'Alt') return false
  openUntil = event.timeStamp + openingMs
  take(event)
  if (!cutOff) target.cutOff()
  cutOff = true
  return true
}

const keyOf = ({ key, code, ctrlKey, altKey, metaKey }: KeyboardEvent) => ({ key, code, ctrlKey, altKey, metaKey })

const ownsBursts = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-burst="own"]') !== null

/** Alt let go after digits of the number pad: a character, of which the browser types only the printable ones, and only into a field. */
function onKeyUp(event: KeyboardEvent): void {
  if (event.key !== 'Alt' || !altDigits) return
  const text = textOfAltDigits(altDigits)
  altDigits = ''
  const target = current()
  if (!target || text === null || ownsBursts(event.target)) return
  const taken = isSuffix(text) ? onSuffix(target, event) : onText(target, event, text, altSince)
  if (taken) dropEcho(target.input, text)
}

/** Keeps the browser from typing a character that was typed for it. */
function dropEcho(input: HTMLInputElement, text: string): void {
  const drop = (event: InputEvent) => {
    if (event.data === text) event.preventDefault()
  }
  input.addEventListener('beforeinput', drop, { once: true })
  setTimeout(() => input.removeEventListener('beforeinput', drop), 30)
}

/** A press that no finger made, on what must never be pressed by a scanner (GIVEN, signatures), is stopped. */
function onClick(event: MouseEvent): void {
  const guarded = event.target instanceof Element && event.target.closest('[data-no-burst]')
  const byKey = event.detail === 0
  if (guarded && byKey && (endsBurst(burst, event.timeStamp) || isMachineFast(burst, event.timeStamp))) take(event)
}

function onFocus(event: FocusEvent): void {
  const at = targets.findIndex(({ input }) => input === event.target)
  if (at >= 0) targets.push(...targets.splice(at, 1))
}

/**
 * Lets a scan field take the bursts of a wedge scanner from anywhere on the page, their Enter included, as long as it is
 * registered; of several, the one that had the focus last. Controls inside `data-burst="own"` keep theirs; what is inside
 * `data-no-burst` is never pressed by one. Returns what ends it.
 */
export function takeBursts(target: ScanTarget): () => void {
  targets.unshift(target)
  if (targets.length === 1) {
    burst = noBurst
    openUntil = performance.now() + openingMs
    cutOff = false
    addEventListener('beforeinput', onBeforeInput, true)
    addEventListener('keydown', onKeyDown, true)
    addEventListener('keyup', onKeyUp, true)
    addEventListener('click', onClick, true)
    addEventListener('focusin', onFocus, true)
  }
  return () => {
    targets.splice(targets.indexOf(target), 1)
    if (targets.length > 0) return
    removeEventListener('beforeinput', onBeforeInput, true)
    removeEventListener('keydown', onKeyDown, true)
    removeEventListener('keyup', onKeyUp, true)
    removeEventListener('click', onClick, true)
    removeEventListener('focusin', onFocus, true)
  }
}
