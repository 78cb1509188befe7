// Vialkeep as its users get it: the built server in a process of its own, on a port of its own.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../app/server/prepare.mjs'

/**
 * A running server.
 * @typedef {object} TestServer
 * @property {string} url its address, such as `http://127.0.0.1:40123`
 * @property {() => string[]} lines what it has written so far, line by line
 * @property {() => string[]} faults the lines of its log that tell of a fault or an error
 * @property {() => Promise<void>} stop lets it finish its requests and end
 */

/**
 * Starts the built server on a database and waits until it listens. Throws with what it said when it does not, or when
 * nothing is built.
 * @param {string} databaseUrl
 * @param {{ demo?: boolean, env?: Record<string, string> }} [options] `demo` fills an empty database with the demo clinic
 * @returns {Promise<TestServer>}
 */
export async function startServer(databaseUrl, { demo = false, env = {} } = {}) {
  const program = path.join(root, 'build/server/index.js')
  if (!existsSync(program)) throw new Error('There is no build; run npm start or npm test, which make one.')
  const child = spawn(process.execPath, [program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...clean(process.env),
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      VIALKEEP_DEMO: demo ? '1' : '',
      ...env,
    },
  })
  const lines = []
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  const url = await new Promise((resolve, reject) => {
    const hear = (line) => {
      lines.push(line)
      const address = line.startsWith('{') && JSON.parse(line).msg === 'listening' && JSON.parse(line).address
      if (address) resolve(address)
    }
    for (const stream of [child.stdout, child.stderr]) byLine(stream, hear)
    ended.then(() => reject(new Error(`The server ended before it listened:\n${lines.join('\n')}`)))
  })
  return {
    url,
    lines: () => lines,
    faults: () => lines.filter((line) => /^\{"level":"(error|fatal)"/.test(line)),
    async stop() {
      process.off('exit', end)
      child.kill('SIGTERM')
      const late = setTimeout(end, 15_000)
      await ended
      clearTimeout(late)
    },
  }
}

/** The settings of whoever runs the tests are not those of the server under test. */
function clean(environment) {
  const own = ['PORT', 'HOST', 'DATABASE_URL', 'NODE_ENV', 'LOG_LEVEL', 'TLS_CERT', 'TLS_KEY', 'TRUST_PROXY']
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.includes(name)))
}

function byLine(stream, hear) {
  let rest = ''
  stream.setEncoding('utf8').on('data', (chunk) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) hear(part)
  })
}
