import { expect, it } from 'vitest'
import { allCommands } from '~/modules/auth/commands/command.server'
import { rolesThatMay } from '~/modules/auth/rules'

// Loading the rooms declares their commands.
import.meta.glob('../../app/modules/**/commands/*.server.ts', { eager: true })
import.meta.glob('../../app/modules/*/commands.server.ts', { eager: true })
import.meta.glob('../../app/server/set-up.ts', { eager: true })

type Listed = ReturnType<typeof allCommands> extends ReadonlyMap<string, infer C> ? C : never

function rightOf({ right }: Listed): string {
  if (right === 'signed-in') return 'anyone signed in'
  if (typeof right === 'object') return right.says
  return `\`${right}\`: ${rolesThatMay(right).join(', ')}`
}

const rowOf = (command: Listed): string =>
  `| \`${command.kind}\` | ${command.what} | ${rightOf(command)} | ${command.by === 'person' ? 'a person' : 'a person or a token'} | ${command.whenLate} |`

const page = (): string =>
  [
    '# Commands',
    '',
    'Everything that changes data. This page is generated from the declared commands: after you add or change one, run `npx vitest run tests/docs -u`. Pages, the API and scenarios reach them through `perform` and nothing else. The right is asked inside the transaction, of the roles as they are at that moment.',
    '',
    '_When late_ says what becomes of a form that waited for the network: `send` as it is; `record` as something that happened when it was pressed; `ask` again; `drop`.',
    '',
    '| command | what it does | right | by | when late |',
    '| --- | --- | --- | --- | --- |',
    ...[...allCommands().values()].sort((a, b) => (a.kind < b.kind ? -1 : 1)).map(rowOf),
    '',
  ].join('\n')

it('docs/commands.md lists every command with its right', async () => {
  expect(allCommands().size).toBeGreaterThan(0)
  await expect(page()).toMatchFileSnapshot('../../docs/commands.md')
})
