import { DateTime } from 'luxon'
import type { z } from 'zod'
import { stopped } from '~/lib/clock'
import { type Instant, parseLocal } from '~/lib/day'
import type { Database } from '~/lib/db.server'
import type { Refusal, Result } from '~/lib/result'
import { addPerson } from '~/modules/auth/commands/accounts.server'
import type { Command } from '~/modules/auth/commands/command.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { explainPerform, isPerformRefusal } from '~/modules/auth/messages'
import type { PerformRefusal, Role, Site, Visitor } from '~/modules/auth/types'

/** What a story gives a name of its own: `-> procedure P`. */
export type Thing = 'procedure' | 'delivery' | 'notice' | 'hold' | 'excursion' | 'form'

/** What a count form showed when it was opened. */
export type CountForm = {
  readonly unitId: number
  readonly placeId: number
  readonly quantity: number
  readonly posting: number
  readonly containerQuantity: number
}

/** The world of one story: a clinic's database, the time there, and what the story has named. */
export type World = {
  readonly db: Database
  readonly site: Site
  /** The story moves it; every command of the story happens at this time. */
  now: Instant
  readonly people: Map<string, number>
  readonly named: Map<string, { readonly thing: Thing; readonly id: number }>
  /** The forms that were opened, by their number. */
  readonly forms: CountForm[]
  /** The last movement of each unit that this story made, for an undo. */
  readonly movements: Map<number, string>
  lastKey: number
}

/** What came of a sentence, in phrases. A refusal has the sentence that a person would read. */
export type Outcome = {
  readonly said: readonly string[]
  readonly made?: { readonly thing: Thing; readonly id: number }
  readonly sentence?: string
}

/** A sentence of the story that can't be played: it names what is not there. */
export class StoryFault extends Error {}

const roleOf: Readonly<Record<string, Role>> = {
  supply: 'supply',
  nurse: 'clinician',
  manager: 'manager',
  director: 'director',
  auditor: 'auditor',
  admin: 'administrator',
}

/** A key that no other command of the story has. */
export function newKey(world: World): string {
  world.lastKey += 1
  return `story-key-${String(world.lastKey).padStart(6, '0')}`
}

const visitorWith = (world: World, personId: number, name: string): Visitor => ({
  context: { db: world.db, actor: `person:${personId}`, at: world.now },
  clock: stopped(world.now),
  personId,
  name,
  roles: [],
  site: world.site,
})

/** The account that the administrator gives a person of a story. */
export const accountOf = (who: string, role: Role) => ({
  name: `${who[0]?.toUpperCase()}${who.slice(1)} of the story`,
  email: `${who}@story.example`,
  password: 'a-password-of-the-story',
  roles: [role],
})

async function personOf(world: World, who: string): Promise<number> {
  const known = world.people.get(who)
  if (known !== undefined) return known
  const role = roleOf[/^([a-z]+)[2-9]?$/.exec(who)?.[1] ?? '']
  const admin = world.people.get('admin')
  if (!role || admin === undefined)
    throw new StoryFault(`Nobody is called "${who}": ${Object.keys(roleOf).join(', ')}.`)
  const added = await perform(visitorWith(world, admin, 'admin'), addPerson, accountOf(who, role), newKey(world))
  if (!added.ok) throw new StoryFault(`"${who}" gets no account: ${added.refusal.code}.`)
  world.people.set(who, added.value.personId)
  return added.value.personId
}

/** Somebody of the story as a visitor, at the story's time. `nurse2` is a second nurse, who gets an account when first named. */
export async function visitorOf(world: World, who: string): Promise<Visitor> {
  const personId = await personOf(world, who)
  const held = await world.db.read.personRole.findMany({ where: { personId }, select: { role: true } })
  return { ...visitorWith(world, personId, who), roles: held.map(({ role }) => role as Role) }
}

/** Does something as somebody of the story, now, by the one way in. */
export const perhaps = async <Input extends z.ZodType, Answer extends Result<unknown>>(
  world: World,
  who: string,
  command: Command<Input, Answer>,
  input: NoInfer<z.input<Input>>,
): Promise<Answer | { readonly ok: false; readonly refusal: PerformRefusal }> =>
  perform(await visitorOf(world, who), command, input, newKey(world))

type Inner = {
  readonly code?: string
  readonly finding?: unknown
  readonly label?: unknown
  readonly because?: unknown
  readonly findings?: unknown
}

/** What of a list of findings stands in the way; what was only said is left out. */
const blocking = (findings: unknown): object[] =>
  Array.isArray(findings) ? findings.filter((each) => each.severity !== 'check' || each.code === 'ON_HOLD') : []

const parts = (each: Inner): string[] => {
  const inner = [each.finding, each.label, ...blocking(each.findings)].filter(
    (part) => typeof part === 'object' && part !== null,
  )
  const own = each.code === undefined ? [] : [each.code]
  return [...own, ...inner.flatMap((part) => parts(part as Inner))]
}

/** The codes of a refusal or a finding, the inner ones too: `UNIT_STOPPED ON_HOLD`. */
export const codesOf = (each: object): string => parts(each).join(' ')

/** A refusal as an outcome, with the sentence that a person would read. */
export function refusedWith<R extends Refusal>(refusal: R | PerformRefusal, explain: (refusal: R) => string): Outcome {
  const sentence = isPerformRefusal(refusal) ? explainPerform(refusal) : explain(refusal as R)
  return { said: [`refused ${codesOf(refusal)}`], sentence }
}

/** Does something as `perhaps` does, and says what came of it. */
export async function act<Input extends z.ZodType, Answer extends Result<unknown>>(
  world: World,
  who: string,
  command: Command<Input, Answer>,
  input: NoInfer<z.input<Input>>,
  how: {
    readonly explain: (refusal: Extract<Answer, { ok: false }>['refusal']) => string
    readonly say: (value: Extract<Answer, { ok: true }>['value']) => Outcome | Promise<Outcome>
  },
): Promise<Outcome> {
  const answer = await perhaps(world, who, command, input)
  if (!answer.ok) return refusedWith(answer.refusal as Extract<Answer, { ok: false }>['refusal'], how.explain)
  return how.say(answer.value as Extract<Answer, { ok: true }>['value'])
}

/** A plain outcome. */
export const say = (...said: readonly string[]): Outcome => ({ said })

/** An outcome that the story gives a name to. */
export const made = (thing: Thing, id: number, ...said: readonly string[]): Outcome => ({ said, made: { thing, id } })

/** What a name of the story stands for. */
export function idOf(world: World, thing: Thing, name: string): number {
  const found = world.named.get(name)
  if (found?.thing !== thing) throw new StoryFault(`This story has no ${thing} called ${name}.`)
  return found.id
}

/** A local time of the story: `10:00` of its day, or `2026-03-03 10:00`. */
export function timeOf(world: World, text: string): Instant {
  const day = DateTime.fromISO(world.now, { zone: world.site.timeZone }).toFormat('yyyy-MM-dd')
  const at = parseLocal((text.includes(' ') ? text : `${day} ${text}`).replace(' ', 'T'), world.site.timeZone)
  if (!at) throw new StoryFault(`"${text}" is no time.`)
  return at
}
