import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

// The look promises 4.5:1 for text and 3:1 for shapes in both themes. The tokens are read as they are served and the
// contrasts computed by WCAG 2.2 ("relative luminance", "contrast ratio").

const css = readFileSync(new URL('../../app/ui/tokens.css', import.meta.url), 'utf8')

const controls = readFileSync(new URL('../../app/ui/controls.css', import.meta.url), 'utf8')

type Tokens = ReadonlyMap<string, string>

/** The tokens of the block that begins at a selector. */
function block(selector: string): Tokens {
  const start = css.indexOf(selector)
  expect(start, `${selector} is in tokens.css`).toBeGreaterThan(-1)
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start))
  return new Map(Array.from(body.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g), ([, name, hex]) => [name!, hex!]))
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

const light = block('[data-theme="light"] {')
const dark = block('  [data-theme="dark"] {')
const darkBySystem = block(':root:not([data-theme="light"], [data-theme="dark"]) {')

const states = ['ready', 'check', 'stop', 'hold', 'none']
const grounds = ['paper', 'panel', 'sunk']
/** Text on what it may lie on. */
const text = [
  ...grounds.flatMap((ground) => ['ink', 'muted', 'accent', ...states].map((name) => [name, ground] as const)),
  ...states.map((state) => [state, `${state}-soft`] as const),
  ...states.map((state) => ['ink', `${state}-soft`] as const),
  ...states.map((state) => [`${state}-on`, `${state}-fill`] as const),
  ['ink', 'accent-soft'] as const,
  ['muted', 'accent-soft'] as const,
  ['accent-on', 'accent'] as const,
  ['accent-on', 'accent-press'] as const,
  ['paper', 'ink'] as const,
  ['key-on', 'key'] as const,
]
/** Shapes, the edges of fields, and rings of focus on what they may lie on. */
const shapes = grounds.flatMap((ground) => ['edge', 'accent', 'ink', ...states].map((name) => [name, ground] as const))

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s theme', (_name, tokens) => {
  const measure = ([front, back]: readonly [string, string]) => {
    const [one, other] = [tokens.get(front), tokens.get(back)]
    if (!one || !other) throw new Error(`There is no token ${one ? back : front}`)
    return contrast(one, other)
  }

  test.each(text)('%s on %s reads at 4.5:1 or better', (front, back) => {
    expect(measure([front, back])).toBeGreaterThanOrEqual(4.5)
  })

  test.each(shapes)('a shape in %s on %s stands out at 3:1 or better', (front, back) => {
    expect(measure([front, back])).toBeGreaterThanOrEqual(3)
  })
})

/** The rules for the button itself: each selector with its parts and what it declares, in the order of the file. */
const buttonRules = Array.from(controls.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)).flatMap(
  ([, selectors = '', body = '']) =>
    selectors
      .split(',')
      .map((selector) => selector.trim())
      .filter((selector) => /^\.button[^ ]*$/.test(selector) && !selector.includes('::'))
      .map((selector) => ({
        parts: selector.match(/:not\([^)]*\)|\.[\w-]+|\[[^\]]+\]|:[\w-]+/g) ?? [],
        said: new Map(Array.from(body.matchAll(/([\w-]+):\s*([^;]+);/g), ([, name, value]) => [name!, value!.trim()])),
      })),
)

/** The token of a button's color or background by the cascade: the more parts win, then the later rule. */
function tokenOf(property: string, is: readonly string[]): string | undefined {
  const holds = (part: string) => (part.startsWith(':not(') ? !is.includes(part.slice(5, -1)) : is.includes(part))
  const [winner] = buttonRules
    .map((rule, index) => ({ ...rule, index }))
    .filter((rule) => rule.said.has(property) && rule.parts.every(holds))
    .sort((a, b) => b.parts.length - a.parts.length || b.index - a.index)
  return /^var\(--([a-z-]+)\)$/.exec(winner?.said.get(property) ?? '')?.[1]
}

const busy = ['[aria-busy="true"]', '[aria-disabled="true"]']
const standings: [string, string[]][] = [
  ['at rest', []],
  ['under the pointer', [':hover']],
  ['busy', busy],
  ['busy under the pointer', [...busy, ':hover']],
  ['disabled', [':disabled']],
  ['disabled under the pointer', [':disabled', ':hover']],
]
const variants = ['primary', 'secondary', 'danger', 'quiet']

describe.each(variants.flatMap((variant) => standings.map(([name, is]) => [variant, name, is] as const)))(
  'a %s button %s',
  (variant, _name, is) => {
    test.each([
      ['light', light],
      ['dark', dark],
    ])('reads at 4.5:1 or better in the %s theme', (_theme, tokens) => {
      const all = ['.button', `.button-${variant}`, ...is]
      const front = tokens.get(tokenOf('color', all) ?? '')
      // A quiet button has no ground of its own: the darkest that it may lie on counts.
      const back = tokens.get(tokenOf('background', all) ?? 'sunk')
      expect(contrast(front!, back!)).toBeGreaterThanOrEqual(4.5)
    })
  },
)

test('a button that works keeps its colors: words that fade from one ground to another can’t be read', () => {
  for (const variant of variants)
    for (const property of ['color', 'background']) {
      const still = ['.button', `.button-${variant}`]
      expect(tokenOf(property, [...still, ...busy])).toBe(tokenOf(property, still))
    }
})

test('the arithmetic gives 21:1 for black on white and the published 4.54:1 for #767676', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test('both themes define the same tokens', () => {
  expect([...dark.keys()]).toEqual([...light.keys()])
})

test('dark is the same whether the device or the person chose it', () => {
  expect(Object.fromEntries(darkBySystem)).toEqual(Object.fromEntries(dark))
})

test('paper and ink are those of the design', () => {
  expect([light.get('paper'), light.get('ink'), light.get('accent')]).toEqual(['#fafaf7', '#14181b', '#0b6e6e'])
  expect([dark.get('paper'), dark.get('ink'), dark.get('accent')]).toEqual(['#0e1214', '#e8ecee', '#4fc3b8'])
})
