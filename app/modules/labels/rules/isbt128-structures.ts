/**
 * The data structures of ISBT 128 (ST-001 v6.2.2, 2.3 table 2 and 2.4): identifier, number, and which characters may
 * stand at each position. Structures are told apart by length alone, so a wrong length here would read wrong data.
 */
import { CHARACTER_SETS } from './characters'
import type { DateName } from './statements'

/** The letters of the patterns below, in the order of the bits of characters.ts: N digit, F and G facility, A letter, X capital, Y any, L lower, f flag. */
const LETTERS = 'N---FGAXYLf'

/** One data structure: its number in ST-001, the sets of its positions, and the fields that its pieces fill. */
export type Structure = {
  readonly number: string
  readonly sets: readonly number[]
  readonly pieces: readonly Piece[]
  /** The date that its `cyyjjj` or `cyyjjjhhmm` is (2.4.4–2.4.9). */
  readonly date: DateName | undefined
  /** Of a structure with repeating segments: how long one is (2.4.25, 2.4.29, 2.4.30); else 0. */
  readonly segment: number
}

/** A field and the part of the data that it takes; without an end, to the end. */
export type Piece = { readonly field: string; readonly from: number; readonly to: number | undefined }

/**
 * Identifier, pattern (a set and how many times), then the fields with their first position and the one behind the last;
 * the number is the row's. `F1G2N2` is a facility number. Test results have no fields: they stay elements. 011, 015, 016
 * and 037 are retired. Behind “*” the length of a segment.
 */
const TABLE = `= F1G2N10f2 din:0:13 flags:13
=% Y2X2 bloodGroup:0
=< A1X4Y1X1L1 productCode:0 pdc:0:5
=> N6 expiry
&> N10 expiry
=* N6 collectionDate
&* N10 collectionDate
=} N6 productionDate
&} N10 productionDate
&( X5
={ N18
=\\ N18
&\\ N18
&{ N18
=[ N18
=" N18
=) Y1X2Y7 containerDI:0 containerManufacturer:1:3 containerCatalog:3
&) Y10
=; F1G2N18 donorId:0
=' F1G2N2X6 staffId:0
=- X2Y8 manufacturer:0:2 catalog:2
&- Y10
=+ N5
=# N10 patientBirthDate:2
&# N4*1 patientId:4
=] N6
&" N18
=$ F1G2N13 consignment:0
&$ N2*14
&% N3*10
=( N16
=, X6 divisions:0
&+ G5X6 finp:0:5 fpc:5
=/ G5X11 di:0 finp:0:5 fpc:5:11 pdc:11
&,1 X18
&,2 X18 supplementalId:0
&,3 N4X15
&,4 A2Y19A1Y10N8 sec:0 secCountry:0:2 secTE:2:8 secDonation:8:21 secCodingSystem:21:22 secProduct:22:29 secSplit:29:32
&: N4X13N2 grid:0
&/ X2F1G2N4X6 coi:0`

const STRUCTURES: Readonly<Record<string, Structure>> = Object.fromEntries(
  TABLE.split('\n').map((line, row) => {
    const [identifier, pattern = '', ...pieces] = line.split(' ')
    const structure = {
      number: String(row + 1).padStart(3, '0'),
      sets: setsOf(pattern),
      date: pieces.find((piece) => !piece.includes(':')) as DateName | undefined,
      pieces: pieces
        .filter((piece) => piece.includes(':'))
        .map((piece) => {
          const [field = '', from, to] = piece.split(':')
          return { field, from: Number(from), to: to ? Number(to) : undefined }
        }),
      segment: Number(pattern.split('*')[1] ?? 0),
    }
    return [identifier, structure]
  }),
)

/** 001, whose identifier's second character is its first (2.4.1). */
const DONATION = STRUCTURES['=']!
/** The printed form of 038 has the same 40 characters. */
export const EUROPEAN_CODE = STRUCTURES['&,4']!
/** The 13 characters of a donation number. */
export const NUMBER = DONATION.sets.slice(0, 13)
/** A Basic UDI-DI: facility, its product code, product description code, two check digits (ST-017 app. 1). */
export const BASIC_UDI = setsOf('G5X6A1X4N2')

/** By the code of the last identifier character, so that the reader makes no string to look one up. */
const [EQUALS, AMPERSAND, COMMA] = ['=', '&', '&,'].map((prefix) =>
  Array.from({ length: 128 }, (_, code) => STRUCTURES[prefix + String.fromCharCode(code)]),
) as [Row, Row, Row]

type Row = (Structure | undefined)[]

function setsOf(pattern: string): number[] {
  return pattern
    .match(/[A-Za-z]\d+/g)!
    .flatMap((run) => new Array<number>(Number(run.slice(1))).fill(1 << LETTERS.indexOf(run[0]!)))
}

/** The structure behind `=` or `&` (2.1); `third` is the code after the second, which only `&,` has. */
export function structureOf(ampersand: boolean, second: number, third: number): Structure | undefined {
  if (!ampersand) return CHARACTER_SETS[second]! & NUMBER[0]! ? DONATION : EQUALS[second]
  return second === 44 ? COMMA[third] : AMPERSAND[second]
}

/** The first position from `start` whose character the sets do not allow; −1 where all fit. */
export function misfit(text: string, start: number, allowed: readonly number[]): number {
  for (let i = 0; i < allowed.length; i++) {
    if ((CHARACTER_SETS[text.charCodeAt(start + i)]! & allowed[i]!) === 0) return start + i
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
