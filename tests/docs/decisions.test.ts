import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const files = readdirSync('docs/decisions').filter((name) => /^\d/.test(name))

it('each decision has a number of its own, and its heading gives it', () => {
  const numbers = files.map((name) => name.slice(0, 4))
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([])
  for (const name of files)
    expect(readFileSync(`docs/decisions/${name}`, 'utf8'), name).toMatch(new RegExp(`^# ${name.slice(0, 4)}[ .:]`))
})
