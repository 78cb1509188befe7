import { LinkButton } from '~/ui/button'
import { List, ListRow } from '~/ui/list'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import type { BooksView } from '../queries/books.server'

const number = (count: number): string => count.toLocaleString('en-US')

/** Whether the audit trail and the ledger are whole: what was looked at, and what differs. */
export function BooksPage({ looked, wrong }: BooksView) {
  const { entries, sealed, seals, postings, balances } = looked
  return (
    <Page
      back={{ to: '/audit', label: 'Audit trail' }}
      question="Are the books whole?"
      why={`Looked at ${number(seals)} seals over the entries up to ${number(sealed)}, of ${number(entries)}, and at ${number(balances)} balances against ${number(postings)} postings.`}
    >
      {wrong.length === 0 ? (
        <Notice kind="good" title="No difference was found.">
          Every seal fits its entries, and every balance is what its postings add up to.
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
