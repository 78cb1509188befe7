import { Form } from '@remix-run/react'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { CommandKey, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import type { FindingView } from '../queries/readiness-page.server'
import { ScreeningAnswer } from './screening-answer'
import { WordsQuestion } from './words-question'

/** A form's key and intent, and what it sends besides. */
export function Intent({ intent, fields = {} }: { intent: string; fields?: Record<string, string | number> }) {
  return (
    <>
      <CommandKey />
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

/** What answers a finding right here: yes or no for the product, who owns the vial, or the disinfection. */
export function Remedy({ finding }: { finding: FindingView }) {
  if (finding.screening !== null)
    return <ScreeningAnswer id={`screening-${finding.key}`} question={finding.screening} />
  if (finding.ask)
    return (
      <Form method="post" className="actions mt-2">
        <Intent intent="answer" fields={finding.ask} />
        <Button type="submit" name="answer" value="no" inline>
          No, it doesn’t
        </Button>
        <Button type="submit" name="answer" value="yes" inline>
          Yes, it does
        </Button>
      </Form>
    )
  if (finding.sterile !== null)
    return (
      <Form method="post" className="actions mt-2">
        <Intent intent="sterile" fields={{ productId: finding.sterile }} />
        <Button type="submit" name="answer" value="yes" inline>
          Yes, it says sterile
        </Button>
        <Button type="submit" name="answer" value="no" inline>
          No, it doesn’t
        </Button>
      </Form>
    )
  if (finding.words) return <WordsQuestion id={`words-${finding.key}`} words={finding.words} />
  if (finding.own !== null)
    return (
      <>
        <Namesakes namesakes={finding.namesakes} />
        <Form method="post" className="actions mt-2">
          <Intent
            intent="own"
            fields={{
              unitId: finding.own,
              ...(finding.namesakes.length > 0 && { notOf: finding.namesakes.map(({ id }) => id).join(',') }),
            }}
          />
          <Submit variant="secondary" data-no-burst>
            {finding.namesakes.length > 0
              ? 'It is this patient’s: the number on the vial is not theirs'
              : 'Yes, the vial has this patient’s name'}
          </Submit>
        </Form>
      </>
    )
  if (finding.namesakes.length > 0) return <Namesakes namesakes={finding.namesakes} />
  if (finding.disinfect)
    return (
      <Form method="post" className="mt-2 grid gap-3">
        <Intent intent="disinfect" fields={finding.disinfect} />
        <TextField
          id={`method-${finding.key}`}
          name="method"
          label="Cleaned and disinfected with"
          defaultValue="Quaternary wipe"
        />
        <Submit variant="secondary">Disinfected now</Submit>
      </Form>
    )
  return null
}

/** Who has nearly this patient's name and birth date: only the record number on the vial tells them apart. */
function Namesakes({ namesakes }: { namesakes: FindingView['namesakes'] }) {
  if (namesakes.length === 0) return null
  return (
    <Notice kind="question" title="Another patient has nearly this name and birth date.">
      {namesakes.map(({ id, name, mrn, birthDate }) => (
        <span key={id} className="block">
          {name}, MRN <span className="font-mono">{mrn}</span>, born {birthDate}
        </span>
      ))}
      Compare the record number on the vial.
    </Notice>
  )
}
