import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { z } from 'zod'

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65_535)
const file = z.string().refine(readable)
const proxyNames = new Set(['loopback', 'linklocal', 'uniquelocal'])
const isProxy = (value: string) => proxyNames.has(value) || isIP(value.replace(/\/\d{1,3}$/, '')) !== 0
const proxies = z
  .string()
  .transform((value) => value.split(',').map((address) => address.trim()))
  .refine((addresses) => addresses.every(isProxy))
const trustProxy = z.union([
  z.literal(['false', '0']).transform((): false => false),
  z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number),
  proxies,
])

/** What each variable must be, said as the end of the sentence that refuses it. */
const expected: Record<string, string> = {
  PORT: 'must be a number from 0 to 65535',
  HOST: 'must be an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  DATABASE_URL: 'must begin with file: (SQLite) or postgresql:// (PostgreSQL)',
  NODE_ENV: 'must be production, development or test',
  LOG_LEVEL: 'must be one of fatal, error, warn, info, debug, trace, silent',
  TLS_CERT: 'must be the path of a readable PEM file, and TLS_KEY must be set with it',
  TLS_KEY: 'must be the path of a readable PEM file, and TLS_CERT must be set with it',
  TRUST_PROXY: 'must be the number of proxies in front, or their addresses separated by commas',
}

const schema = z
  .object({
    PORT: port.default(3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    DATABASE_URL: z
      .string()
      .regex(/^(file:.|postgres(ql)?:\/\/.)/)
      .default('file:./data/vialkeep.db'),
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    TLS_CERT: file.optional(),
    TLS_KEY: file.optional(),
    TRUST_PROXY: trustProxy.default(false),
    BACKUP_DIR: z.string().optional(),
    VIALKEEP_DEMO: z.stringbool().default(false),
  })
  .refine((value) => value.TLS_KEY !== undefined || value.TLS_CERT === undefined, { path: ['TLS_KEY'] })
  .refine((value) => value.TLS_CERT !== undefined || value.TLS_KEY === undefined, { path: ['TLS_CERT'] })

/** The settings of this process, checked. */
export type Env = z.output<typeof schema>

/**
 * Reads the settings out of environment variables; an empty variable counts as not set. Refuses a wrong value with one
 * sentence that names the variable and what it must be, but never its value, which may be a password.
 */
export function readEnv(source: Record<string, string | undefined>): { env: Env } | { refused: string } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return { env: parsed.data }
  const name = String(parsed.error.issues[0]?.path[0])
  return { refused: `Vialkeep can't start: the environment variable ${name} ${expected[name] ?? 'has a wrong value'}.` }
}

function readable(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

let loaded: Env | undefined

/** The settings of this process. The only place where the environment is read; a wrong value ends the process with one sentence. */
export function env(): Env {
  if (loaded) return loaded
  const read = readEnv(process.env)
  if ('refused' in read) {
    process.stderr.write(`${read.refused}\n`)
    process.exit(1)
  }
  // React and Remix look at this variable themselves, and take "not set" for development.
  process.env.NODE_ENV = read.env.NODE_ENV
  loaded = read.env
  return loaded
}
