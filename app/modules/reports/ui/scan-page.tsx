import { useState } from 'react'
import { ScanField } from '~/modules/labels/ui/scan-field'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { Page, Section } from '~/ui/page'
import type { Found, FoundRow } from '../types'

/** Reads our answer from what the scan field passes on: the field's own replies carry only tone and words. */
const othersIn = (reply: { readonly title: string }): readonly FoundRow[] => (reply as Found).others ?? []

const titleOf = (others: readonly FoundRow[]): string =>
  others.every(({ how }) => how === 'contains it') ? 'Names that contain it' : 'What it may also mean'

/** The page behind the Scan key: one field, one answer, and everything else that the text may mean. */
export function ScanPage({ first }: { first: Found | null }) {
  const [others, setOthers] = useState<readonly FoundRow[]>(first?.others ?? [])
  return (
    <Page
      question="What is this?"
      why="Scan anything: a vial, a carton, a shelf, a kit's seal, a wristband. Or type a lot, a serial, a product, a place, a delivery's number, or a part of a name."
    >
      <ScanField label="Scan or type" fields={{ intent: 'what' }} onReply={(reply) => setOthers(othersIn(reply))} />
      {others.length > 0 ? (
        <Section title={titleOf(others)} count={others.length}>
          <List label={titleOf(others)}>
            {others.map(({ key, page, name, kind, how }) => (
              <ListRow key={key} to={page} lead={name} detail={`${kind} · ${how}`} />
            ))}
          </List>
        </Section>
      ) : null}
      <Section title="If the scanner misbehaves">
        <p>
          When codes arrive wrong or incomplete, the{' '}
          <A to="/scanner-check" className="underline">
            scanner check
          </A>{' '}
          tells what to change, in three scans.
        </p>
      </Section>
    </Page>
  )
}
