/**
 * The GS1 application identifiers as one table that decides: format, checks, requisites, exclusions, Digital Link keys.
 * Facts from the GS1 Barcode Syntax Dictionary (Apache-2.0), written in a form of our own.
 */

/** One part of a value. `checks` are the letters of gs1-checks.ts; only the last part may vary in length. */
export type AiPart = {
  /** 1 digits, 2 character set 82, 4 character set 39, 8 base64url: the bit that each character must have. */
  readonly set: number
  readonly min: number
  readonly max: number
  readonly optional: boolean
  readonly checks: string
}

export type AiSpec = {
  readonly ai: string
  readonly parts: readonly AiPart[]
  readonly min: number
  readonly max: number
  /** The value's length where the AI is in the predefined-length table (GenSpecs 7.8.5), else 0: it ends at FNC1. */
  readonly predefined: number
  /** Alternatives of which one must be on the item; each a list of AIs that go together. */
  readonly requires: readonly (readonly string[])[]
  /** AIs that may not stand beside this one; "n" stands for any digit. */
  readonly excludes: readonly string[]
  /** For measures and amounts the first three digits: the fourth, the decimals, may not differ on one label. */
  readonly sameMeasure: string
}

// FORMAT=AIs. A part is set, a dot where the length varies, the length, its checks; "?" makes it optional.
const FORMATS = `N18c=00,8017,8018
N14c=01-03
X.20=10,21,22,243,254,420,4318,7020-7022,710-717,7240,8002,8012
N6d=11-13,15-17
N2=20
X.28=235
X.30=240,241,250,251,400,403,4308,4319,7002,90
N.6=242
N13c ?X.17=253
N13c ?N.12=255
N.8=30,37
N6=3950-3955,8005
N.15=3900-3909,3920-3929
N3u N.15=3910-3919,3930-3939
N4=3940-3943,8111
X.30g=401,7023,8004
N17c=402
N13c=410-417
N3i X.9=421
N3i=422,424,426
N3i ?N3i ?N3i ?N3i ?N3i=423,425
X.3=427,7008
X.35p=4300,4301,4310,4311,4320
X.70p=4302-4306,4312-4316,7257
X2a=4307,4317
N10l N10L=4309
N1y=4321-4323
N6d N4e=4324,4325
N6D=4326,7006
N6 ?X1-=4330-4333
N13=7001
N6D N4h=7003
N.4=7004
X.12=7005
N6D ?N6D=7007
X.10=7009,7255
X.2=7010
N6D ?N4h=7011
N3I X.27=7030-7039
N1 X1 X1 X1x=7040
X.4T=7041
X2 X.28=7230-7239
N2M=7241
X.25=7242,8020
N8Y=7250
N8Y N4h=7251
N1S=7252
X.40p=7253,7254,7259
X.90p=7256
X3s=7258
N4n N5n N3n N1w N1=8001
N1z N13c ?X.16=8003
N14c N4P=8006,8026
X.34b=8007
N6D N2H ?N2m ?N2m=8008
X.50=8009
Y.30g=8010
N.12r=8011
X.25kg=8013
X.25kgt=8014
N.10=8019
Z.90=8030
N15=8040,8041
N32=8042
N18 ?N.2=8043
X.70o=8110
X.70O=8112
X.70=8200
X.90=91-99`

// Weights and measures: three digits of the AI, then 0-5 for the decimal places; all are six digits.
const MEASURES = '310-316,320-337,340-357,360-369'

// AIs=alternatives, of which the item must carry one. "n" stands for any digit.
const REQUIRES = `02,8026=37
10,11,13,15,16,20,240,241,422=01,02,03,8006,8026
12,391n,415=8020
17=01,02,03,255,8006,8026
21,251,7021,8012=01,03,8006
22,235,337n,710-717,8001,8014,8200=01
242,7001=01,02,8006,8026
243=01,03
250=01+21,03+21,8006+21
254=414
30,310-316,320-329,350-352,356,357,360,361,364-366,7002,7005-7009,7030-7039,8005=01,02
330-336,340-349,353-355,362,363,367-369=00,01
37=00+02,00+8026
390n=255,8020
392n=01+30,01+31nn,01+32nn,01+35nn,01+36nn
393n,395n=30,31nn,32nn,35nn,36nn
394n,8111=255
403,4300-4302,4304-4312,4314-4333,7041=00
423-426,7003,7010,7011,8008=01,02,03
427=01+422,02+422,03+422
4303=4302
4313=4312
7004=01+10,03+10
7020=01+416,03+416,8006+416
7022=01+7021,03+7021,8006+7021
7230-7239=01,8004
7240=01,8006
7241,7242,7253-7256,8019=8017,8018
7250-7252,7257,7259=8018
7258=8018+7259
8007,8020=415
8009=00,01,03
8011=8010
8030=00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018
8040=01+21
8041-8043=01+21+8040`

// AIs=those that may not stand beside them. Measures that differ only in the decimal places exclude each other by rule.
const EXCLUDES = `01=255,37
02=01,03
03=01,02,37,235
21=235
255=01,02,415,8006,8020,8026
390n=391n,394n,8111
392n=393n
394n=8111
395n=392n,393n,8005
420=421
421=4307
422-425=426
4330=4331
4331=4330
4332=4333
4333=4332
7240=03
7250=7251
7251=7250
7253-7255=7256,7259
7259=7256
8006=01,03,37
8018=8017
8017=8018
8026=02,03,8006`

