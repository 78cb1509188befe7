import { describe, expect, it } from 'vitest'
import { describeError } from '~/lib/log.server'
import { loggedPath } from '~/server/request-log'

describe('the log', () => {
  it.each([
    ['/', '/'],
    ['/patients/412', '/patients/:n'],
    ['/patients/412.data?_routes=x', '/patients/:n.data'],
    ['/patients?name=Smith', '/patients'],
    ['/scan/(01)00312345678906(10)ABC', '/scan/:x'],
    ['/recalls/Jane%20Doe/letter', '/recalls/:x/letter'],
    ['/api/v1/lots/LOT7', '/api/v1/lots/:x'],
    ['/set-up', '/set-up'],
  ])('keeps of the address %s only %s', (url, kept) => {
    expect(loggedPath(url)).toBe(kept)
  })

  it('leaves out what a database error says, because it quotes values', () => {
    const fromPrisma = Object.assign(new Error('Invalid value for name: "Jane Doe"'), { code: 'P2006' })
    fromPrisma.name = 'PrismaClientKnownRequestError'
    const fromPostgres = Object.assign(new Error('invalid input syntax: "Jane Doe"'), {
      detail: 'Key (mrn)=(77) exists.',
    })
    for (const error of [fromPrisma, fromPostgres]) {
      const kept = JSON.stringify(describeError(error))
      expect(kept).not.toMatch(/Jane|77/)
      expect(kept).toContain('log.test.ts')
    }
    expect(describeError(fromPrisma).code).toBe('P2006')
  })

  it('keeps the type, the message and the place of an error of our own', () => {
    const kept = describeError(new TypeError('This value has no unit.'))
    expect(kept).toMatchObject({ type: 'TypeError', message: 'This value has no unit.' })
    expect(kept.at[0]).toContain('log.test.ts')
  })

  it('says the type of a thing that was thrown and is no error', () => {
    expect(describeError('secret')).toEqual({ type: 'string', at: [] })
  })
})
