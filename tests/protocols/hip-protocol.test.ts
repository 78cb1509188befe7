import { describe, expect, it } from 'vitest'
import { baseCategories } from '~/modules/catalog/rules/base-categories'
import { partName } from '~/modules/protocols/messages'
import { conditionHolds } from '~/modules/protocols/rules/conditions'
import { hipProtocol } from '~/modules/protocols/rules/hip-protocol'

const requirement = (code: string) => hipProtocol.requirements.find((each) => each.code === code)
const texts = (part: string) => hipProtocol.texts.filter((text) => text.part === part).map((text) => text.text)

describe('the hip protocol', () => {
  it('gives 1–3 mL, observes at least 10 minutes, sees the patient after 2–4 weeks and treats again after 4', () => {
    expect(hipProtocol).toMatchObject({
      doseMicrolitersMin: 1_000,
      doseMicrolitersMax: 3_000,
      observationMinutesMin: 10,
      followUpWeeksMin: 2,
      followUpWeeksMax: 4,
      intervalWeeksMin: 4,
    })
  })

  it('asks for two syringes of 3–5 mL', () => {
    expect(requirement('syringe')).toMatchObject({ quantity: 2, sizeMicrolitersMin: 3_000, sizeMicrolitersMax: 5_000 })
  })

  it('takes any of four antiseptics', () => {
    expect(requirement('antiseptic')?.alternatives).toHaveLength(4)
  })

  it('asks for ultrasound as equipment, the vial as a unit and the kit as a kit', () => {
    expect(requirement('ultrasound')?.bind).toBe('equipment')
    expect(requirement('transducer')?.bind).toBe('equipment')
    expect(requirement('vial')?.bind).toBe('unit')
    expect(requirement('kit')?.bind).toBe('kit')
  })

  it('asks for an anesthetic only with the anesthesia that was chosen', () => {
    for (const [code, anesthesia] of [
      ['anesthetic-topical', 'topical'],
      ['anesthetic-injectable', 'injectable'],
    ] as const) {
      const condition = requirement(code)?.condition ?? null
      expect(conditionHolds(condition, { anesthesia })).toBe(true)
      expect(conditionHolds(condition, { anesthesia: 'none' })).toBe(false)
    }
  })

  it('asks for a requirement whose condition nobody understands, rather than leaving it out', () => {
    expect(conditionHolds('weather=fine', { anesthesia: 'none' })).toBe(true)
    expect(conditionHolds(null, { anesthesia: 'none' })).toBe(true)
  })

  it('names only categories that the catalog starts with', () => {
    const codes = new Set(baseCategories.map((category) => category.code))
    for (const { alternatives } of hipProtocol.requirements)
      for (const code of alternatives) expect(codes).toContain(code)
  })

  it('has each code once, and words for every part', () => {
    for (const list of [hipProtocol.requirements, hipProtocol.texts])
      expect(new Set(list.map((each) => each.code)).size).toBe(list.length)
    for (const part of [
      'candidates',
      'contraindications',
      'clinic',
      'patient',
      'treatment',
      'after',
      'safety',
      'follow-up',
      'record',
    ] as const) {
      expect(texts(part).length).toBeGreaterThan(0)
      expect(partName(part)).not.toBe('')
    }
  })

  it('stops for an infection and for disease that needs surgery, and evaluates the others', () => {
    const effects = new Map(hipProtocol.texts.map((text) => [text.code, text.effect]))
    expect([effects.get('infection'), effects.get('needs-surgery')]).toEqual(['stop', 'stop'])
    expect(effects.get('severe-allergy')).toBe('assess')
    for (const code of ['diabetes', 'clotting', 'autoimmune']) expect(effects.get(code)).toBe('evaluate')
  })

  it('tells the patient to avoid NSAIDs, and of acetaminophen in a line of its own that can be left out', () => {
    expect(texts('after').filter((text) => /acetaminophen/i.test(text))).toHaveLength(1)
    expect(texts('after').some((text) => /NSAIDs/.test(text) && !/acetaminophen/i.test(text))).toBe(true)
  })
})
