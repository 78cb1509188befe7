import { Form } from '@remix-run/react'
import { SelectField } from '~/ui/choice'
import { NumberField } from '~/ui/field'
import { Actions, Submit } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import { rolls, sheets } from '../rules/print/stocks'
import type { PrintedKind } from '../rules/print/words'

const kindNames: Readonly<Record<PrintedKind, string>> = {
  unit: 'units',
  'opened-vial': 'opened vials',
  pack: 'packs',
  place: 'places',
  patient: 'patients',
  badge: 'badges',
}

type PrintPageProps = {
  kind: PrintedKind
  ids: readonly number[]
  on: string
  start: number
  dpi: string
  isSheet: boolean
  count: number
  missing: readonly number[]
  /** The sheets, or the labels of a roll, as addresses of pictures. */
  previews: readonly { readonly name: string; readonly picture: string }[]
}

function questionOf(count: number): string {
  if (count === 0) return 'There is nothing to print.'
  return count === 1 ? 'Print this label?' : `Print these ${count} labels?`
}

/** Labels before they are printed: on which sheet or roll, where on the sheet to begin, and how they will look (R7). */
export function PrintPage({ kind, ids, on, start, dpi, isSheet, count, missing, previews }: PrintPageProps) {
  const query = new URLSearchParams({ kind, ids: ids.join(','), on, start: String(start), dpi })
  return (
    <Page
      question={questionOf(count)}
      why={`Labels for ${kindNames[kind]}. Print at 100 %, not “fit to page”.`}
      next={
        count > 0 ? (
          <>
            <a className="button button-primary" href={`/labels/print.pdf?${query}`} target="_blank" rel="noreferrer">
              Open as PDF
            </a>
            {isSheet ? null : (
              <a className="button" href={`/labels/print.zpl?${query}`} download="labels.zpl">
                Save for a label printer (ZPL)
              </a>
            )}
          </>
        ) : undefined
      }
    >
      {missing.length > 0 ? (
        <Notice kind="question" title={`No label for ${missing.join(', ')}`}>
          <p>
            {kind === 'opened-vial'
              ? 'These were never opened, or are not known.'
              : 'These are not known at this site.'}
          </p>
        </Notice>
      ) : null}
      <Form method="get" className="grid gap-3">
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="ids" value={ids.join(',')} />
        <SelectField
          name="on"
          label="Print on"
          defaultValue={on}
          options={[...sheets, ...rolls].map(({ id, name }) => ({ value: id, label: name }))}
        />
        {isSheet ? (
          <NumberField
            name="start"
            label="Begin at label"
            hint="Labels of the sheet that are used already are left out; they count from the left, row after row."
            defaultValue={start}
            whole
          />
        ) : (
          <SelectField
            name="dpi"
            label="Printer’s dots an inch"
            defaultValue={dpi}
            options={[
              { value: '203', label: '203 (most)' },
              { value: '300', label: '300' },
            ]}
          />
        )}
        <Actions>
          <Submit variant="secondary">Show</Submit>
        </Actions>
      </Form>
      <Section title="Preview" count={previews.length}>
        <ul className="flex flex-wrap gap-4">
          {previews.map(({ name, picture }) => (
            <li key={name}>
              <img src={picture} alt={name} className="max-w-full border border-line bg-[#fff]" />
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}
