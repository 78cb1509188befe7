import type { Said } from './doors'

/**
 * What a door answers, in a form that can be compared. `taken`: the text was taken for one thing. `against`: what stands against
 * using it, by the one sentence that says so at every door. `may`: the lots that the answer speaks of.
 */
export type Answer = {
  readonly taken: boolean
  readonly code: string
  readonly against: readonly string[]
  readonly may: readonly string[]
  readonly words: string
}

const sentences: Readonly<Record<string, RegExp>> = {
  EXPIRED: /Expired on|had expired/,
  EXPIRY_DIFFERS: /but it is known with/,
  LOOKS_NAMED: /looks like it: compare/,
  NAMED: /An open notice names (?:(?!looks like it).)*receive it into stock/,
  OTHER_LOT: /was received with lot/,
  OTHER_PRODUCT: /of another product/,
  PAPER: /is a notice:|is a supplier,/,
  RECALLED: /On hold for a recall/,
  SPREADSHEET: /spreadsheet/i,
}

const lots: Readonly<Record<string, RegExp>> = {
  'AF-2201': /lot AF-2201\b|AF220100\d/,
  'AF-2202': /lot AF-2202\b|AF220200[12]/,
  'NB-2405': /lot NB-2405\b|NB2405001/,
  'ND-5501': /lot ND-5501\b/,
  'ND-4401': /lot ND-4401\b/,
  '10108716': /lot 10108716\b/,
  '4E310': /lot 4E310\b/,
  '072915': /lot 072915\b/,
  '6188613': /lot 6188613\b/,
  'CW-777 vial': /lot CW-777 vial\b/,
  '10CW-778': /lot 10CW-778\b/,
  D9T: /lot D9T\b/,
  '8D1082': /lot 8D1082\b/,
  'SAME-1': /lot SAME-1\b/,
  'GZ-0001': /lot GZ-0001\b/,
  A999926100417: /lot A999926100417\b/,
}

const foundIn = (patterns: Readonly<Record<string, RegExp>>, words: string): string[] =>
  Object.keys(patterns)
    .filter((name) => patterns[name]?.test(words))
    .sort()

export const answerOf = ({ verdict, words }: Said): Answer => ({
  taken: verdict === 'taken',
  code: verdict,
  against: foundIn(sentences, words),
  may: foundIn(lots, words),
  words,
})

/** The doors that take a container, and so take or ask alike. */
const taking = ['scanPage', 'scanApi', 'readiness', 'giving', 'placePage', 'unitPage']

/**
 * Where a door may differ from readiness, and why.
 * - Readiness takes a container or a kit's seal. The Scan page and its API have a page for a product, a patient, a place and a
 *   delivery, too; the pages of stock take a place; giving takes a wristband and no seal.
 * - A donor's number is of all the donor's lots: who looks it up is shown them, who needs one container is told to scan that.
 * - A text that is also a patient's number is asked where a wristband may be meant. The pages of stock take none.
 */
const otherThing = new Set(['SCAN_OTHER_THING', 'SCAN_NO_LOT'])
const mayTake = (name: string, base: Answer, answer: Answer): boolean =>
  otherThing.has(base.code) ||
  otherThing.has(answer.code) ||
  ((name === 'placePage' || name === 'unitPage') && base.code === 'SCAN_SEVERAL')

/** Of a list the Scan page says what each name is, as the look-up does; who needs one container is told what stands against any. */
const saysEach = (name: string, base: Answer, answer: Answer): boolean =>
  (name === 'scanPage' || name === 'scanApi') &&
  base.code === 'SCAN_SEVERAL' &&
  base.may.every((each) => answer.may.includes(each))

/** The kit's page records a text that is nobody's name as a wrong seal, whatever it looks like; what is recalled it never does. */
const kitDiffers = (base: Answer, kit: Answer): boolean =>
  kit.taken ? base.against.includes('NAMED') : base.against.includes('RECALLED') && !kit.against.includes('RECALLED')

/** How the doors differ beyond that, a line for each; none where they agree. */
export function differences(answers: Readonly<Record<string, Answer>>): string[] {
  const { readiness: base, kitPage, ...others } = answers
  if (!base || !kitPage) return ['A door is missing.']
  const found: string[] = []
  const say = (name: string, what: string, here: unknown, there: unknown) =>
    found.push(
      `${name}: ${what} ${JSON.stringify(here)}, readiness ${JSON.stringify(there)} «${answers[name]?.words.slice(0, 300)}»`,
    )
  for (const [name, answer] of Object.entries(others)) {
    if (answer.against.join() !== base.against.join()) say(name, 'against', answer.against, base.against)
    if (taking.includes(name) && answer.taken !== base.taken && !mayTake(name, base, answer))
      say(name, 'taken', answer.code, base.code)
    // A door that took the thing names it as it likes.
    const silent = answer.taken || answer.code === 'TOO_MANY' || base.taken || base.code === 'SCAN_OTHER_THING'
    const isMore = saysEach(name, base, answer)
    if (!silent && !isMore && answer.may.join() !== base.may.join()) say(name, 'may mean', answer.may, base.may)
  }
  if (kitDiffers(base, kitPage)) say('kitPage', 'against', kitPage.against, base.against)
  return found
}
