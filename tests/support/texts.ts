import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A text of the project, by its path from the project's root. */
export type TextFile = { readonly path: string; readonly text: string }

const folders = ['app', 'docs', 'prisma', 'public', 'tests']
const alone = ['README.md', '.ci/run', 'biome.json', 'package.json', 'vite.config.ts', 'vitest.config.ts']
const written = /\.(ts|tsx|mjs|js|css|json|md|prisma|sql|svg|txt|webmanifest)$/
const made = /^(prisma\/generated|tests\/output)\//

/** Every file that a person wrote, with forward slashes, in order. What a tool makes is left out. */
export function projectFiles(): string[] {
  const below = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.posix.join(entry.parentPath.split(path.sep).join('/'), entry.name)),
  )
  return [...below, ...alone].filter((file) => !made.test(file)).sort()
}

/** The texts among them, read. */
export const projectTexts = (): TextFile[] =>
  projectFiles()
    .filter((file) => written.test(file) || file === '.ci/run')
    .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }))
