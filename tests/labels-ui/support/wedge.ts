import { type CDPSession, expect, type Page } from '@playwright/test'

type Key = { key: string; code: string; text?: string; modifiers?: number; windowsVirtualKeyCode: number }

const [control, shift] = [2, 8]

// Where the signs stand on the US keyboard that scanners pretend to be: plain and with Shift.
const signs: readonly (readonly [code: string, plain: string, shifted: string, virtual: number])[] = [
  ['Backquote', '`', '~', 192],
  ['Minus', '-', '_', 189],
  ['Equal', '=', '+', 187],
  ['BracketLeft', '[', '{', 219],
  ['BracketRight', ']', '}', 221],
  ['Backslash', '\\', '|', 220],
  ['Semicolon', ';', ':', 186],
  ['Quote', "'", '"', 222],
  ['Comma', ',', '<', 188],
  ['Period', '.', '>', 190],
  ['Slash', '/', '?', 191],
  ...[...')!@#$%^&*('].map((shifted, digit) => [`Digit${digit}`, String(digit), shifted, 48 + digit] as const),
]

function keyOf(character: string): Key | null {
  if (character === '\x1d') return { key: ']', code: 'BracketRight', modifiers: control, windowsVirtualKeyCode: 221 }
  if (character === '\n') return { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }
  if (character === '\t') return { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }
  if (character === ' ') return { key: ' ', code: 'Space', text: ' ', windowsVirtualKeyCode: 32 }
  if (/[A-Za-z]/.test(character)) {
    const upper = character.toUpperCase()
    const modifiers = upper === character ? shift : 0
    return {
      key: character,
      code: `Key${upper}`,
      text: character,
      modifiers,
      windowsVirtualKeyCode: upper.charCodeAt(0),
    }
  }
  const sign = signs.find(([, plain, shifted]) => plain === character || shifted === character)
  if (!sign) return null
  const modifiers = sign[2] === character ? shift : 0
  return { key: character, code: sign[0], text: character, modifiers, windowsVirtualKeyCode: sign[3] }
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  return session
}

/** Waits until the page takes scans: its field has the focus, and a scan that began before the page would be over. */
export async function scanReady(page: Page): Promise<void> {
  await expect(page.locator('input[name=raw]')).toBeFocused()
  // A page that a key reaches in its first 60 ms takes it for the tail of a scan; this is the hand that then begins the next.
  await page.waitForTimeout(100)
}

/**
 * Types as a wedge scanner does: a key every four milliseconds by their own time stamps, however busy the machine, the
 * group separator as Ctrl and ], Enter (or another `suffix`) at the end. Characters that no US key has come as text, as
 * they do on the computer's own layout.
 */
export async function wedge(page: Page, text: string, suffix = '\n'): Promise<void> {
  const session = await sessionOf(page)
  let timestamp = Date.now() / 1000
  for (const character of text + suffix) {
    const key = keyOf(character)
    timestamp += 0.004
    if (!key) await session.send('Input.insertText', { text: character })
    else {
      await session.send('Input.dispatchKeyEvent', { type: key.text ? 'keyDown' : 'rawKeyDown', timestamp, ...key })
      await session.send('Input.dispatchKeyEvent', {
        ...key,
        type: 'keyUp',
        timestamp: timestamp + 0.001,
        text: undefined,
      })
    }
  }
}

/** The scans that the page sends from now on, in their order: raw text and symbology identifier. */
export function watchScans(page: Page): { raw: string; symbologyId: string; scanId: string }[] {
  const scans: { raw: string; symbologyId: string; scanId: string }[] = []
  page.on('request', (request) => {
    if (request.method() !== 'POST') return
    const form = new URLSearchParams(request.postData() ?? '')
    const [raw, scanId] = [form.get('raw'), form.get('scanId')]
    if (raw !== null && scanId !== null) scans.push({ raw, symbologyId: form.get('symbologyId') ?? '', scanId })
  })
  return scans
}
