import { describe, expect, it } from 'vitest'
import type { Instant } from '~/lib/day'
import { explainScan } from '~/modules/stock/rules/scan-words'
import { chosenOf, partsOfMeant, whichOne } from '~/modules/stock/rules/which-one'
import { hold, unit, vial } from '../readiness/builders'

const at = '2026-11-24T14:00:00.000Z' as Instant
const lot = { lotId: 1, lotNumber: 'AF-2201' }
const first = vial({ ...lot, unitId: 11, unitNumber: 'S1' })
const second = vial({ ...lot, unitId: 12, unitNumber: 'S2' })
const gone = vial({ ...lot, unitId: 13, unitNumber: 'S3', quantity: 0 })
const held = { holds: [hold()] }

describe('which container is in the hand', () => {
  it('is asked where several of the lot stand here, and a tap answers', () => {
    const asked = whichOne({ standing: [first, second], spent: [] }, { container: 'which', at })
    expect(asked).toMatchObject({ count: 2, names: ['S1', 'S2'] })
    const [, tap] = asked?.choices ?? []
    expect(tap).toEqual({ meant: 'unit 12', label: 'S2, LN2-1 shelf B' })
    expect(chosenOf([first, second], tap?.meant)).toEqual([second])
    if (asked) expect(explainScan(asked)).toContain('or tap the number')
  })

  it('keeps the choice of the lot where the same scan meant several', () => {
    const asked = whichOne({ standing: [first, second], spent: [] }, { container: 'which', meant: 'lot 1', at })
    const tap = asked?.choices[0]?.meant
    expect(partsOfMeant(tap)).toEqual({ meaning: 'lot 1', unit: 'unit 11' })
    expect(chosenOf([first, second], tap)).toEqual([first])
  })

  it('is asked before the needle of the last one that stands, too, and no tap answers it', () => {
    expect(whichOne({ standing: [first], spent: [gone] }, { container: 'which', at })).toBeNull()
    const asked = whichOne({ standing: [first], spent: [gone] }, { container: 'own-number', at })
    expect(asked).toMatchObject({ count: 2, names: ['S1'], choices: [] })
    if (asked) expect(explainScan(asked)).not.toContain('tap')
  })

  it('says of a lot that is used up that nothing of it is left, and offers nothing to tap', () => {
    const empty = [gone, { ...second, quantity: 0 }]
    const asked = whichOne({ standing: empty, spent: empty }, { container: 'which', at })
    expect(asked).toMatchObject({ count: 2, names: [], choices: [] })
    if (asked) expect(explainScan(asked)).toContain('by the records nothing of it is left here')
  })

  it('is asked while some are held, and not where all of them are: then that is said', () => {
    const some = { standing: [first, { ...second, ...held }], spent: [] }
    expect(whichOne(some, { container: 'own-number', at })).not.toBeNull()
    const all = {
      standing: [
        { ...first, ...held },
        { ...second, ...held },
      ],
      spent: [gone],
    }
    expect(whichOne(all, { container: 'own-number', at })).toBeNull()
  })

  it('is not asked of what is counted, of the only one, or by a door that a lot is enough for', () => {
    const gauze = [unit('gauze', { placeId: 2 }), unit('gauze', { placeId: 3 })]
    expect(whichOne({ standing: gauze, spent: [] }, { container: 'own-number', at })).toBeNull()
    expect(
      whichOne({ standing: [first, { ...first, placeId: 9 }], spent: [] }, { container: 'own-number', at }),
    ).toBeNull()
    expect(whichOne({ standing: [first, second], spent: [] }, { container: 'any', at })).toBeNull()
  })
})
