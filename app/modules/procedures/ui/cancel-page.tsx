import { Form } from '@remix-run/react'
import { productLot } from '~/modules/stock/rules/lot-key'
import { RadioCards } from '~/ui/choice'
import { TextArea } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import type { CancelView } from '../queries/give-page.server'
import { PatientLine, titleOf } from './head'
import type { Errors } from './step-forms'

/** Canceling or stopping midway: why, and what happens to each opened or thawed item (R26). */
export function CancelPage({ view, errors, refusal }: { view: CancelView; errors: Errors; refusal: string | null }) {
  const { head } = view
  return (
    <Page
      back={{ to: `/procedures/${head.id}`, label: 'Procedure' }}
      question="Cancel this procedure?"
      why="Everything that was set apart for it is free again."
    >
      <PatientLine head={head} />
      <p>{titleOf(head)}</p>
      {refusal ? <Notice kind="refused" title={refusal} /> : null}
      <Form method="post" className="grid gap-5">
        <CommandKey />
        {view.items.length > 0 ? (
          <Section title="Opened or thawing: what becomes of it?" count={view.items.length}>
            {view.items.map((item) => (
              <RadioCards
                key={item.bindingId}
                name={`dispositions.${item.bindingId}`}
                label={`${productLot(item.productName, item.lotNumber)}`}
                defaultValue={item.mayKeep ? undefined : 'discard'}
                options={[
                  { value: 'discard', label: 'Discard' },
                  {
                    value: 'keep',
                    label: 'Keep for another booking',
                    detail: item.mayKeep
                      ? 'Unopened, and its time still runs.'
                      : 'Not possible: opened, the patient’s own, or its time is over.',
                    disabled: !item.mayKeep,
                  },
                ]}
                required
              />
            ))}
          </Section>
        ) : null}
        <TextArea name="reason" label="Why" rows={2} errors={errors.reason} required />
        <Submit variant="danger" data-no-burst>
          Cancel the procedure
        </Submit>
      </Form>
    </Page>
  )
}
