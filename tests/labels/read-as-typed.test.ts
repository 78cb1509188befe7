import { expect, test } from 'vitest'
import { readAll, readAsTyped } from '~/modules/labels/rules/readings'

// The API's reader of labels answers as the doors do, which read the cleaned text, too.
test.each(['0409-4277-02', 'NDC 0409-4277-02', '0409427702', '00409-4277-02', '"0409-4277-02"'])(
  '%s is read as the doors read it',
  (raw) => {
    const read = readAsTyped(raw, { now: '2026-03-02' })
    const [door] = readAll(raw, { now: '2026-03-02' }).label
    expect(read).toMatchObject({ kind: 'read', reading: { symbology: 'ndc' } })
    expect(read.kind === 'read' && read.reading.fields).toEqual(door?.fields)
  },
)

test('what the reader refuses and nothing else reads stays refused', () => {
  expect(readAsTyped('(01)00860014210014', { now: '2026-03-02' }).kind).toBe('refused')
})
