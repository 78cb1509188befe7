import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inspect, type SourceFile } from './support/architecture'
import { sourceFiles } from './support/sources'

const files: SourceFile[] = sourceFiles('app').map((path) => ({ path, text: readFileSync(path, 'utf8') }))

/** One planted offense for each rule: the file that commits it, and the rule that must object. */
const offences: readonly { rule: string; file: SourceFile }[] = [
  { rule: 'pure', file: { path: 'app/modules/stock/rules/late.ts', text: 'export const late = () => Date.now()' } },
  {
    rule: 'pure',
    file: { path: 'app/modules/stock/rules/wait.ts', text: 'export const wait = async () => await x()' },
  },
  { rule: 'pure', file: { path: 'app/modules/stock/types.ts', text: "import { readFileSync } from 'node:fs'" } },
  { rule: 'pure', file: { path: 'app/modules/stock/rules/luck.ts', text: 'export const luck = () => Math.random()' } },
  {
    rule: 'prisma',
    file: { path: 'app/routes/_app.x.tsx', text: "import { PrismaClient } from '#prisma/sqlite/client'" },
  },
  { rule: 'prisma', file: { path: 'app/ui/x.tsx', text: "import { database } from '~/lib/db.server'" } },
  { rule: 'route length', file: { path: 'app/routes/_app.long.tsx', text: 'export const x = 1\n'.repeat(121) } },
  {
    rule: 'route import',
    file: { path: 'app/modules/stock/ui/x.tsx', text: "import { loader } from '~/routes/_app.stock'" },
  },
  { rule: 'door', file: { path: 'app/routes/_app.open.tsx', text: 'export async function loader() { return 1 }' } },
  { rule: 'door', file: { path: 'app/routes/_app.open.tsx', text: 'export const action = async () => null' } },
  {
    rule: 'street',
    file: { path: 'app/modules/stock/rules/up.ts', text: "import { x } from '~/modules/recalls/rules'" },
  },
  { rule: 'street', file: { path: 'app/ui/room.tsx', text: "import { x } from '~/modules/stock/types'" } },
  { rule: 'street', file: { path: 'app/lib/room.ts', text: "import { x } from '~/modules/stock/types'" } },
  {
    rule: 'inner shape',
    file: { path: 'app/modules/stock/rules/shell.ts', text: "import { x } from '~/modules/catalog/queries.server'" },
  },
  {
    rule: 'inner shape',
    file: { path: 'app/modules/stock/ui/shell.tsx', text: "import { post } from '../commands/ledger.server'" },
  },
  {
    rule: 'one writer',
    file: { path: 'app/modules/recalls/commands.server.ts', text: 'await tx.posting.create({ data })' },
  },
  {
    rule: 'one writer',
    file: { path: 'app/modules/recalls/commands.server.ts', text: 'sql`INSERT INTO "Balance" ("unitId") VALUES (1)`' },
  },
  {
    rule: 'one writer',
    file: { path: 'app/modules/stock/queries/x.server.ts', text: 'await reader.lot.update({ where })' },
  },
  { rule: 'file name', file: { path: 'app/modules/stock/helpers.ts', text: 'export const x = 1' } },
  { rule: 'file name', file: { path: 'app/modules/attic/rules.ts', text: 'export const x = 1' } },
  { rule: 'environment', file: { path: 'app/server/x.ts', text: 'const port = process.env.PORT' } },
  { rule: 'one clock', file: { path: 'app/server/x.ts', text: 'const at = new Date()' } },
  { rule: 'one clock', file: { path: 'app/modules/stock/ui/x.tsx', text: 'const at = Date.now()' } },
  {
    rule: 'one way in',
    file: {
      path: 'app/modules/stock/commands/x.server.ts',
      text: "import { runStored } from '~/modules/audit/commands/run.server'",
    },
  },
  {
    rule: 'end of a hold',
    file: {
      path: 'app/modules/procedures/commands/x.server.ts',
      text: "await endHolds(tx, work, holdIds, { by: 'decision', decisionId: 1, reason })",
    },
  },
  { rule: 'console', file: { path: 'app/ui/x.ts', text: "console.log('here')" } },
  {
    rule: 'function length',
    file: { path: 'app/modules/stock/rules/long.ts', text: `export function long() {\n${'  work()\n'.repeat(71)}}\n` },
  },
  {
    rule: 'function length',
    file: { path: 'app/ui/long.tsx', text: `export function Long() {\n${'  work()\n'.repeat(121)}  return null\n}\n` },
  },
]

describe('the drawing of the house', () => {
  it('holds for every file under app/', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(inspect(files)).toEqual([])
  })

  it.each(offences)('objects to a planted offence against: $rule ($file.path)', ({ rule, file }) => {
    expect(inspect([file]).map((found) => found.rule)).toContain(rule)
  })

  it('has a README of at most 40 lines in every room', () => {
    const rooms = new Set(
      files.map((file) => /^app\/modules\/([^/]+)\//.exec(file.path)?.[1]).filter((room) => room !== undefined),
    )
    const lengths = [...rooms].map(
      (room) => [room, readFileSync(`app/modules/${room}/README.md`, 'utf8').split('\n').length] as const,
    )
    expect(lengths.filter(([, lines]) => lines > 41)).toEqual([])
  })
})