/** The Digital Link primary keys, each with its alternatives of ordered qualifiers. */
export const LINK_KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '00': [],
  '01': [['22', '10', '21'], ['235']],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '414': [['254'], ['7040']],
  '415': [['8020']],
  '417': [['7040']],
  '8003': [],
  '8004': [['7040']],
  '8006': [['22', '10', '21']],
  '8010': [['8011']],
  '8013': [],
  '8017': [['8019']],
  '8018': [['8019']],
}

const NOT_LINK_ATTRIBUTES = '03,21,22,235,254,7040,7041,8011,8014,8019,8020,8040,8041,8042,8043,8200'.split(',')

/** Whether an AI may stand in the query of a Digital Link. */
export function isLinkAttribute(ai: string): boolean {
  return !NOT_LINK_ATTRIBUTES.includes(ai)
}

const SETS: Record<string, number> = { N: 1, X: 2, Y: 4, Z: 8 }

/** The predefined total lengths by the first two digits (GenSpecs figure 7.8.5-2), the AI included; 0 where FNC1 ends it. */
export const PREDEFINED_LENGTH: readonly number[] = predefinedLengths()

/** The number of digits of an AI by its first two (GenSpecs 3.2); 0 where no such AI can be. */
export const AI_DIGITS: readonly number[] = aiDigits()

/** The table by the AI's number. AIs of two digits stop at 99, so the number is unique. */
const TABLE: readonly (AiSpec | undefined)[] = buildTable()

/** The AI with this number, or undefined where GS1 has assigned none. */
export function aiSpec(number: number): AiSpec | undefined {
  return TABLE[number]
}

function predefinedLengths(): number[] {
  const lengths = new Array<number>(100).fill(0)
  lengths[0] = 20
  lengths[1] = lengths[2] = lengths[3] = lengths[41] = 16
  lengths[4] = 18
  for (let i = 11; i <= 19; i++) lengths[i] = 8
  lengths[20] = 4
  for (let i = 31; i <= 36; i++) lengths[i] = 10
  return lengths
}

function aiDigits(): number[] {
  const digits = new Array<number>(100).fill(2)
  for (const i of [23, 24, 25, 40, 41, 42, 71]) digits[i] = 3
  for (const i of [31, 32, 33, 34, 35, 36, 39, 43, 70, 72, 80, 81, 82]) digits[i] = 4
  return digits
}

/** Expands `01-03,3n` to every AI that it names: ranges keep their width, "n" is each digit. */
function expand(list: string): string[] {
  const all: string[] = []
  for (const item of list.split(',')) {
    const [from = '', to = from] = item.split('-')
    for (let n = Number(from.replace('n', '0')); n <= Number(to.replace('n', '9')); n++) {
      all.push(String(n).padStart(from.length, '0'))
    }
  }
  return all
}

function parsePart(text: string): AiPart {
  const match = /^(\??)([NXYZ])(\.?)(\d+)(.*)$/.exec(text)!
  const max = Number(match[4])
  return { set: SETS[match[2]!]!, min: match[3] ? 1 : max, max, optional: match[1] === '?', checks: match[5]! }
}

function buildTable(): (AiSpec | undefined)[] {
  const table: (AiSpec | undefined)[] = []
  const requires = new Map<string, string[][]>()
  const excludes = new Map<string, string[]>()
  const measures = expand(MEASURES).flatMap((stem) => expand(`${stem}0-${stem}5`))
  for (const line of REQUIRES.split('\n')) {
    const [ais, alternatives] = line.split('=') as [string, string]
    for (const ai of expand(ais)) {
      const group = alternatives.split(',').map((alternative) => alternative.split('+'))
      requires.set(ai, group)
      if (ai.length === 3 && ai[0] === '3') for (let n = 0; n <= 5; n++) requires.set(ai + n, group)
    }
  }
  for (const line of EXCLUDES.split('\n')) {
    const [ais, others] = line.split('=') as [string, string]
    for (const ai of expand(ais)) excludes.set(ai, others.split(','))
  }
  for (const line of [...FORMATS.split('\n'), `N6=${measures.join(',')}`]) {
    const [format, ais] = line.split('=') as [string, string]
    const parts = format.split(' ').map(parsePart)
    const min = parts.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0)
    const max = parts.reduce((sum, part) => sum + part.max, 0)
    for (const ai of expand(ais)) {
      const total = PREDEFINED_LENGTH[Number(ai.slice(0, 2))]!
      const predefined = total === 0 ? 0 : total - ai.length
      const conflicts = excludes.get(ai) ?? []
      const sameMeasure = ai.length === 4 && ai[0] === '3' ? ai.slice(0, 3) : ''
      table[Number(ai)] = {
        ai,
        parts,
        min,
        max,
        predefined,
        requires: requires.get(ai) ?? [],
        excludes: conflicts,
        sameMeasure,
      }
    }
  }
  return table
}
