import { Form } from '@remix-run/react'
import { Button, LinkButton } from '~/ui/button'
import { TextField } from '~/ui/field'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Page, Section } from '~/ui/page'
import { instant } from '~/ui/time'

type Row = {
  id: number
  at: string
  actor: string
  name: string | null
  action: string
  subject: string
  detail: string
}

/** The audit trail: who did what, newest first. */
export function TrailPage(props: {
  rows: readonly Row[]
  subject: string
  zone: string
  sealed: { toId: number; sealedAt: string } | null
  more: string | null
}) {
  const { rows, zone, sealed } = props
  return (
    <Page
      question="Who did what?"
      why={
        sealed
          ? `Sealed up to entry ${sealed.toId}, ${instant(sealed.sealedAt, zone)}.`
          : 'Nothing is sealed yet; entries are sealed within a minute.'
      }
    >
      <Form method="get" className="grid gap-4">
        <TextField
          name="subject"
          label="About"
          hint="lot:12, unit:40, patient:7, person:3 … Leave it empty for everything."
          defaultValue={props.subject}
          optional
          code
        />
        <Button type="submit">Show</Button>
      </Form>
      <LinkButton variant="secondary" to="/audit/check">
        Check seals and balances
      </LinkButton>
      <Section title="Entries" count={rows.length}>
        {rows.length === 0 ? <EmptyState title="No entry is about that." /> : null}
        <List label="Entries">
          {rows.map((row) => (
            <ListRow
              key={row.id}
              lead={row.action}
              detail={`${instant(row.at, zone)} · ${row.name ?? row.actor} · ${row.subject || 'no subject'} ${row.detail === '{}' ? '' : `· ${row.detail}`}`}
              side={<span className="text-muted">{row.id}</span>}
            />
          ))}
        </List>
        {props.more ? (
          <A to={props.more} className="button button-secondary">
            Older entries
          </A>
        ) : null}
      </Section>
    </Page>
  )
}
