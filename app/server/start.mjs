// The launcher behind `npm start`: brings everything that the server needs up to date, then becomes the server.
//   npm start               serves on http://127.0.0.1:3000 (PORT, HOST, DATABASE_URL and more: app/lib/env.server.ts)
//   npm start -- --demo     fills an empty database with a demo clinic first
//   npm run dev             develops: pages are made from the sources at each request

import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildApp, checkNode, generateClients, installPackages, root, say } from './prepare.mjs'

const usage = 'Usage: npm start [-- --demo | --dev | --help]'

async function start(flags) {
  const unknown = flags.find((flag) => !['--demo', '--dev', '--help'].includes(flag))
  if (unknown || flags.includes('--help')) {
    process.stdout.write(`${unknown ? `There is no option ${unknown}. ` : ''}${usage}\n`)
    process.exit(unknown ? 1 : 0)
  }
  // The paths of the database and the build are relative to the project, wherever the command was run.
  process.chdir(root)
  if (flags.includes('--demo')) process.env.VIALKEEP_DEMO = '1'
  checkNode()
  await installPackages()
  await generateClients()
  if (flags.includes('--dev')) {
    const { serveFromSources } = await import('./dev.mjs')
    announce(await serveFromSources(), 'developing')
    return
  }
  await buildApp()
  say('Starting.')
  const { address } = await import(pathToFileURL(path.join(root, 'build/server/index.js')).href)
  announce(address, 'open')
  if (process.env.npm_lifecycle_event) endWithParent()
}

/** npm runs us below a shell, which does not pass the order to stop on: when that shell is gone, so are we. */
function endWithParent() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}

function announce(address, state) {
  const local = /\/\/(localhost|127\.|\[::1\])/.test(address) && !['0.0.0.0', '::'].includes(process.env.HOST ?? '')
  say(`Vialkeep is ${state} at ${address}`)
  if (local)
    say('Only this computer can reach it; app/server/README.md says how to open it to others. Ctrl+C stops it.')
}

try {
  await start(process.argv.slice(2))
} catch (error) {
  // What these errors say is a sentence for the person who starts; anything else needs its stack.
  const foreseen = ['PrepareError', 'MigrationError', 'GenerateError'].includes(error?.name)
  process.stderr.write(`\n${foreseen ? error.message : (error?.stack ?? error)}\n`)
  process.exit(1)
}
