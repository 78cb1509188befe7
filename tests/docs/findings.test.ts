import { expect, it } from 'vitest'
import { kitTable } from '~/modules/kits/rules/table'
import { useTable } from '~/modules/procedures/rules/check-use'
import { clearTable } from '~/modules/procedures/rules/clear-table'
import { bookingTable } from '~/modules/readiness/rules/judge/booking-table'
import { unitTable } from '~/modules/readiness/rules/judge/table'
import { wholeTable } from '~/modules/readiness/rules/judge/whole-table'
import { arrivalTable } from '~/modules/receiving/rules/arrival'
import { type FindingRow, intents, type Severity } from '~/modules/stock/rules/judge/weigh'
import { placeTable } from '~/modules/storage/rules/standing'

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
    'Everything that can stand against a unit, a booking, a kit, a storage location or goods at the door, and what it weighs for each intent (docs/safety.md §2). This page is generated from the tables of stock, readiness, procedures, kits, storage and receiving, which `readiness/rules/judge/whole-table.ts` puts together: after you change one, run `npx vitest run tests/docs -u`. `stop`: wrong. `ask`: blocks until answered. `open`: still to do. `check`: said, blocks nothing.',
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
    '## Clearance',
    '',
    'Findings of CLEAR TO INJECT that are about no container. A container is judged as above, for `enter`.',
    '',
    ...ofWhole(clearTable, '?'),
    '## Kits',
    '',
    'Findings of an emergency kit. A kit is in order when none of them blocks; a booking weighs them as the kit does.',
    '',
    ...ofWhole(kitTable, '?'),
    '## Storage locations',
    '',
    'Findings of a storage location as a whole. What stands in it is judged container by container (STORAGE_NOT_PROVEN, WRONG_STORAGE, ON_HOLD).',
    '',
    ...ofWhole(placeTable, '?'),
    '## Goods at the door',
    '',
    'Findings of a delivery. Goods are always taken in; what would stop whoever counts on them places a hold, which is ON_HOLD from then on.',
    '',
    '| finding | count-on | record | holds | for |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(arrivalTable)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { weights, holds, reason }]) => {
        const weighed = typeof weights === 'function' ? ['?', '?'] : [weights['count-on'] ?? '', weights.record ?? '']
        return `| ${code} | ${weighed.join(' | ')} | ${holds === 'lot' ? 'the lot' : 'its containers'} | ${reason} |`
      }),
    '',
  ].join('\n')

it('docs/findings.md lists every finding and its weights', async () => {
  expect(Object.keys(useTable).length).toBeGreaterThan(20)
  const parts = [unitTable, bookingTable, kitTable, placeTable, arrivalTable].map((table) => Object.keys(table).length)
  expect(Object.keys(wholeTable)).toHaveLength(parts.reduce((sum, each) => sum + each))
  await expect(page()).toMatchFileSnapshot('../../docs/findings.md')
})
