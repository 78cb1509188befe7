import { expect, it } from 'vitest'
import { kitTable } from '~/modules/kits/rules/table'
import { useTable } from '~/modules/procedures/rules/check-use'
import { bookingTable } from '~/modules/readiness/rules/judge/booking-table'
import { type FindingRow, intents, type Severity } from '~/modules/stock/rules/judge/weigh'

type Row = FindingRow<never>
type Table = Readonly<Record<string, unknown>>

const overriders = (row: Row, depending: string): string =>
  typeof row.overriddenBy === 'function' ? depending : row.overriddenBy

const rowsOf = (table: Table): [string, Row][] =>
  Object.entries(table as Readonly<Record<string, Row>>).sort(([a], [b]) => (a < b ? -1 : 1))

/** What depends on the finding is said in words. */
const depends: Readonly<Record<string, string>> = {
  NOT_BOUND: 'open; stop where none is',
  KIT: 'what it weighs for the kit',
}

/** A table of findings about what is counted on as a whole: it speaks to one intent. */
const ofWhole = (table: Table, depending: string): string[] => [
  '| finding | count-on | may be overridden by | only shown |',
  '| --- | --- | --- | --- |',
  ...rowsOf(table).map(([code, row]) => {
    const weight: Severity | string | null =
      typeof row.weights === 'function' ? (depends[code] ?? '?') : row.weights['count-on']
    return `| ${code} | ${weight ?? ''} | ${overriders(row, depending)} | ${row.shown?.join(', ') ?? ''} |`
  }),
  '',
]

const page = (): string =>
  [
    '# Findings',
    '',
    'Everything that can stand against a unit, a booking or a kit, and what it weighs for each intent (docs/safety.md §2). This page is generated from the tables of stock, readiness, procedures and kits: after you change one, run `npx vitest run tests/docs -u`. `stop`: wrong. `ask`: blocks until answered. `open`: still to do. `check`: said, blocks nothing.',
    '',
    `| finding | ${intents.join(' | ')} | may be overridden by | what helps |`,
    `| --- | ${intents.map(() => '---').join(' | ')} | --- | --- |`,
    ...rowsOf(useTable).map(([code, row]) => {
      const { weights } = row
      const weighed = intents.map((intent) => (typeof weights === 'function' ? 'depends' : (weights[intent] ?? '')))
      return `| ${code} | ${weighed.join(' | ')} | ${overriders(row, 'director; a recall: nobody')} | ${row.remedy} |`
    }),
    '',
    '## Bookings',
    '',
    'Findings of a booking that are about no unit, and who may go on over them. What is left out of an override’s fingerprint is only shown.',
    '',
    ...ofWhole(bookingTable, 'director; a seal to check: nobody'),
    '## Kits',
    '',
    'Findings of an emergency kit. A kit is in order when none of them blocks; a booking weighs them as the kit does.',
    '',
    ...ofWhole(kitTable, '?'),
  ].join('\n')

it('docs/findings.md lists every finding and its weights', async () => {
  expect(Object.keys(useTable).length).toBeGreaterThan(20)
  await expect(page()).toMatchFileSnapshot('../../docs/findings.md')
})
