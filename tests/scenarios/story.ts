import { addMinutes, clockTime } from '~/lib/day'
import { claims } from './claims'
import { match, type Said } from './forms'
import type { Act, Line, Story, Word } from './language'
import type { Verb } from './verb'
import { verbs } from './verbs'
import { type Outcome, StoryFault, timeOf, type World } from './world'

/** Where a story went otherwise than it says. */
export type Difference = { readonly line: number; readonly says: string }

const written = (words: readonly Word[]): string =>
  words.map(({ text, quoted }) => (quoted ? `"${text}"` : text)).join(' ')

/** The one form that a sentence has. */
function understood<T extends { readonly form: string }>(
  all: readonly T[],
  words: readonly Word[],
  what: string,
): { readonly found: T; readonly said: Said } {
  for (const found of all) {
    const said = match(found.form, words)
    if (said) return { found, said }
  }
  throw new StoryFault(`No ${what} says "${written(words)}". README.md of this folder lists them.`)
}

const naming = /^([a-z]+) ([A-Z]\w*)$/

/** Whether a phrase names what was just made (`procedure P`); the name is kept then. */
function names(world: World, phrase: string, outcome: Outcome): boolean {
  const [, thing, name] = naming.exec(phrase) ?? []
  const { made } = outcome
  if (!made || name === undefined || made.thing !== thing) return false
  if (world.named.has(name)) throw new StoryFault(`${name} is the name of something else already.`)
  world.named.set(name, made)
  return true
}

/** What a phrase wants to read in the sentence: `says "never received"`. */
const quotedIn = (phrase: string): string | null => /^says "(.+)"$/.exec(phrase)?.[1] ?? null

/** Null where it came as expected; otherwise what came instead. */
function differs(world: World, { expected }: Act, verb: Verb, outcome: Outcome): string | null {
  const why = outcome.sentence === undefined ? '' : ` (${outcome.sentence})`
  const got = outcome.said.join(', ')
  if (expected === null) {
    if (verb.asks) return `A question needs an answer: "-> ${got}".`
    return outcome.sentence === undefined ? null : `expected that it is done, got "${got}"${why}`
  }
  const unsaid = expected.find((phrase) => quotedIn(phrase) && !outcome.sentence?.includes(quotedIn(phrase) ?? ''))
  const left = expected.filter((phrase) => quotedIn(phrase) === null && !names(world, phrase, outcome))
  return unsaid === undefined && left.join(', ') === got
    ? null
    : `expected "${expected.join(', ')}", got "${got}"${why}`
}

/** Plays one line. Returns what went otherwise, or null. */
async function playLine(world: World, line: Line): Promise<string | null> {
  switch (line.kind) {
    case 'at': {
      const at = timeOf(world, line.time)
      if (at < world.now) throw new StoryFault(`It is ${clockTime(world.now, world.site.timeZone)}: time goes on only.`)
      world.now = at
      return null
    }
    case 'later':
      world.now = addMinutes(world.now, line.minutes)
      return null
    case 'then': {
      for (const words of line.claims) {
        const { found, said } = understood(claims, words, 'claim')
        const is = await found.is(world, said)
        if (is !== true) return `expected "${written(words)}", but ${is}`
      }
      return null
    }
    case 'act': {
      const { found, said } = understood(verbs, line.words, 'verb')
      return differs(world, line, found, await found.does(world, line.who, said))
    }
  }
}

/** Plays a story in its world. Returns the first difference, or null when all came as it says. */
export async function play(story: Story, world: World): Promise<Difference | null> {
  for (const line of story.lines) {
    try {
      const says = await playLine(world, line)
      if (says !== null) return { line: line.line, says }
    } catch (error) {
      if (error instanceof StoryFault) return { line: line.line, says: error.message }
      const fault = error instanceof Error ? (error.stack ?? error.message) : String(error)
      return { line: line.line, says: `The program failed: ${fault}` }
    }
  }
  return null
}
