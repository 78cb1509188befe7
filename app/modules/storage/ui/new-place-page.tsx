import { Form } from '@remix-run/react'
import { bandName } from '~/modules/stock/messages'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { RadioCards, SelectField } from '~/ui/choice'
import { NumberField, TextField } from '~/ui/field'
import { CommandKey, ErrorSummary, Submit } from '~/ui/form'
import { Page, Section } from '~/ui/page'
import { bands } from '../rules/bands'
import { UnitField } from './reading-form'

const labels = {
  name: 'Name',
  band: 'Band',
  min: 'Lowest allowed',
  max: 'Highest allowed',
  readingDueHours: 'Reading due',
  kind: 'Kind',
  parentId: 'Storage location',
}

/** Which of the two forms an answer belongs to. */
export type NewPlaceForm = { readonly form: 'storage' | 'place' }

/** Sets up a storage location, or a shelf, room or preparation area. */
export function NewPlacePage({
  storages,
  unit,
  answer,
}: {
  storages: readonly { id: number; name: string }[]
  unit: 'C' | 'F'
  answer?: Said & { readonly value: NewPlaceForm | null }
}) {
  const errors = answer?.errors ?? {}
  const form = answer?.value?.form
  const wrong = (of: string, name: string) => (form === of ? (errors[name] ?? undefined) : undefined)
  const places = storages.map((storage) => ({ value: String(storage.id), label: storage.name }))
  return (
    <Page
      back={{ to: '/storage', label: 'Storage' }}
      question="What place is new?"
      why="Cold products stand only in a storage location of their band."
    >
      <AnswerNotice answer={answer} />
      <ErrorSummary
        errors={Object.fromEntries(Object.entries(errors).map(([name, found]) => [name, found ?? []]))}
        labels={labels}
      />
      <Section title="A freezer, fridge or cabinet">
        <Form method="post" className="grid gap-5">
          <CommandKey />
          <input type="hidden" name="intent" value="storage" />
          <TextField
            name="name"
            label="Name"
            hint="As people say it: Freezer 1, Fridge 2."
            required
            errors={wrong('storage', 'name')}
          />
          <SelectField
            name="band"
            label="Band"
            empty="Choose what it keeps"
            required
            options={bands.map((band) => ({ value: band, label: bandName(band) }))}
            errors={wrong('storage', 'band')}
          />
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            <NumberField name="min" label="Lowest allowed" required errors={wrong('storage', 'min')} />
            <NumberField name="max" label="Highest allowed" required errors={wrong('storage', 'max')} />
            <UnitField unit={unit} />
          </div>
          <NumberField
            name="readingDueHours"
            label="A reading is due every"
            unit="hours"
            whole
            defaultValue="24"
            errors={wrong('storage', 'readingDueHours')}
          />
          <TextField name="independentAlarm" label="Its independent alarm" optional />
          <TextField name="alarmCalls" label="The alarm calls" optional />
          <SelectField name="backupPlaceId" label="Backup location" empty="None named" options={places} />
          <Submit name="sent" value="storage">
            Set it up
          </Submit>
        </Form>
      </Section>
      <Section title="A shelf, room or preparation area">
        <Form method="post" className="grid gap-5">
          <CommandKey />
          <input type="hidden" name="intent" value="place" />
          <RadioCards
            name="kind"
            label="Kind"
            required
            options={[
              { value: 'shelf', label: 'Shelf of a storage location' },
              { value: 'room', label: 'Procedure room' },
              { value: 'preparation', label: 'Preparation area' },
            ]}
            errors={wrong('place', 'kind')}
          />
          <TextField name="name" id="place-name" label="Name" required errors={wrong('place', 'name')} />
          <SelectField
            name="parentId"
            label="Storage location, for a shelf"
            empty="None"
            options={places}
            errors={wrong('place', 'parentId')}
          />
          <Submit name="sent" value="place" variant="secondary">
            Add it
          </Submit>
        </Form>
      </Section>
    </Page>
  )
}
