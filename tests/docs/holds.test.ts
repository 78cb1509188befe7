import { expect, it } from 'vitest'
import type { Role } from '~/modules/auth/types'
import { endingOf, holdOwners, ownersNotYet } from '~/modules/stock/rules/release'

const sources: Readonly<Record<keyof typeof holdOwners, string | null>> = {
  recall: 'recall:1',
  excursion: 'excursion:1',
  reading: 'reading:1',
  delivery: 'delivery:1',
  records: 'records:1',
  procedure: 'procedure:1',
  undo: 'undo:1',
  'later-expiry': 'expiry:later',
  hand: null,
  other: 'move:outside-band',
}

/** What the lot's page offers a person, as the program decides it. */
function here(kind: keyof typeof holdOwners, human: number, roles: readonly Role[]): string {
  const ending = endingOf({ source: sources[kind], reason: 'temperature', human: 1 }, { human, roles })
  return ending.how === 'not-here' ? 'no' : ending.how
}

const page = (): string =>
  [
    '# Holds',
    '',
    'What places a hold owns it, and only its owner ends it (docs/safety.md §6). This page is generated from `app/modules/stock/rules/release.ts`: after you change it, run `npx vitest run tests/docs -u`. The last columns are computed by `endingOf`: what the page of a lot offers to whoever placed the hold, to another supply clerk, to another manager, and to an outside reviewer ("decide-lot" means the decision of the case itself, given from the list of holds). "no" means that it ends elsewhere, or by somebody else. No page and no address of the API releases a hold of another owner.',
    '',
    '| owner | placed by | ends | by | who placed it | another clerk | another manager | outside reviewer |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...(Object.keys(holdOwners) as (keyof typeof holdOwners)[]).map((kind) => {
      const { placed, ends, by } = holdOwners[kind]
      const offered = [
        here(kind, 1, ['supply']),
        here(kind, 2, ['supply']),
        here(kind, 2, ['manager']),
        here(kind, 2, ['reviewer']),
      ]
      return `| ${kind} | ${placed} | ${ends} | ${by} | ${offered.join(' | ')} |`
    }),
    '',
    'Not yet:',
    '',
    ...ownersNotYet.map((each) => `- ${each}`),
    '',
  ].join('\n')

it('docs/holds.md says of every owner how its holds end', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/holds.md')
})
