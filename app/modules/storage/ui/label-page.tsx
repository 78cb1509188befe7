import { Form } from '@remix-run/react'
import { bandName } from '~/modules/stock/messages'
import type { StorageBand } from '~/modules/stock/types'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { NumberField, TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Facts, Page, Section } from '~/ui/page'
import { instant } from '~/ui/time'
import { labelText } from '../messages'
import { UnitField, Wrong } from './reading-form'

export type LabelView = {
  readonly label: {
    readonly productId: number
    readonly name: string
    readonly band: StorageBand | null
    readonly min: number | null
    readonly max: number | null
    readonly excursionMinutes: number | null
    readonly excursionMin: number | null
    readonly excursionMax: number | null
    readonly revision: string | null
    readonly recordedAt: string | null
  }
  readonly by: string | null
  readonly unit: 'C' | 'F'
  readonly zone: string
  readonly today: string
  readonly mayChange: boolean
  readonly answer?: Said
}

/** What a product's label says of its storage, and the form to enter it. */
export function LabelPage({ label, by, unit, zone, today, mayChange, answer }: LabelView) {
  const known = label.min !== null || label.max !== null
  const wrong = (name: string) => answer?.errors[name] ?? undefined
  return (
    <Page
      back={{ to: `/catalog/${label.productId}`, label: label.name }}
      question="What does its label say of storage?"
      why={
        known
          ? 'This range decides, whatever the limits of the freezer or fridge are.'
          : `Nothing is entered, so its band decides: ${bandName(label.band)}.`
      }
    >
      <AnswerNotice answer={answer} />
      {known ? (
        <Facts
          facts={[
            ['Range', labelText(label)],
            [
              'Allowed excursion',
              label.excursionMinutes === null
                ? 'none'
                : labelText({ min: label.excursionMin, max: label.excursionMax }),
            ],
            ['For at most, in all', label.excursionMinutes === null ? null : `${label.excursionMinutes} minutes`],
            ['Instructions', label.revision],
            ['Entered by', by],
            ['Entered at', label.recordedAt === null ? null : instant(label.recordedAt, zone, today)],
          ]}
        />
      ) : null}
      {mayChange ? (
        <Section title={known ? 'Enter a new revision' : 'Enter it'}>
          <Form method="post" className="grid gap-5">
            <CommandKey />
            <Wrong errors={answer?.errors ?? {}} />
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
              <NumberField name="min" label="Not below" errors={wrong('min')} />
              <NumberField name="max" label="Not above" errors={wrong('max')} />
              <UnitField unit={unit} />
            </div>
            <p className="text-muted">
              An excursion counts only where the instructions allow one. Its time adds up over all the times outside.
            </p>
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
              <NumberField name="excursionMin" label="Excursion: not below" errors={wrong('excursionMin')} />
              <NumberField name="excursionMax" label="Excursion: not above" errors={wrong('excursionMax')} />
              <NumberField name="hours" label="For at most" unit="hours in all" whole errors={wrong('hours')} />
            </div>
            <TextField
              name="revision"
              label="Instructions and their revision"
              hint="Where these figures stand: IFU 12, rev. C."
              required
              errors={wrong('revision')}
            />
            <Submit>Save what the label says</Submit>
          </Form>
        </Section>
      ) : null}
    </Page>
  )
}
