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

/** One data structure: its number in ST-001, the sets of its positions, the field that takes its value as it stands. */
export type Structure = {
  readonly number: string
  readonly sets: readonly number[]
  readonly field: string | undefined
  /** Of a structure with repeating segments: where its count ends, and how long a segment is (2.4.25, .29, .30). */
  readonly segment: number
}

/** Identifier, number, pattern (a set and how many times), field. `FGGNN` is a facility number. */
const TABLE = `=% 002 Y2X2 bloodGroup
=< 003 A1X4Y1X1L1 productCode
=> 004 N6
&> 005 N10
=* 006 N6
&* 007 N10
=} 008 N6
&} 009 N10
&( 010 X5 specialTesting
={ 011 N18
=\\ 012 N18 redCellAntigens
&\\ 013 N18 redCellAntigens
&{ 014 N18 plateletAntigens
=[ 015 N18
=" 016 N18
=) 017 Y1X2Y7 containerDI
&) 018 Y10 lot
=; 019 F1G2N18 donorId
=' 020 F1G2N2X6 staffId
=- 021 X2Y8
&- 022 Y10 lot
=+ 023 N5
=# 024 N10
&# 025 N4
=] 026 N6
&" 027 N18 infectionMarkers
=$ 028 F1G2N13 consignment
&$ 029 N2
&% 030 N3
=( 031 N16
=, 032 X6 divisions
&+ 033 G5X6
=/ 034 G5X11 di
&,1 035 X18 lot
&,2 036 X18 supplementalId
&,3 037 N4X15
&,4 038 A2Y19A1Y10N8 sec
&: 039 N4X13N2 grid
&/ 040 X2F1G2N4X6 coi`

/** 001, whose identifier's second character is its first (2.4.1): 13 characters of donation number, 2 of flags. */
export const DONATION: Structure = { number: '001', sets: sets('F1G2N10f2'), field: undefined, segment: 0 }

const SEGMENTS: Readonly<Record<string, number>> = { '025': 1, '029': 14, '030': 10 }
const STRUCTURES = new Map<string, Structure>()
for (const line of TABLE.split('\n')) {
  const [identifier, number, pattern, field] = line.split(' ')
  STRUCTURES.set(identifier!, { number: number!, sets: sets(pattern!), field, segment: SEGMENTS[number!] ?? 0 })
}

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

/** The sets of a pattern in the table's notation, for the printed forms. */
export function pattern(notation: string): readonly number[] {
  return sets(notation)
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
