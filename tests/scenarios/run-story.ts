import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Provider } from '../support/database'
import { openClinic } from './clinic'
import { readStory } from './language'
import { play } from './story'

/** What came of a file: its title, and the first difference if there was one. */
export type Told = {
  readonly title: string
  readonly difference: { readonly line: number; readonly says: string } | null
}

/** The files of this folder, by their path from the project's root. */
export const storyFiles = (): string[] =>
  readdirSync('tests/scenarios')
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => `tests/scenarios/${name}`)

/** Plays the story of a text on a database of its own. */
export async function tellText(text: string, provider: Provider): Promise<Told> {
  const story = readStory(text)
  if (!story.ok) return { title: '', difference: story.refusal }
  const clinic = await openClinic(provider, story.value)
  try {
    return { title: story.value.title, difference: await play(story.value, clinic.world) }
  } finally {
    await clinic.close()
  }
}

/** Plays the story of a file on a database of its own. */
export async function tell(file: string, provider: Provider): Promise<Told> {
  if (!existsSync(file)) return { title: '', difference: { line: 1, says: 'There is no such file.' } }
  return tellText(readFileSync(file, 'utf8'), provider)
}
