import { LinkButton } from '~/ui/button'
import { List, ListRow } from '~/ui/list'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import type { BooksView } from '../queries/books.server'

const number = (count: number): string => count.toLocaleString('en-US')

const counted = (count: number, what: string): string =>
  `${number(count)} ${count === 1 ? what : what === 'entry' ? 'entries' : `${what}s`}`

/** Whether the audit trail and the ledger are whole: what was looked at, and what differs. */
export function BooksPage({ looked, wrong }: BooksView) {
  const { entries, sealed, seals, postings, balances } = looked
  return (
    <Page
      back={{ to: '/audit', label: 'Audit trail' }}
      question="Are the books whole?"
      why={`Looked at ${counted(seals, 'seal')} over ${number(sealed)} of ${counted(entries, 'entry')}, and at ${counted(balances, 'balance')} against ${counted(postings, 'posting')}.`}
    >
      {wrong.length === 0 ? (
        <Notice kind={seals === 0 ? 'info' : 'good'} title="No difference was found.">
          {seals === 0
            ? 'No seal has been made yet, so no entry was checked: entries are sealed within a minute. '
            : 'Every seal fits its entries. '}
          {balances === 0 ? 'There is no balance to check yet.' : 'Every balance is what its postings add up to.'}
        </Notice>
      ) : (
        <Section title="What differs" count={wrong.length}>
          <List label="What differs">
            {wrong.map((each) => (
              <ListRow key={each} lead={each} />
            ))}
          </List>
        </Section>
      )}
      <LinkButton to="/audit/check">Check again</LinkButton>
    </Page>
  )
}
