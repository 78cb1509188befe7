import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { perform } from '~/modules/auth/commands/perform.server'
import { give } from '~/modules/procedures/commands/give.server'
import { book, type Clinic, clearing, makeGiveable, newKey, newPatient, openClinic, target, value } from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.close())

/** What a clearance says of the site, where the first dose of the day went into one that is named like this. */
async function codesAfter(site: { readonly words: string; readonly code: string | null }): Promise<string[]> {
  const patientId = await newPatient(clinic)
  const first = await book(clinic, { patientId })
  const vial = await makeGiveable(clinic, first)
  const drawn = [{ unitId: vial.unitId, given: 2_000 }]
  value(await perform(clinic.visitor(), give, { ...target(first), drawn, supplies: true }, newKey()))
  await clinic.db.write((tx) =>
    tx.procedure.update({
      where: { id: first },
      data: { injectionSite: site.words, injectionSiteCode: site.code },
      select: { id: true },
    }),
  )
  const second = await book(clinic, { patientId })
  const answer = await clearing(clinic, second, [])
  if (answer.ok || answer.refusal.code !== 'NOT_CLEAR') throw new Error('It was not asked.')
  return answer.refusal.findings.map(({ code }) => code).filter((code) => code.startsWith('SECOND_DOSE'))
}

describe('a second dose on one day', () => {
  it.each([
    ['at the same coded site stops', { words: 'Hip joint', code: 'hip-joint' }, ['SECOND_DOSE']],
    ['at another coded site does not', { words: 'gluteal muscle', code: 'gluteal' }, []],
    ['after words of an older booking is asked', { words: 'left hip', code: null }, ['SECOND_DOSE_UNCERTAIN']],
    ['after the same words of an older booking stops', { words: 'Joint  cavity', code: null }, ['SECOND_DOSE']],
  ])('%s', async (_claim, site, codes) => {
    expect(await codesAfter(site)).toEqual(codes)
  })

  it('after words that an update gave a code of their own is asked', async () => {
    await clinic.db.write((tx) =>
      tx.injectionSite.create({ data: { code: 'left-hip', label: 'left hip', kind: 'other', active: false } }),
    )
    expect(await codesAfter({ words: 'left hip', code: 'left-hip' })).toEqual(['SECOND_DOSE_UNCERTAIN'])
  })
})
