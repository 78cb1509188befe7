// Generates Prisma's two clients, prisma/generated/{sqlite,postgresql}, from one set of models. Does nothing, in a few
// milliseconds, when the models and Prisma are those of the last time. Needs no network.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { composeSchema, prismaFolder, providers } from './schema.mjs'

const generated = path.join(prismaFolder, 'generated')
const stampFile = path.join(generated, 'stamp')

/**
 * Generates both clients where the models, Prisma's version or this file changed since the last time.
 * @param {{ log?: (sentence: string) => void }} [options]
 * @returns {Promise<boolean>} whether anything was generated
 */
export async function generate({ log = () => {} } = {}) {
  const prisma = locatePrisma()
  const schemas = providers.map((provider) => ({ provider, files: composeSchema(provider) }))
  const stamp = createHash('sha256')
    .update(JSON.stringify([prisma.version, schemas]))
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex')
  const folders = providers.map((provider) => path.join(generated, provider))
  if (folders.every(existsSync) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false

  log('Generating the database clients from prisma/models.')
  mkdirSync(generated, { recursive: true })
  // A folder next to the results. They are moved into place as a whole, so two processes at once don't collide.
  const workshop = mkdtempSync(path.join(generated, '.workshop-'))
  try {
    await Promise.all(schemas.map(({ provider, files }) => generateClient(prisma.command, workshop, provider, files)))
    rmSync(stampFile, { force: true })
    for (const provider of providers)
      moveInto(path.join(workshop, 'generated', provider), path.join(generated, provider))
    writeFileSync(stampFile, stamp)
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
  return true
}

function locatePrisma() {
  try {
    const manifest = createRequire(import.meta.url).resolve('prisma/package.json')
    const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8'))
    return { version, command: path.join(path.dirname(manifest), bin.prisma) }
  } catch (cause) {
    throw new Error('Prisma is not installed: run "npm ci" first.', { cause })
  }
}

function generateClient(command, workshop, provider, files) {
  // The head says `../generated/<provider>`, which from here lies inside the workshop.
  const folder = path.join(workshop, provider)
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file.path)), { recursive: true })
    writeFileSync(path.join(folder, file.path), file.content)
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, 'generate', '--schema', folder, '--no-hints'], {
      cwd: workshop,
      env: {
        ...process.env,
        // The command fetches a schema engine that `generate` never starts, unless it is told that there is one.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (said += chunk))
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`Prisma could not generate the ${provider} client: ${reason(said, provider)}`))
    })
  })
}

/** What Prisma found at fault and where, in one sentence; all that it said, where that has another form. */
function reason(said, provider) {
  const fault = /error: (.+?)\.?\s*$/m.exec(said)?.[1]
  const place = /--> +(\S+?):(\d+)/.exec(said)
  if (!fault) return said.trim().replaceAll(/\s+/g, ' ')
  const file = place?.[1].replaceAll('\\', '/').replace(`${provider}/`, '').replace(/^main/, `${provider}/main`)
  return place ? `${fault} (prisma/${file}, line ${place[2]}).` : `${fault}.`
}

/** Puts a folder in the place of another. A second process may do the same at that moment; the later one wins. */
function moveInto(from, to) {
  for (let attempt = 0; ; attempt++) {
    if (existsSync(to)) renameSync(to, `${from}.old-${attempt}`)
    try {
      renameSync(from, to)
      return
    } catch (error) {
      if (attempt === 4 || !['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await generate({ log: (sentence) => process.stdout.write(`${sentence}\n`) })
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
