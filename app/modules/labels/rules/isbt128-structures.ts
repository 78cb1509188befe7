/**
 * The data structures of ISBT 128 (ST-001 v6.2.2, 2.3 table 2 and 2.4): identifier, number, and which characters may
 * stand at each position. Structures are told apart by length alone, so a wrong length here would read wrong data.
 */

/** Sets of characters, a bit for each. */
const DIGIT = 1 // 0–9
const FIRST = 2 // A–N P–Z 1–9: the first character of a facility number
const FACILITY = 4 // A–N P–Z 0–9
const LETTER = 8 // A–Z
const CAPITAL = 16 // A–Z 0–9
const ANY = 32 // A–Z a–z 0–9
const LOWER = 64 // a–z 0–9
const FLAG = 128 // 0–9 A–H J–N P R–Y: the flags behind a donation number

const CLASS = new Uint8Array(128)
for (let code = 48; code <= 57; code++)
  CLASS[code] = DIGIT | FACILITY | CAPITAL | ANY | LOWER | FLAG | (code > 48 ? FIRST : 0)
for (let code = 97; code <= 122; code++) CLASS[code] = ANY | LOWER
for (let code = 65; code <= 90; code++) {
  const letter = String.fromCharCode(code)
  CLASS[code] = LETTER | CAPITAL | ANY | (letter === 'O' ? 0 : FIRST | FACILITY) | ('IOQZ'.includes(letter) ? 0 : FLAG)
}

const SETS: Readonly<Record<string, number>> = {
  N: DIGIT,
  F: FIRST,
  G: FACILITY,
  A: LETTER,
  X: CAPITAL,
  Y: ANY,
  L: LOWER,
  f: FLAG,
}

/** One data structure: its number in ST-001, the sets of its positions, and the fields that its pieces fill. */
export type Structure = {
  readonly number: string
  readonly sets: readonly number[]
  readonly pieces: readonly Piece[]
  /** Of a structure with repeating segments: how long one is (2.4.25, 2.4.29, 2.4.30); else 0. */
  readonly segment: number
}

/** A field and the part of the data that it takes; without an end, to the end. */
export type Piece = { readonly field: string; readonly from: number; readonly to: number | undefined }

/**
 * Identifier, number, pattern (a set and how many times), then the fields with their first position and the one behind
 * the last. `F1G2N2` is a facility number. Test results have none: they
 * stay elements. 011, 015, 016 and 037 are retired.
 */
const TABLE = `= 001 F1G2N10f2 din:0:13 flags:13
=% 002 Y2X2 bloodGroup:0
=< 003 A1X4Y1X1L1 productCode:0 pdc:0:5
=> 004 N6
&> 005 N10
=* 006 N6
&* 007 N10
=} 008 N6
&} 009 N10
&( 010 X5
={ 011 N18
=\\ 012 N18
&\\ 013 N18
&{ 014 N18
=[ 015 N18
=" 016 N18
=) 017 Y1X2Y7 containerDI:0 containerManufacturer:1:3 containerCatalog:3
&) 018 Y10
=; 019 F1G2N18 donorId:0
=' 020 F1G2N2X6 staffId:0
=- 021 X2Y8 manufacturer:0:2 catalog:2
&- 022 Y10
=+ 023 N5
=# 024 N10 patientBirthDate:2
&# 025 N4 patientId:4
=] 026 N6
&" 027 N18
=$ 028 F1G2N13 consignment:0
&$ 029 N2
&% 030 N3
=( 031 N16
=, 032 X6 divisions:0
&+ 033 G5X6 finp:0:5 fpc:5
=/ 034 G5X11 di:0 finp:0:5 fpc:5:11 pdc:11
&,1 035 X18
&,2 036 X18 supplementalId:0
&,3 037 N4X15
&,4 038 A2Y19A1Y10N8 sec:0 secCountry:0:2 secTE:2:8 secDonation:8:21 secCodingSystem:21:22 secProduct:22:29 secSplit:29:32
&: 039 N4X13N2 grid:0
&/ 040 X2F1G2N4X6 coi:0`

const SEGMENTS: Readonly<Record<string, number>> = { '025': 1, '029': 14, '030': 10 }
const STRUCTURES = new Map<string, Structure>()
for (const line of TABLE.split('\n')) {
  const [identifier, number, pattern, ...pieces] = line.split(' ')
  STRUCTURES.set(identifier!, {
    number: number!,
    sets: sets(pattern!),
    pieces: pieces.map((piece) => {
      const [field, from, to] = piece.split(':')
      return { field: field!, from: Number(from), to: to ? Number(to) : undefined }
    }),
    segment: SEGMENTS[number!] ?? 0,
  })
}

/** 001, whose identifier's second character is its first (2.4.1). */
const DONATION = STRUCTURES.get('=')!
/** The printed form of 038 has the same 40 characters. */
export const EUROPEAN_CODE = STRUCTURES.get('&,4')!
/** The 13 characters of a donation number. */
export const NUMBER = DONATION.sets.slice(0, 13)
/** A Basic UDI-DI: facility, its product code, product description code, two check digits (ST-017 app. 1). */
export const BASIC_UDI = sets('G5X6A1X4N2')

/** By the code of the second identifier character, so that the reader makes no string to look one up. */
const EQUALS = byCode('=')
const AMPERSAND = byCode('&')
const COMMA = byCode('&,')

function byCode(prefix: string): (Structure | undefined)[] {
  return Array.from({ length: 128 }, (_, code) => STRUCTURES.get(prefix + String.fromCharCode(code)))
}

function sets(pattern: string): number[] {
  return pattern.match(/\D\d+/g)!.flatMap((run) => new Array<number>(Number(run.slice(1))).fill(SETS[run[0]!]!))
}

/** The structure behind `=` or `&` (2.1); `third` is the code after the second, which only `&,` has. */
export function structureOf(ampersand: boolean, second: number, third: number): Structure | undefined {
  if (!ampersand) return (CLASS[second] ?? 0) & FIRST ? DONATION : EQUALS[second]
  return second === 44 ? COMMA[third] : AMPERSAND[second]
}

/** The first position from `start` whose character the sets do not allow; −1 where all fit. */
export function misfit(text: string, start: number, allowed: readonly number[]): number {
  for (let i = 0; i < allowed.length; i++) {
    if (((CLASS[text.charCodeAt(start + i)] ?? 0) & allowed[i]!) === 0) return start + i
  }
  return -1
}

/** The first position of a run of repeating segments that is no digit (in a patient's number: no letter either); or −1. */
export function misfitRun(text: string, start: number, length: number, structure: Structure): number {
  const allowed = structure.segment === 1 ? ANY : DIGIT
  for (let i = start; i < start + length; i++) {
    if (((CLASS[text.charCodeAt(i)] ?? 0) & allowed) === 0) return i
  }
  return -1
}

/** The check value by ISO/IEC 7064 modulo 37-2 (App. A.1), 0–36, of the characters from `start` to `end`; 36 is `*`. */
export function check37(text: string, start: number, end: number): number {
  let sum = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    sum = ((sum + (code < 65 ? code - 48 : code - 55)) * 2) % 37
  }
  return (38 - sum) % 37
}
