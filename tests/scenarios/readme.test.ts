import { describe, expect, it } from 'vitest'
import { allCommands } from '~/modules/auth/commands/command.server'
import { claims } from './claims'
import { match } from './forms'
import { readStory } from './language'
import { verbs } from './verbs'

// Loading the rooms declares their commands.
import.meta.glob('../../app/modules/**/commands/*.server.ts', { eager: true })
import.meta.glob('../../app/modules/*/commands.server.ts', { eager: true })

const lineOf = (example: string) => {
  const story = readStory(`title A\nclinic small at 2026-03-02 09:00\n${example}`)
  if (!story.ok) throw new Error(`${example}: ${story.refusal.says}`)
  return story.value.lines[0]
}

const table = (rows: readonly { readonly form: string; readonly example: string; readonly kind?: string | null }[]) => [
  '| form | example | command |',
  '| --- | --- | --- |',
  ...rows.map(({ form, example, kind }) => `| \`${form}\` | \`${example}\` | ${kind ? `\`${kind}\`` : ''} |`),
]

const intro = `# Scenarios

Stories that a nurse can read. People of a clinic do and ask things, each by the command or question that the pages use, and the story says what comes of it. They run on both databases, with the clock in the story's hand.

\`\`\`sh
npm run -s scenarios                       # all stories of this folder, on SQLite
npm run -s scenarios -- FILE…              # these
npm run -s scenarios -- --postgres FILE…   # on PostgreSQL: the server of TEST_POSTGRES_URL, or one of its own
\`\`\`

A line for each story: \`pass  FILE  title\`, or \`FAIL  FILE:LINE  expected "…", got "…"\` at its first difference, with the sentence of a refusal. One FAIL, and the program ends with 1. \`npm test\` runs all of them on both databases.

## The language

\`\`\`
title   A recalled lot can't be kept for anybody
clinic  small at 2026-03-02 09:00        # small, demo or empty; everything that a story needs is in it or done in it
nurse   books "Amnio Flow 2 mL" 2 mL for P-1001 at 10:00 in "Room 1"   -> procedure P
at 09:40                                 # the clock: of that day, or "at 2026-03-03 08:00"
later 35 minutes                         # or hours, or days
manager opens recall "Letter 18" naming AF-2201                        -> notice N, 1 lot held
nurse   scans AF2201001 at readiness of P                              -> refused UNIT_STOPPED ON_HOLD
then    lot AF-2201 is on hold; P is NOT READY
\`\`\`

- **Who:** supply, nurse, manager, director, auditor, admin. \`nurse2\` is a second nurse, who gets an account when first named.
- **What is expected** stands after the arrow and is compared word for word. Without an arrow it must simply be done; a question always needs one. \`procedure P\` gives what was just made a name (capital letter first). \`refused CODE\` is a refusal with its code, inner ones behind it. \`says "…"\` is a part of the sentence that a person reads.
- **then** claims something, apart by semicolons. Each claim is found out by the queries that the pages use.
- **Words** with spaces stand in quotation marks. There \`<GS>\`, \`<ZWJ>\`, \`<NBSP>\`, \`<TAB>\`, \`<U+0661>\` spell out what can't be seen.
- \`#\` begins a comment.

**The small clinic** is a story too: [clinics/small.txt](clinics/small.txt) says what is in it. It ends on March 2, 2026, at 08:30; stories begin after that. **The demo clinic** is the one of \`npm start -- --demo\`, told around the story's beginning. **The empty clinic** has its people, the categories and the protocol.

In the forms below, \`{places}\` take one word or one quoted text, and \`[parts]\` may be left out.
`

const unspoken = (): string[] => {
  const spoken = new Set(verbs.map(({ kind }) => kind))
  return [...allCommands().keys()].filter((kind) => !spoken.has(kind)).sort()
}

const page = (): string =>
  [
    intro,
    '## What people do',
    '',
    ...table(verbs.filter(({ asks }) => !asks)),
    '',
    '## What people ask',
    '',
    ...table(verbs.filter(({ asks }) => asks)),
    '',
    '## What can be claimed',
    '',
    ...table(claims),
    '',
    `Commands that no verb speaks yet: ${unspoken()
      .map((kind) => `\`${kind}\``)
      .join(', ')}.`,
    '',
  ].join('\n')

describe('README.md of the scenarios', () => {
  it('lists every verb and claim, as they are', async () => {
    await expect(page()).toMatchFileSnapshot('README.md')
  })

  it.each(verbs.map(({ form, example }) => [example, form]))('%s', (example, form) => {
    const line = lineOf(example)
    if (line?.kind !== 'act') throw new Error('It is no sentence.')
    expect(verbs.filter((verb) => match(verb.form, line.words)).map((verb) => verb.form)).toEqual([form])
  })

  it.each(claims.map(({ form, example }) => [example, form]))('%s', (example, form) => {
    const line = lineOf(example)
    const [words = []] = line?.kind === 'then' ? line.claims : []
    expect(claims.find((claim) => match(claim.form, words))?.form).toBe(form)
  })

  it('speaks of commands that there are', () => {
    const kinds = new Set(allCommands().keys())
    expect(verbs.filter(({ kind }) => kind !== null && !kinds.has(kind)).map(({ kind }) => kind)).toEqual([])
  })
})
