// Runs the label reader's programs: node tests/bench/labels-run.mjs labels-read FILE.json | labels [--quick]
// Node 20 has no type stripping, so esbuild, which Vite brings, bundles the TypeScript first.
import { rm } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const name = process.argv[2] ?? ''
if (!/^labels(-[a-z]+)?$/.test(name)) throw new Error('Name a program of this folder: labels-read or labels')

// Beside the packages, where the bundle finds those that it imports. The process number keeps two runs apart.
const outfile = `${root}/node_modules/.cache/vialkeep/${name}-${process.pid}.mjs`
await build({
  entryPoints: [`${root}/tests/bench/${name}.ts`],
  bundle: true,
  outfile,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  charset: 'utf8',
  packages: 'external',
  alias: { '~': `${root}/app` },
  logLevel: 'error',
})
try {
  const program = await import(pathToFileURL(outfile).href)
  process.exitCode = await program.main(process.argv.slice(3), root)
} finally {
  await rm(outfile, { force: true })
}
