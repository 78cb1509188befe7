/** The check arithmetic of HIBC (ANSI/HIBC 2.6 Appendix B) and of its Basic UDI-DI. */

/** The 43 characters in the order of their values (Appendix B). */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
const VALUES = new Int8Array(128).fill(-1)
for (let i = 0; i < 43; i++) VALUES[ALPHABET.charCodeAt(i)] = i
// The human-readable line prints a space as an underscore (4.1).
VALUES[95] = 38

/** The value of a character in the modulo 43 sum; −1 for one that HIBC does not have. `_` counts as the space it prints. */
export function hibcValue(code: number): number {
  return code < 128 ? VALUES[code]! : -1
}

/** The check character of data whose character values (with the leading `+`) add up to `sum`. */
export function expectedCheck(sum: number): string {
  return ALPHABET[sum % 43]!
}

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]
/** The characters of GS1's set 82 by value, up to the letters: the Basic UDI-DI takes its values from there. */
const SET_82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const PAIR = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * The two check characters of a HIBC Basic UDI-DI, from its text with `++` and without them (at most 23 characters):
 * values weighted with the primes from the right, modulo 1021, written in base 32 without 0, 1, I and O.
 */
export function basicUdiPair(text: string): string {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum += SET_82.indexOf(text[i]!) * PRIMES[text.length - 1 - i]!
  const rest = sum % 1021
  return PAIR[rest >> 5]! + PAIR[rest & 31]!
}
