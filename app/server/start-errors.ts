import type { Env } from '~/lib/env.server'
import { DatabaseNotReady } from './database'

type Settings = Pick<Env, 'HOST' | 'PORT'>

/** Why the server could not start, in one sentence that says what to do; for an unforeseen error, the error in full. */
export function sentenceOf(error: unknown, settings: Settings): string {
  const cause = error instanceof DatabaseNotReady ? error.cause : error
  const reason = driverReason(cause) ?? (cause === error ? listenReason(cause, settings) : databaseReason(cause))
  return `Vialkeep can't start: ${reason ?? (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))}`
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code)
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')

function listenReason(error: unknown, { HOST, PORT }: Settings): string | undefined {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `port ${PORT} on ${HOST} is already in use; stop the other program or choose another port, such as PORT=${PORT + 1} npm start.`
    case 'EACCES':
      return `this user may not listen on port ${PORT}; choose a port above 1023, such as PORT=3000.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${HOST} is not an address of this machine; use 127.0.0.1, or 0.0.0.0 for all its networks.`
  }
}

function driverReason(error: unknown): string | undefined {
  if (codeOf(error) === 'ERR_DLOPEN_FAILED' || /better_sqlite3\.node|locate the bindings/.test(messageOf(error))) {
    return 'the SQLite driver better-sqlite3 is not compiled for this Node; run npm rebuild better-sqlite3 (it needs python3, make and a C++ compiler where no finished binary can be fetched).'
  }
}

/** Codes of the network, of PostgreSQL and of SQLite. None of these sentences quotes DATABASE_URL: it holds a password. */
function databaseReason(error: unknown): string | undefined {
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return 'the PostgreSQL server that DATABASE_URL names does not answer; start it or correct the address.'
    case '28P01':
    case '28000':
      return 'PostgreSQL refused the user or the password in DATABASE_URL.'
    case '3D000':
      return 'the PostgreSQL server has no database of the name in DATABASE_URL; create it, empty.'
    case '42501':
      return 'the user in DATABASE_URL may not create tables in this PostgreSQL database; make it the owner.'
    case 'SQLITE_CANTOPEN':
    case 'EACCES':
      return 'the SQLite file that DATABASE_URL names can not be opened; check that its folder exists and may be written.'
    case 'SQLITE_NOTADB':
      return 'the file that DATABASE_URL names is not a SQLite database.'
  }
  const message = messageOf(error)
  return (error as { name?: string }).name === 'MigrationError' ? message : undefined
}
