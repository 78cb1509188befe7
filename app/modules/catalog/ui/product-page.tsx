import { Form } from '@remix-run/react'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Checkbox, SelectField } from '~/ui/choice'
import { Code } from '~/ui/code'
import { Confirm } from '~/ui/confirm'
import { NumberField, TextField } from '~/ui/field'
import { Fold } from '~/ui/fold'
import { CommandKey, Submit } from '~/ui/form'
import { A } from '~/ui/link'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Facts, Page, Section } from '~/ui/page'
import { bandChoices, schemeName, standingName } from '../messages'
import { standings } from '../rules/allergens'
import { isWaitedFor } from '../rules/waits'
import type { Allergen, AllergenAnswer, CodeScheme, RegulatoryStanding } from '../types'
import { AllergenList } from './allergen-list'
import { Sterile, Strength, Wait } from './product-facts'

export type ProductView = {
  readonly product: {
    readonly id: number
    readonly name: string
    readonly manufacturer: string
    readonly strength: string | null
    readonly sizeMicroliters: number | null
    readonly storageBand: string | null
    readonly multiDose: boolean
    readonly openForHours: number | null
    readonly needsThaw: boolean
    readonly thawedForHours: number | null
    readonly regulatoryStanding: string | null
    readonly regulatoryBasis: string | null
    readonly standingSetAt: string | null
    readonly labeledSterile: string | null
    readonly waitMinutes: number | null
    readonly archivedAt: string | null
    readonly supplier: { readonly name: string } | null
    readonly category: {
      readonly code: string
      readonly name: string
      readonly storageBand: string | null
      readonly isBiologic: boolean
      readonly touchesPatient: boolean
      readonly entersPatient: boolean
    }
    readonly changes: readonly {
      readonly id: number
      readonly before: string | null
      readonly after: string | null
      readonly reason: string | null
      readonly recordedAt: string
    }[]
    readonly codes: readonly {
      readonly id: number
      readonly scheme: string
      readonly code: string
      readonly packageQuantity: number
    }[]
  }
  readonly answers: Record<Allergen, AllergenAnswer>
  readonly mayChange: boolean
  readonly isDirector: boolean
  readonly answer?: Said
}

const schemes: readonly CodeScheme[] = ['gs1', 'hibc', 'isbt128', 'ndc', 'pzn', 'own']
const bandLabel = (band: string | null): string | null =>
  bandChoices.find((choice) => choice.value === band)?.label ?? null
const hours = (count: number | null): string | null =>
  count === null ? null : count % 24 === 0 ? `${count / 24} days` : `${count} h`

function Codes({ product, mayChange }: Pick<ProductView, 'product' | 'mayChange'>) {
  return (
    <Section title="Printed codes" count={product.codes.length}>
      {product.codes.length === 0 ? (
        <EmptyState title="No code is linked">
          Scan its label while receiving, or enter the number that is printed below the barcode.
        </EmptyState>
      ) : (
        <List label="Printed codes">
          {product.codes.map((code) => (
            <ListRow
              key={code.id}
              lead={<Code>{code.code}</Code>}
              detail={`${schemeName(code.scheme as CodeScheme)} · ${code.packageQuantity === 1 ? 'one container' : `package of ${code.packageQuantity}`}`}
              side={
                mayChange ? (
                  <Confirm
                    label="Unlink"
                    title={`Unlink ${code.code}?`}
                    confirmLabel="Unlink it"
                    fields={{ intent: 'unlink', codeId: code.id }}
                  >
                    The next scan of it is unknown and asks again. What was received stays as it is.
                  </Confirm>
                ) : undefined
              }
            />
          ))}
        </List>
      )}
      {mayChange ? (
        <Fold title="Link another code">
          <Form method="post" className="grid gap-4">
            <CommandKey />
            <input type="hidden" name="intent" value="link" />
            <SelectField
              name="scheme"
              label="Kind of code"
              options={schemes.map((value) => ({ value, label: schemeName(value) }))}
            />
            <TextField name="code" label="Code, as printed" code required />
            <NumberField name="packageQuantity" label="Containers in one package with it" whole defaultValue="1" />
            <Checkbox
              name="also"
              label="Also link it where another product has it"
              detail="Then each scan of it asks which one it is."
            />
            <Submit name="sent" value="link" variant="secondary">
              Link it
            </Submit>
          </Form>
        </Fold>
      ) : null}
    </Section>
  )
}

