/** Widths of letters, in parts of the type size: those of a bold grotesque, which no face that we print with exceeds. */

const groups: readonly (readonly [number, string])[] = [
  [0.28, " il.,I'|"],
  [0.34, 'ftj-()[]/:;!`"'],
  [0.4, 'r*°'],
  [0.56, '0123456789aceksvxyz?_+=$#JΔ'],
  [0.62, 'bdghnopquFLTZ<>~^'],
  [0.68, 'EPSVXY'],
  [0.73, 'ABCDHKNRU&'],
  [0.79, 'GOQw'],
  [0.9, 'mM%'],
  [1, 'W@—…'],
]

const widths = new Map(groups.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)))

/** The width of a text at type size 1. Letters with marks count as the letter; unknown ones as wide ones. */
export function textWidth(text: string): number {
  let width = 0
  for (const letter of text.normalize('NFD')) {
    if (/\p{M}/u.test(letter)) continue
    width += widths.get(letter) ?? (letter > '\u2e7f' ? 1 : 0.75)
  }
  return width
}
