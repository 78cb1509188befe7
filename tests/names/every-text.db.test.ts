import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openClinic } from '../scenarios/clinic'
import { readStory } from '../scenarios/language'
import { play } from '../scenarios/story'
import { type Answer, answerOf, differences } from './every-text/answers'
import { type Door, doorsOf } from './every-text/doors'
import { planted } from './every-text/planted'
import { texts } from './every-text/texts'

// One text, twelve doors, one answer: whether it is taken for a thing, what it may mean, and what stands against it. No answer
// is written down here: the doors are compared with each other, and `answers.ts` says where one of them may differ, and why.

const provider = process.env.TEST_DATABASE === 'postgresql' ? 'postgresql' : 'sqlite'
let clinic: Awaited<ReturnType<typeof openClinic>>
let doors: Readonly<Record<string, Door>>

beforeAll(async () => {
  const story = readStory(planted)
  if (!story.ok) throw new Error(story.refusal.says)
  clinic = await openClinic(provider, story.value)
  const difference = await play(story.value, clinic.world)
  if (difference) throw new Error(`${difference.line} ${difference.says}`)
  doors = await doorsOf(clinic.world)
}, 600_000)
afterAll(() => clinic?.close())

async function answers(raw: string): Promise<Readonly<Record<string, Answer>>> {
  const found: Record<string, Answer> = {}
  for (const [name, door] of Object.entries(doors)) found[name] = answerOf(await door(raw))
  return found
}

test('there are more than 150 texts and more than seven doors', () => {
  expect(new Set(Object.values(texts).flat()).size).toBeGreaterThan(150)
  expect(Object.keys(doors).length).toBeGreaterThan(7)
})

describe.each(Object.entries(texts))('%s', (_, list) => {
  test.each([...new Set(list)].map((raw) => [raw]))('%j', async (raw) => {
    expect(differences(await answers(raw))).toEqual([])
  })
})

// The comparison must not pass because nothing is seen: each of these was read at every door in another way once.
describe('what is seen', () => {
  test.each([
    ['AF-2202', ['RECALLED']],
    ['NB-2402', ['NAMED']],
    ['(01)00860014210013(17)270131(10)NB-2402(21)NB2402001', ['NAMED']],
    ['GZ-0001', ['EXPIRED']],
    ['(01)00860014210013(17)270131(10)AF-2202(21)AF2201001', ['OTHER_LOT', 'RECALLED']],
    ['4E+310', ['SPREADSHEET']],
    ['NB-24O2', ['LOOKS_NAMED']],
  ])('%j: %j at every door', async (raw, against) => {
    const { kitPage: _, ...others } = await answers(raw)
    for (const [name, answer] of Object.entries(others)) expect([name, ...answer.against]).toEqual([name, ...against])
  })
})
