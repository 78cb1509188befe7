import type { Env } from '~/lib/env.server'

/** Why the server could not start, in one sentence that says what to do; for an unforeseen error, the error in full. */
export function sentenceOf(error: unknown, { HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): string {
  const { code, message = '' } = error as { code?: string; message?: string }
  switch (code) {
    case 'EADDRINUSE':
      return `Vialkeep can't start: port ${PORT} on ${HOST} is already in use; stop the other program or choose another port, such as PORT=${PORT + 1} npm start.`
    case 'EACCES':
      return `Vialkeep can't start: this user may not listen on port ${PORT}; choose a port above 1023, such as PORT=3000.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `Vialkeep can't start: HOST=${HOST} is not an address of this machine; use 127.0.0.1, or 0.0.0.0 for all its networks.`
  }
  if (/better_sqlite3\.node|better-sqlite3|Could not locate the bindings/.test(message)) {
    return "Vialkeep can't start: the SQLite driver better-sqlite3 is not compiled for this Node; run npm rebuild better-sqlite3 (it needs python3, make and a C++ compiler when no finished binary can be fetched)."
  }
  return `Vialkeep can't start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}
