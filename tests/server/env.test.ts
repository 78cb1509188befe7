import { describe, expect, it } from 'vitest'
import { readEnv } from '~/lib/env.server'

const envOf = (source: Record<string, string | undefined>) => {
  const read = readEnv(source)
  if ('refused' in read) throw new Error(read.refused)
  return read.env
}

describe('the settings of the process', () => {
  it('come with defaults that serve this computer only, from a SQLite file', () => {
    expect(envOf({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATABASE_URL: 'file:./data/vialkeep.db',
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      TRUST_PROXY: false,
      VIALKEEP_DEMO: false,
    })
  })

  it('take an empty variable for one that is not set', () => {
    expect(envOf({ PORT: '', DATABASE_URL: '', TLS_CERT: '' }).PORT).toBe(3000)
  })

  it.each([
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['DATABASE_URL', 'mysql://u:hunter2@db/x'],
    ['DATABASE_URL', 'vialkeep.db'],
    ['NODE_ENV', 'staging'],
    ['LOG_LEVEL', 'loud'],
    ['TLS_CERT', '/no/such/file.pem'],
    ['TRUST_PROXY', 'my-proxy'],
    ['TRUST_PROXY', '10.0.0.1, nonsense'],
  ])('are refused with one sentence that names %s, but not its value %s', (name, value) => {
    const read = readEnv({ [name]: value })
    const sentence = 'refused' in read ? read.refused : ''
    expect(sentence).toContain(`the environment variable ${name} must`)
    expect(sentence).not.toContain(value)
    expect(sentence.split('\n')).toHaveLength(1)
  })

  it('are refused when only one half of the TLS pair is there', () => {
    const here = import.meta.filename
    expect(readEnv({ TLS_CERT: here })).toHaveProperty('refused')
    expect(readEnv({ TLS_KEY: here })).toHaveProperty('refused')
    expect(envOf({ TLS_CERT: here, TLS_KEY: here }).TLS_KEY).toBe(here)
  })

  it.each([
    ['0', false],
    ['false', false],
    ['2', 2],
    ['loopback, 10.1.2.0/24', ['loopback', '10.1.2.0/24']],
  ])('read TRUST_PROXY=%s as %j', (value, trusted) => {
    expect(envOf({ TRUST_PROXY: value }).TRUST_PROXY).toEqual(trusted)
  })
})
