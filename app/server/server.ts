import { readFileSync } from 'node:fs'
import { createServer as createPlainServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { database } from '~/lib/db.server'
import { env } from '~/lib/env.server'
import { log, logFault } from '~/lib/log.server'
import { createApp } from './app'
import { prepareDatabase } from './database'
import { httpClasses } from './http-classes'
import { startJobs } from './jobs'
import { endStreams } from './live-stream'

/** How long a request may go on after the order to stop, in milliseconds. */
const patienceMs = 10_000

/** Starts the server as the environment says, on a database that is up to date, and resolves with its address once it listens. */
export async function serve(): Promise<{ address: string }> {
  const { HOST, PORT } = env()
  await prepareDatabase()
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(PORT, HOST, resolve)
  })
  startJobs()
  stopOnSignals(server)
  process.on('unhandledRejection', (reason) => logFault(reason, 'none', 'promise that nobody waits for'))
  const address = addressOf(server)
  log.info({ address, pid: process.pid }, 'listening')
  return { address }
}

function createServer(): Server {
  const { TLS_CERT, TLS_KEY } = env()
  const app = createApp()
  const classes = httpClasses(app)
  if (TLS_CERT && TLS_KEY)
    return createTlsServer({ ...classes, cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY) }, app)
  return createPlainServer(classes, app)
}

function addressOf(server: Server): string {
  const { HOST, TLS_CERT } = env()
  const { port } = server.address() as AddressInfo
  const everywhere = HOST === '0.0.0.0' || HOST === '::'
  const host = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST
  return `${TLS_CERT ? 'https' : 'http'}://${host}:${port}`
}

/** At the first order to stop, requests that have begun are finished and the database is closed; at the second all ends. */
function stopOnSignals(server: Server): void {
  let stopping = false
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    const judged = endStreams()
    const late = setTimeout(() => server.closeAllConnections(), patienceMs)
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeIdleConnections()
    })
    clearTimeout(late)
    await judged
    await (await database()).close()
    log.info('stopped')
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