function StandingSection({ product, isDirector }: Pick<ProductView, 'product' | 'isDirector'>) {
  const standing = product.regulatoryStanding as RegulatoryStanding | null
  return (
    <Section title="Regulatory standing">
      {standing ? (
        <Facts
          facts={[
            ['Recorded as', standingName(standing)],
            ['Basis', product.regulatoryBasis],
          ]}
        />
      ) : (
        <p>
          Not recorded yet.
          {product.category.isBiologic ? ' A biologic can’t be made ready until the medical director records it.' : ''}
        </p>
      )}
      <p className="text-muted">As the medical director recorded it. Vialkeep implies no approval.</p>
      {isDirector ? (
        <Form method="post" className="grid gap-4">
          <CommandKey />
          <input type="hidden" name="intent" value="standing" />
          <SelectField
            name="standing"
            label="Standing"
            empty="Choose"
            required
            defaultValue={standing ?? ''}
            options={standings.map((value) => ({ value, label: standingName(value) }))}
          />
          <TextField name="basis" label="Legal basis" defaultValue={product.regulatoryBasis ?? ''} required />
          <Submit name="sent" value="standing" variant="secondary">
            Record it
          </Submit>
        </Form>
      ) : null}
    </Section>
  )
}

/** One product: what it is, its codes, what it contains, its standing. */
export function ProductPage(view: ProductView) {
  const { product, mayChange } = view
  const unknown = Object.values(view.answers).filter((answer) => answer === 'unknown').length
  const asks = product.category.touchesPatient && unknown > 0
  return (
    <Page
      back={{ to: '/catalog', label: 'Catalog' }}
      question={product.name}
      why={
        product.archivedAt
          ? 'No longer bought. Its codes are still read.'
          : asks
            ? `${unknown} allergens are not answered yet: each is asked about before a procedure.`
            : product.category.name
      }
      aside={
        <Facts
          facts={[
            ['Manufacturer', product.manufacturer],
            ['Category', product.category.name],
            ['Strength', product.strength ?? '—'],
            ['Size', product.sizeMicroliters ? `${product.sizeMicroliters / 1000} mL` : '—'],
            ['Storage', bandLabel(product.storageBand ?? product.category.storageBand) ?? 'no band'],
            ['Doses', product.multiDose ? 'multi-dose' : 'single-dose'],
            ['Good after opening', hours(product.openForHours) ?? 'as its category says'],
            [
              'Thaw',
              product.needsThaw
                ? `needed; then good for ${hours(product.thawedForHours) ?? 'no time at all'}`
                : 'not needed',
            ],
            ['Supplier', product.supplier?.name ?? null],
          ]}
        />
      }
    >
      <AnswerNotice answer={view.answer} errorsToo />
      <p>
        <A to={`/catalog/${product.id}/storage`}>What its label says of storage</A>
      </p>
      <Codes product={product} mayChange={mayChange} />
      {product.category.touchesPatient ? <AllergenList answers={view.answers} mayChange={mayChange} /> : null}
      {product.category.entersPatient ? <Sterile product={product} mayChange={mayChange} /> : null}
      {isWaitedFor(product.category.code) ? <Wait product={product} mayChange={mayChange} /> : null}
      <Strength product={product} mayChange={mayChange} />
      <StandingSection product={product} isDirector={view.isDirector} />
      {mayChange && !product.archivedAt ? (
        <Confirm
          label="No longer bought"
          title={`Take ${product.name} out of the lists?`}
          confirmLabel="Take it out"
          variant="secondary"
          fields={{ intent: 'archive' }}
        >
          It leaves the lists. What is on hand stays, and its labels are still read.
        </Confirm>
      ) : null}
    </Page>
  )
}
