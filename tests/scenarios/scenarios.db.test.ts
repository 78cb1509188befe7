import { describe, expect, it } from 'vitest'
import { storyFiles, tell, tellText } from './run-story'

const provider = process.env.TEST_DATABASE === 'postgresql' ? 'postgresql' : 'sqlite'

// A clinic is filled once for all of them, and filling the demo clinic takes its time.
const minutes = 5 * 60_000

describe('stories', () => {
  const files = storyFiles()

  it('are there', () => {
    expect(files.length).toBeGreaterThan(0)
  })

  it.each(files)(
    '%s',
    async (file) => {
      const { difference } = await tell(file, provider)
      expect(difference === null ? 'pass' : `${file}:${difference.line}  ${difference.says}`).toBe('pass')
    },
    minutes,
  )
})

describe('a story that goes wrong', () => {
  const told = (line: string) =>
    tellText(['title Planted', 'clinic empty at 2026-03-02 09:00', '', line].join('\n'), provider)

  it.each([
    ['an unknown verb', 'nurse juggles vials -> done', 'No verb says "juggles vials"'],
    ['a line that is none', 'later a while', 'Say how much later'],
    ['an unknown claim', 'then the moon is full', 'No claim says "the moon is full"'],
    ['an unknown person', 'plumber adds supplier "Quay Medical"', 'Nobody is called "plumber"'],
    ['something that is not there', 'then lot AF-2201 is on hold', 'There is no lot called "AF-2201"'],
    ['time that runs back', 'at 08:00', 'time goes on only'],
    ['another answer', 'supply adds supplier "Quay Medical" -> refused SUPPLIER_EXISTS', 'got "done"'],
    [
      'a refusal that nobody expected, with its sentence',
      'auditor adds supplier "Quay Medical"',
      'expected that it is done, got "refused FORBIDDEN" (',
    ],
    ['a claim that is not so', 'then the ledger is whole; lot AF-2201 is usable', 'There is no lot called "AF-2201"'],
    ['a question without an answer', 'nurse looks up AF-2201', 'A question needs an answer'],
  ])(
    'fails at its line: %s',
    async (_, line, says) => {
      const { difference } = await told(line)
      expect(difference).toMatchObject({ line: 4, says: expect.stringContaining(says) })
    },
    minutes,
  )

  it(
    'and one that goes right passes',
    async () => {
      expect(await told('auditor adds supplier "Quay Medical" -> refused FORBIDDEN')).toEqual({
        title: 'Planted',
        difference: null,
      })
    },
    minutes,
  )
})
