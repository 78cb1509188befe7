import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Button } from '~/ui/button'
import { Checkbox, SelectField } from '~/ui/choice'
import { NumberField, TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Page, Section } from '~/ui/page'
import { allergyName } from '../messages'
import { comparedAllergies } from '../rules/compared'
import type { AllergyWord } from '../types'

type Props = {
  shortestMrn: number
  words: readonly (AllergyWord & { readonly id: number })[]
  known: readonly AllergyWord[]
  answer?: Said
}

/** What this clinic says about its patients' records: how long their numbers are, and what words of allergies mean. */
export function ClinicRulesPage({ shortestMrn, words, known, answer }: Props) {
  return (
    <Page question="Rules of this clinic" why="They hold at every site, from the moment they are changed.">
      <AnswerNotice answer={answer} errorsToo />
      <Section title="Record numbers (MRN)">
        <p>A number without a digit is refused, and so is one that is shorter than this clinic’s are.</p>
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="mrn" />
          <NumberField
            name="shortest"
            label="At least so many letters and digits"
            whole
            defaultValue={String(shortestMrn)}
            errors={answer?.errors.shortest}
          />
          <Submit variant="secondary">Save</Submit>
        </Form>
      </Section>
      <Words words={words} known={known} answer={answer} />
    </Page>
  )
}

const lineOf = ({ allergen, isSure }: AllergyWord): string =>
  `${isSure ? 'is' : 'is related to'} ${allergyName(allergen)}`

function Words({ words, known, answer }: Pick<Props, 'words' | 'known' | 'answer'>) {
  return (
    <Section title="Words of allergies" count={words.length}>
      <p>
        An allergy that a patient tells in words is compared by these. What no word knows is asked about for the
        patient, and nothing is ready until it is answered.
      </p>
      {words.length === 0 ? <EmptyState title="This clinic has added none yet." /> : null}
      <List label="Words that this clinic added">
        {words.map((word) => (
          <ListRow
            key={word.id}
            lead={word.word}
            detail={lineOf(word)}
            side={
              <Form method="post">
                <CommandKey />
                <input type="hidden" name="intent" value="end-word" />
                <input type="hidden" name="wordId" value={word.id} />
                <Button type="submit" inline aria-label={`End ${word.word}`}>
                  End
                </Button>
              </Form>
            }
          />
        ))}
      </List>
      <Form method="post" className="grid gap-4">
        <CommandKey />
        <input type="hidden" name="intent" value="add-word" />
        <TextField name="word" label="Brand, abbreviation or other name" errors={answer?.errors.word} />
        <SelectField
          name="allergen"
          label="It is"
          empty="Choose"
          options={comparedAllergies.map((value) => ({ value, label: allergyName(value) }))}
          errors={answer?.errors.allergen}
        />
        <Checkbox
          name="related"
          label="Only related to it"
          detail="A product that contains it is then asked about, instead of being stopped."
        />
        <Submit variant="secondary">Add this word</Submit>
      </Form>
      <Fold title={`${known.length} words that Vialkeep knows`}>
        <ul className="grid gap-1">
          {known.map((word) => (
            <li key={`${word.word} ${word.allergen}`}>
              <span className="font-bold">{word.word}</span> {lineOf(word)}
            </li>
          ))}
        </ul>
      </Fold>
    </Section>
  )
}
