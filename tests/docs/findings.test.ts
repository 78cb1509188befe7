import { expect, it } from 'vitest'
import { useTable } from '~/modules/procedures/rules/check-use'
import { bookingTable } from '~/modules/readiness/rules/judge/booking-table'
import { type FindingRow, intents } from '~/modules/stock/rules/judge/weigh'

const overriders = (row: FindingRow<never>): string =>
  typeof row.overriddenBy === 'function' ? 'director; a recall: nobody' : row.overriddenBy

const bookingOverriders = ({ overriddenBy }: { readonly overriddenBy: unknown }): string =>
  typeof overriddenBy === 'function' ? 'director; a seal to check: nobody' : String(overriddenBy)

const page = (): string =>
  [
    '# Findings',
    '',
    'Everything that can stand against a unit, and what it weighs for each intent (docs/safety.md §2). This page is generated from the tables of stock, readiness and procedures: after you change one, run `npx vitest run tests/docs -u`. `stop`: wrong. `ask`: blocks until answered. `open`: still to do. `check`: said, blocks nothing.',
    '',
    `| finding | ${intents.join(' | ')} | may be overridden by | what helps |`,
    `| --- | ${intents.map(() => '---').join(' | ')} | --- | --- |`,
    ...Object.entries(useTable)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, row]) => {
        const weights = intents.map((intent) => row.weights[intent] ?? '').join(' | ')
        return `| ${code} | ${weights} | ${overriders(row as FindingRow<never>)} | ${row.remedy} |`
      }),
    '',
    'Findings of a booking that are about no unit, and who may go on over them. What is left out of an override’s fingerprint is only shown.',
    '',
    '| finding | may be overridden by | only shown |',
    '| --- | --- | --- |',
    ...Object.entries(bookingTable)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([code, row]) =>
          `| ${code} | ${bookingOverriders(row)} | ${(row as { shown?: readonly string[] }).shown?.join(', ') ?? ''} |`,
      ),
    '',
  ].join('\n')

it('docs/findings.md lists every finding and its weights', async () => {
  expect(Object.keys(useTable).length).toBeGreaterThan(20)
  await expect(page()).toMatchFileSnapshot('../../docs/findings.md')
})
