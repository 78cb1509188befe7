/** Which characters the standards allow where: one table for all, with a bit for each set. */

/** GS1 (GenSpecs 7.11) and ISBT 128 (ST-001 2.3). The bit of the first is 1, of the next 2, and so on. */
const SETS = [
  /\d/, // 1: digits
  /[!"%-?A-Z_a-z]/, // 2: GS1 set 82
  /[#\-/\dA-Z]/, // 4: GS1 set 39
  /[-=\w]/, // 8: base64url
  /[A-NP-Z1-9]/, // 16: the first character of an ISBT 128 facility number
  /[A-NP-Z\d]/, // 32: the others
  /[A-Z]/, // 64
  /[A-Z\d]/, // 128
  /[A-Za-z\d]/, // 256
  /[a-z\d]/, // 512
  /[A-HJ-NPR-Y\d]/, // 1024: the flags behind a donation number
]

/** For each ASCII character the sets that it is in. */
export const CHARACTER_SETS: Uint16Array = new Uint16Array(128).map((_, code) =>
  SETS.reduce((sets, set, at) => (set.test(String.fromCharCode(code)) ? sets | (1 << at) : sets), 0),
)

/** The first position from `start` to `end` whose character is not in the set; −1 where all are. */
export function strangerAt(text: string, start: number, end: number, set: number): number {
  for (let i = start; i < end; i++) {
    if ((CHARACTER_SETS[text.charCodeAt(i)]! & set) === 0) return i
  }
  return -1
}

/** The sum of each character's code times its place from the left, the first of which is 2: for check characters. */
export function weightedSum(text: string): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i) * (i + 2)
  return sum
}
