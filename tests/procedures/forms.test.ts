import { parseWithZod } from '@conform-to/zod/v4'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { may } from '~/modules/auth/rules'
import type { Permission, Role } from '~/modules/auth/types'
import { countForm } from '~/modules/kits/schema'
import {
  bookForm,
  cancelForm,
  giveForm,
  lateForm,
  observeForm,
  overrideForm,
  reactionForm,
  screenForm,
} from '~/modules/procedures/schema'

function parse(schema: z.ZodType, fields: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ commandKey: 'a-key-of-this-test', ...fields })) form.set(name, value)
  return parseWithZod(form, { schema })
}
function errorsOf(schema: z.ZodType, fields: Record<string, string>): Record<string, string[] | null> {
  const submission = parse(schema, fields)
  return submission.status === 'success' ? {} : (submission.error ?? {})
}

const booking = {
  patientId: '7',
  versionId: '1',
  scheduledAt: '2026-11-24T10:30',
  roomPlaceId: '2',
  side: 'left',
  injectionSite: 'joint cavity',
  productId: '3',
  dose: '2,0',
  anesthesia: 'none',
  clinician: 'Dr. Lee',
}

describe('the form of a booking', () => {
  it('reads milliliters with a point or a comma', () => {
    expect(parse(bookForm, booking)).toMatchObject({ status: 'success', value: { dose: 2_000, patientId: 7 } })
  })

  it.each<[claim: string, change: Record<string, string>, field: string]>([
    ['words for a patient', { patientId: 'Ana' }, 'patientId'],
    ['half a patient', { patientId: '1.5' }, 'patientId'],
    ['a patient beyond all numbers', { patientId: '99999999999999' }, 'patientId'],
    ['no patient', { patientId: '' }, 'patientId'],
    ['a day that the calendar lacks', { scheduledAt: '2026-02-30T10:30' }, 'scheduledAt'],
    ['a time without a day', { scheduledAt: '10:30' }, 'scheduledAt'],
    ['a third side', { side: 'both' }, 'side'],
    ['words for a dose', { dose: 'two' }, 'dose'],
    ['a negative dose', { dose: '-2' }, 'dose'],
    ['an anesthesia that nobody gives', { anesthesia: 'general' }, 'anesthesia'],
    ['a clinician of 200 letters', { clinician: 'x'.repeat(200) }, 'clinician'],
  ])('refuses %s at its field, with a sentence', (_claim, change, field) => {
    const errors = errorsOf(bookForm, { ...booking, ...change })
    expect(Object.keys(errors)).toEqual([field])
    expect(errors[field]?.[0]).toMatch(/^[A-Z].{10,}\.$/)
  })
})

describe('the other forms', () => {
  it.each<[claim: string, schema: z.ZodType, fields: Record<string, string>, field: string]>([
    ['an answer that is neither yes nor no', screenForm, { 'answers.infection': 'maybe' }, 'answers.infection'],
    ['overriding no finding', overrideForm, { subject: 'line:vial', fingerprint: '{}', reason: 'x' }, 'code'],
    [
      'overriding without a reason',
      overrideForm,
      { code: 'NOT_BOUND', subject: 'line:drape', fingerprint: '{}', reason: '  ' },
      'reason',
    ],
    [
      'a reaction that is none of the list',
      observeForm,
      { reaction: 'some', notes: 'x', instructions: 'on' },
      'reaction',
    ],
    ['an end without words of what was observed', observeForm, { reaction: 'none', instructions: 'on' }, 'notes'],
    ['an end without aftercare', observeForm, { reaction: 'none', notes: 'Well' }, 'instructions'],
    ['a reaction of which nobody says how severe', reactionForm, { seen: 'Rash' }, 'severity'],
    ['a volume in words', giveForm, { 'given.12': 'all' }, 'given.12'],
    ['a disposition that is none', cancelForm, { reason: 'x', 'dispositions.4': 'sell' }, 'dispositions.4'],
    ['cancelling without a reason', cancelForm, {}, 'reason'],
    ['something given that nobody named', lateForm, { given: '2', givenAt: '2026-11-24T10:30', givenBy: 'x' }, 'raw'],
    ['a count in words', countForm, { newSeal: '00418', 'counts.7': 'two' }, 'counts.7'],
    ['a count without a new seal', countForm, { 'counts.7': '2' }, 'newSeal'],
  ])('refuse %s at its field', (_claim, schema, fields, field) => {
    expect(Object.keys(errorsOf(schema, fields))).toContain(field)
  })

  it('ask of a reaction nothing but how severe it is', () => {
    expect(parse(observeForm, { reaction: 'severe' })).toMatchObject({ status: 'success' })
    expect(parse(reactionForm, { severity: 'severe' })).toMatchObject({ status: 'success' })
  })

  it('read volumes and counts by the unit in the name of their field', () => {
    expect(parse(giveForm, { 'given.12': '1.5', supplies: 'on' })).toMatchObject({
      value: { given: { 12: 1_500 }, supplies: 'on' },
    })
    expect(parse(countForm, { newSeal: 'A', 'counts.12': '2', seen: '12:3:40' })).toMatchObject({
      value: { counted: [{ unitId: 12, pieces: 2, seenQuantity: 3, seenPostingId: 40 }] },
    })
  })
})

describe('the rights', () => {
  it.each<[role: Role, permission: Permission, allowed: boolean]>([
    ['supply', 'patient.read', false],
    ['supply', 'procedure.read', false],
    ['supply', 'kit.check', true],
    ['auditor', 'patient.read', false],
    ['administrator', 'procedure.change', false],
    ['director', 'readiness.sign', false],
    ['director', 'procedure.read', true],
    ['clinician', 'readiness.sign', true],
    ['clinician', 'procedure.change', true],
  ])('%s and %s: %s', (role, permission, allowed) => {
    expect(may([role], permission)).toBe(allowed)
  })
})
