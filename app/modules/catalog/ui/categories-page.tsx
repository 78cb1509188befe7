import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Checkbox, SelectField } from '~/ui/choice'
import { NumberField, TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { Page, Section } from '~/ui/page'
import { bandChoices } from '../messages'
import type { CategoryTraits } from '../types'

type Row = CategoryTraits & { id: number }

const traitWords: readonly [keyof CategoryTraits, string][] = [
  ['tracksUnits', 'each container tracked'],
  ['drawnFrom', 'drawn from'],
  ['isBiologic', 'biologic'],
  ['isEquipment', 'equipment'],
  ['isEmergency', 'emergency'],
  ['needsRecords', 'needs records'],
  ['needsDonor', 'needs donor'],
]

function traits(category: Row): string {
  const words = traitWords.filter(([trait]) => category[trait] === true).map(([, word]) => word)
  const band = bandChoices.find((choice) => choice.value === category.storageBand)?.label
  const use = category.capturedBy === 'scan' ? 'used by scan' : 'used by room and time'
  return [...words, band, category.expires ? null : 'does not expire', use].filter(Boolean).join(' · ')
}

const flags: readonly { name: string; label: string; detail?: string; on?: boolean }[] = [
  { name: 'tracksLots', label: 'Has lots', on: true },
  { name: 'expires', label: 'Expires', on: true },
  {
    name: 'touchesPatient',
    label: 'Touches or enters the patient',
    detail: 'Its allergens are asked about.',
    on: true,
  },
  { name: 'entersPatient', label: 'Enters the patient', detail: 'Its label must say sterile.' },
  { name: 'tracksUnits', label: 'Each container is told apart' },
  { name: 'drawnFrom', label: 'Volumes are drawn from it', detail: 'Counted in mL, each container told apart.' },
  { name: 'isBiologic', label: 'Biologic' },
  { name: 'isEquipment', label: 'Equipment' },
  { name: 'isEmergency', label: 'For emergencies' },
  { name: 'needsRecords', label: 'Comes with a certificate of analysis' },
  { name: 'needsDonor', label: 'Comes with a donor eligibility record' },
]

/**
 * Categories are rows with traits, so a new kind of supply needs no code (docs/architecture.md §6). And the suppliers.
 */
export function CategoriesPage(props: {
  categories: readonly Row[]
  suppliers: readonly { id: number; name: string }[]
  mayChange: boolean
  answer?: Said
}) {
  return (
    <Page
      back={{ to: '/catalog', label: 'Catalog' }}
      question="What kinds of supplies are there?"
      why="What follows from a category is set here, not in the program."
    >
      <AnswerNotice answer={props.answer} errorsToo />
      <Section title="Categories" count={props.categories.length}>
        <List label="Categories">
          {props.categories.map((category) => (
            <ListRow key={category.id} lead={category.name} detail={traits(category)} />
          ))}
        </List>
        {props.mayChange ? <NewCategory /> : null}
      </Section>
      <Section title="Suppliers" count={props.suppliers.length}>
        <List label="Suppliers">
          {props.suppliers.map((supplier) => (
            <ListRow key={supplier.id} lead={supplier.name} />
          ))}
        </List>
        {props.mayChange ? (
          <Form method="post" className="flex flex-wrap items-end gap-2">
            <CommandKey />
            <input type="hidden" name="intent" value="supplier" />
            <div className="min-w-48 flex-1">
              <TextField name="name" id="supplier-name" label="New supplier" required />
            </div>
            <Submit name="sent" value="supplier" variant="secondary" inline>
              Add it
            </Submit>
          </Form>
        ) : null}
      </Section>
    </Page>
  )
}

function NewCategory() {
  return (
    <Fold title="New category">
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value="category" />
        <TextField name="name" id="category-name" label="Name" required />
        <div className="grid gap-2 sm:grid-cols-2">
          {flags.map((flag) => (
            <Checkbox
              key={flag.name}
              name={flag.name}
              label={flag.label}
              detail={flag.detail}
              defaultChecked={flag.on}
            />
          ))}
        </div>
        <SelectField name="storageBand" label="Storage" empty="No band" options={bandChoices} />
        <NumberField name="openForHours" label="Good after opening" unit="hours" whole optional />
        <SelectField
          name="capturedBy"
          label="Its use is recorded"
          options={[
            { value: 'room', label: 'by room and time' },
            { value: 'scan', label: 'by scan' },
          ]}
        />
        <Submit name="sent" value="category" variant="secondary">
          Add the category
        </Submit>
      </Form>
    </Fold>
  )
}
