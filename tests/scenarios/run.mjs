// Plays stories: npm run -s scenarios -- [--postgres] [FILE…]. Without a file, all of this folder.
// Node 20 has no type stripping, so esbuild, which Vite brings, bundles the TypeScript first.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { generate } from '../../prisma/generate.mjs'
import { startPostgres } from '../support/postgres.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const given = process.argv.slice(2)
const postgres = given.includes('--postgres')
const unknown = given.find((each) => each.startsWith('-') && each !== '--postgres')
if (unknown !== undefined) {
  process.stderr.write(`${unknown} is no option. There is --postgres, and the names of files.\n`)
  process.exit(2)
}
// Files may be named from wherever the command is given; stories and the program are found from the root.
const files = given
  .filter((each) => each !== '--postgres')
  .map((shown) => ({ shown, file: path.resolve(process.env.INIT_CWD ?? process.cwd(), shown) }))
process.chdir(root)

// Migrations are found beside their program, so that one stays where it is.
const migrations = {
  name: 'migrations',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/prisma\/[a-z]+\.mjs$/ }, ({ path: file, resolveDir }) => ({
      path: pathToFileURL(path.resolve(resolveDir, file)).href,
      external: true,
    })),
}

await generate({ log: (line) => process.stderr.write(`${line}\n`) })

// Beside the packages, where the bundle finds those that it imports. The process number keeps two runs apart.
const outfile = `${root}/node_modules/.cache/vialkeep/scenarios-${process.pid}.mjs`
await build({
  entryPoints: [`${root}/tests/scenarios/main.ts`],
  bundle: true,
  outfile,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  charset: 'utf8',
  packages: 'external',
  plugins: [migrations],
  alias: { '~': `${root}/app`, '#prisma': `${root}/prisma/generated` },
  logLevel: 'error',
})
let server
try {
  if (postgres && !process.env.TEST_POSTGRES_URL) {
    server = await startPostgres()
    process.env.TEST_POSTGRES_URL = server.url
  }
  const { main } = await import(pathToFileURL(outfile).href)
  process.exitCode = await main(files, postgres)
} finally {
  await server?.stop()
  await rm(outfile, { force: true })
}
