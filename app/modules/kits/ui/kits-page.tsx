import { Form } from '@remix-run/react'
import type { Live } from '~/lib/live'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { useLive } from '~/ui/live'
import { EmptyState, Page, Section } from '~/ui/page'
import { emergencyKit } from '../rules/emergency-kit'
import { kitMark } from '../rules/seen'

type Row = { kitId: number; name: string; inOrder: boolean; first: string | null; earliestExpiry: string | null }

type Props = {
  live: Live
  kits: readonly Row[]
  mayMake: boolean
  answer?: Said
}

/** The emergency kits of the site, each in order or not, and the first reason. */
export function KitsPage({ live, kits, mayMake, answer }: Props) {
  const now = useLive(live, 'reload')
  return (
    <Page
      question="Is the kit in order?"
      why="No procedure is ready without a sealed, checked and complete emergency kit."
    >
      {kits.length === 0 ? (
        <EmptyState title="There is no emergency kit.">
          {mayMake ? 'Set one up below.' : 'An administrator or a manager sets one up here.'}
        </EmptyState>
      ) : (
        <List label="Emergency kits">
          {kits.map((kit) => (
            <ListRow
              key={kit.kitId}
              to={`/kits/${kit.kitId}`}
              lead={kit.name}
              {...now.mark(`kit:${kit.kitId}`, kitMark(kit))}
              detail={[kit.first, kit.earliestExpiry ? `earliest expiry ${kit.earliestExpiry}` : null]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
        </List>
      )}
      {mayMake ? <NewKit answer={answer} /> : null}
    </Page>
  )
}

/** A kit of its own place, with the par list that the protocol starts with. */
function NewKit({ answer }: Pick<Props, 'answer'>) {
  return (
    <Section title="Set up an emergency kit">
      <AnswerNotice answer={answer} />
      <p>It gets this list. Then move what belongs into it from each lot's unit, count it, and close it with a seal.</p>
      <ul className="list-disc ps-6">
        {emergencyKit.map((item) => (
          <li key={item.code}>
            {item.label}: {item.minQuantity}
            {item.countsFor ? ', or instead' : ''}
          </li>
        ))}
      </ul>
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <TextField
          name="name"
          label="Its name"
          hint="As it is written on it, such as Emergency kit, room 1."
          required
          errors={answer?.errors.name ?? []}
        />
        <Submit>Set it up</Submit>
      </Form>
    </Section>
  )
}
