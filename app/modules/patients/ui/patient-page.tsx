import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { productLot } from '~/modules/stock/rules/lot-key'
import { AnswerNotice, type Said } from '~/ui/answer-notice'
import { Button, LinkButton } from '~/ui/button'
import { Code } from '~/ui/code'
import { CommandKey, Submit } from '~/ui/form'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Page, Section } from '~/ui/page'
import { allergyName, meaningLine } from '../messages'
import type { Allergy, OwnUnit, PatientWithAllergies } from '../types'
import { AllergyChoices } from './allergy-choices'

type Props = {
  patient: PatientWithAllergies
  ownUnits: readonly OwnUnit[]
  mayChange: boolean
  answer?: Said
  children: ReactNode
}

/** One patient: what must not touch them, and (as children) everything they received. */
export function PatientPage({ patient, ownUnits, mayChange, answer, children }: Props) {
  const errors = answer?.errors ?? {}
  const real = patient.allergies.filter((allergy) => allergy.code !== 'none')
  const asked = patient.allergies.length > 0
  return (
    <Page
      back={{ to: '/patients', label: 'Patients' }}
      question={patient.name}
      why={`MRN ${patient.mrn} · born ${patient.birthDate}`}
      next={
        mayChange ? (
          <>
            <LinkButton to={`/procedures/new?patient=${patient.id}`} variant="primary">
              Book a procedure
            </LinkButton>
            <LinkButton to={`/labels/print?kind=patient&ids=${patient.id}`}>Print a wristband label</LinkButton>
          </>
        ) : undefined
      }
    >
      <AnswerNotice answer={answer} />
      <Section title="Allergies" count={real.length}>
        {asked ? null : (
          <EmptyState title="Not asked yet.">
            No procedure of this patient is ready until the allergies were asked.
          </EmptyState>
        )}
        {asked && real.length === 0 ? <p className="text-large">None known.</p> : null}
        <List label="Allergies">
          {real.map((allergy) => (
            <ListRow
              key={allergy.id}
              state="stop"
              word="allergic"
              lead={allergy.code === 'other' ? (allergy.note ?? 'other') : allergyName(allergy.code)}
              detail={allergy.words ? (meaningLine(allergy.words) ?? 'asked about at each procedure') : undefined}
              side={mayChange ? <EndAllergy allergy={allergy} /> : undefined}
            />
          ))}
        </List>
        {mayChange ? (
          <details>
            <summary className="min-h-12 cursor-pointer py-3 font-bold">Record allergies</summary>
            <Form method="post" className="grid gap-4">
              <CommandKey />
              <input type="hidden" name="intent" value="allergies" />
              <AllergyChoices errors={errors.allergies ?? []} otherErrors={errors.otherAllergy ?? []} />
              <Submit variant="secondary">Record</Submit>
            </Form>
          </details>
        ) : null}
      </Section>
      {ownUnits.length > 0 ? (
        <Section title="Their own (autologous)" count={ownUnits.length}>
          <List label="Their own (autologous)">
            {ownUnits.map((unit) => (
              <ListRow
                key={unit.id}
                to={`/stock/units/${unit.unitId}`}
                lead={<Code>{unit.unitNumber ?? unit.lotNumber}</Code>}
                detail={`${productLot(unit.productName, unit.lotNumber)}. It goes into this patient and nobody else.`}
                side={mayChange ? <EndOwnUnit unit={unit} /> : undefined}
              />
            ))}
          </List>
        </Section>
      ) : null}
      {children}
    </Page>
  )
}

function EndOwnUnit({ unit }: { unit: OwnUnit }) {
  return (
    <Form method="post">
      <CommandKey />
      <input type="hidden" name="intent" value="end-own-unit" />
      <input type="hidden" name="ownUnitId" value={unit.id} />
      <Button type="submit" inline aria-label={`Not theirs: ${unit.unitNumber ?? unit.lotNumber}`}>
        Not theirs
      </Button>
    </Form>
  )
}

function EndAllergy({ allergy }: { allergy: Allergy }) {
  return (
    <Form method="post">
      <CommandKey />
      <input type="hidden" name="intent" value="end-allergy" />
      <input type="hidden" name="allergyId" value={allergy.id} />
      <Button type="submit" inline aria-label={`End the allergy to ${allergyName(allergy.code)}`}>
        End
      </Button>
    </Form>
  )
}
