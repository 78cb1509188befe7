import { describe, expect, it } from 'vitest'
import { printQuery, scansField, stationForm } from '~/modules/labels/schema'

const asked = (change: Record<string, string>) => printQuery.safeParse({ kind: 'unit', ids: '1', ...change })

describe('what to print', () => {
  it('is a kind and numbers, an id named twice twice', () => {
    expect(asked({ ids: '3,3,4' }).data).toEqual({
      kind: 'unit',
      ids: [3, 3, 4],
      on: 'letter-30',
      start: 1,
      dpi: '203',
    })
  })

  it('is refused where it names no kind, no numbers, or too many', () => {
    const wrong: Record<string, string>[] = [{ kind: 'lot' }, { ids: '' }, { ids: '1,' }, { ids: '1;2' }, { ids: '-1' }]
    for (const change of wrong) expect(asked(change).success).toBe(false)
    expect(asked({ ids: Array(400).fill('1').join() }).success).toBe(true)
    expect(asked({ ids: Array(401).fill('1').join() }).success).toBe(false)
  })

  it('begins at a label that the sheet has', () => {
    expect(asked({ start: '30' }).data?.start).toBe(30)
    expect(asked({ start: '31' }).data?.start).toBe(30)
    expect(asked({ start: '31', on: 'letter-80' }).data?.start).toBe(31)
    expect(asked({ start: '5', on: 'roll-2x1' }).data?.start).toBe(1)
    for (const start of ['0', '-3', 'x', '1.5', '']) expect(asked({ start }).data?.start).toBe(1)
  })

  it('falls back to a sheet that is known', () => {
    expect(asked({ on: 'papyrus', dpi: '96' }).data).toMatchObject({ on: 'letter-30', dpi: '203' })
  })
})

describe('the scans of a scanner check', () => {
  it('come as a list of texts, untrimmed', () => {
    expect(scansField.parse(JSON.stringify([' a ', '\x1d']))).toEqual([' a ', '\x1d'])
    expect(scansField.parse(undefined)).toEqual([])
  })

  it('are refused where they are something else', () => {
    for (const text of ['', '{', '{}', '[1]', JSON.stringify(['x'.repeat(501)])]) {
      expect(scansField.safeParse(text).success).toBe(false)
    }
    expect(stationForm.safeParse({ name: '  ', scans: '[]' }).success).toBe(false)
  })
})
