import { describe, expect, test } from 'vitest'
import { explainCatalog } from '~/modules/catalog/messages'
import { allergens, answersOf } from '~/modules/catalog/rules/allergens'
import { baseCategories } from '~/modules/catalog/rules/base-categories'
import { decideLink } from '~/modules/catalog/rules/linking'
import { controlledSubstance, decideProduct, searchKey } from '~/modules/catalog/rules/products'
import type { CatalogRefusal, NewProduct } from '~/modules/catalog/types'

const named = (code: string) => {
  const found = baseCategories.find((category) => category.code === code)
  if (!found) throw new Error(`no base category ${code}`)
  return found
}
const vial: NewProduct = { name: 'Amnio flow', manufacturer: 'Acme Bio', categoryId: 1, sizeMicroliters: 2000 }
const ground = { category: named('biologic-vial'), supplierKnown: true, twin: null }

describe('a new product', () => {
  test('that is drawn from is counted in microliters, its size to a container', () => {
    const plan = decideProduct(vial, ground)
    expect(plan).toEqual({
      ok: true,
      value: { baseUnit: 'uL', containerQuantity: 2000, searchKey: 'amnio flow acme bio 2 ml' },
    })
  })

  test('that is not drawn from is counted in pieces', () => {
    const syringe = { ...vial, name: 'Syringe 5 mL, luer lock', sizeMicroliters: 5000 }
    const plan = decideProduct(syringe, { ...ground, category: named('syringe') })
    expect(plan.ok && plan.value).toMatchObject({ baseUnit: 'each', containerQuantity: 1 })
  })

  const refusals: [string, NewProduct, Partial<typeof ground> | { category: null }, string][] = [
    [
      'without a size, though volumes are drawn from it',
      { ...vial, sizeMicroliters: null },
      {},
      'PRODUCT_SIZE_MISSING',
    ],
    ['of an unknown category', vial, { category: null }, 'CATEGORY_UNKNOWN'],
    ['of an unknown supplier', vial, { supplierKnown: false }, 'SUPPLIER_UNKNOWN'],
    ['that names a controlled substance', { ...vial, name: 'Ketamine 50 mg/mL' }, {}, 'PRODUCT_CONTROLLED'],
    [
      'whose strength names a controlled substance',
      { ...vial, strength: 'fentanyl 50 µg/mL' },
      {},
      'PRODUCT_CONTROLLED',
    ],
  ]
  test.each(refusals)('%s is refused', (_claim, product, differs, code) => {
    const plan = decideProduct(product, { ...ground, ...differs } as typeof ground)
    expect(plan.ok ? 'accepted' : plan.refusal.code).toBe(code)
  })

  test('that is in the catalog is refused, and the other one is named', () => {
    const plan = decideProduct(vial, { ...ground, twin: { id: 7, name: 'Amnio flow' } } as never)
    expect(plan).toEqual({ ok: false, refusal: { code: 'PRODUCT_EXISTS', productId: 7, name: 'Amnio flow' } })
  })

  test('whose name only contains the letters of a controlled substance is accepted', () => {
    expect(controlledSubstance('Ketaminex-free cleaning wipe')).toBeNull()
    expect(controlledSubstance('Lidocaine 1%')).toBeNull()
  })

  test('is found whatever accents and case it was typed with', () => {
    expect(searchKey('  Épinéphrine ', null, '1 MG/mL')).toBe('epinephrine 1 mg/ml')
  })
})

describe('a printed code', () => {
  const code = { scheme: 'gs1' as const, code: '5901234123457', productId: 1, packageQuantity: 10 }
  const other = { productId: 2, productName: 'Amnio flow 4 mL', packageQuantity: 1 }

  test('that nobody has is linked as fourteen digits', () => {
    expect(decideLink(code, [])).toEqual({ ok: true, value: { scheme: 'gs1', code: '05901234123457' } })
  })
  test('that another product claims is refused until it is confirmed', () => {
    expect(decideLink(code, [other])).toMatchObject({
      ok: false,
      refusal: { code: 'CODE_CLAIMED', by: ['Amnio flow 4 mL'] },
    })
    expect(decideLink({ ...code, also: true }, [other]).ok).toBe(true)
  })
  test('that this product has already is refused with its package', () => {
    expect(decideLink(code, [{ ...other, productId: 1 }])).toMatchObject({
      ok: false,
      refusal: { code: 'CODE_LINKED_ALREADY', packageQuantity: 1 },
    })
  })
  test('with a wrong check digit is refused', () => {
    expect(decideLink({ ...code, code: '5901234123450' }, [])).toMatchObject({
      ok: false,
      refusal: { code: 'CODE_MALFORMED' },
    })
  })
})

describe('what a product contains', () => {
  test('is unknown for every allergen that nobody answered', () => {
    const answers = answersOf([{ allergen: 'latex', answer: 'no' }])
    expect(answers.latex).toBe('no')
    expect(allergens.filter((allergen) => answers[allergen] === 'unknown')).toHaveLength(allergens.length - 1)
  })
})

describe('the base categories', () => {
  test('have codes and names of their own', () => {
    expect(new Set(baseCategories.map((category) => category.code)).size).toBe(baseCategories.length)
    expect(new Set(baseCategories.map((category) => category.name)).size).toBe(baseCategories.length)
  })
  test('tell chlorhexidine in alcohol from alcohol (R30)', () => {
    expect(named('antiseptic-chlorhexidine-alcohol').code).not.toBe(named('antiseptic-alcohol').code)
  })
  test('ask a biologic vial for records and donor, and for its use by scan', () => {
    expect(named('biologic-vial')).toMatchObject({
      needsRecords: true,
      needsDonor: true,
      drawnFrom: true,
      capturedBy: 'scan',
    })
  })
})

describe('each refusal of the catalog', () => {
  const refusals: CatalogRefusal[] = [
    { code: 'PRODUCT_CONTROLLED', name: 'Ketalar', substance: 'ketamine', schedule: 'III' },
    { code: 'PRODUCT_EXISTS', productId: 1, name: 'Amnio flow' },
    { code: 'PRODUCT_SIZE_MISSING', category: 'Biologic vial' },
    { code: 'PRODUCT_UNKNOWN' },
    { code: 'CATEGORY_UNKNOWN' },
    { code: 'CATEGORY_EXISTS', name: 'Syringe' },
    { code: 'SUPPLIER_UNKNOWN' },
    { code: 'SUPPLIER_EXISTS', name: 'Acme' },
    { code: 'CODE_MALFORMED', scheme: 'gs1', seen: '123' },
    { code: 'CODE_UNKNOWN' },
    { code: 'CODE_CLAIMED', seen: '05901234123457', by: ['A', 'B'] },
    { code: 'CODE_LINKED_ALREADY', seen: '05901234123457', packageQuantity: 10 },
    { code: 'STANDING_NOT_DIRECTOR' },
  ]
  test.each(refusals.map((refusal) => [refusal.code, refusal] as const))(
    '%s is a sentence without its code',
    (code, refusal) => {
      const sentence = explainCatalog(refusal)
      expect(sentence).toMatch(/^[^_]{20,}[.:]$/)
      expect(sentence).not.toContain(code)
    },
  )
})
