import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import { sharedIsHere } from './tests/support/shared.mjs'

// One place for the aliases and the two projects: pure tests (milliseconds) and tests on a real database.
const root = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// What compares with the standards and vectors beside the project. tests/run.mjs says whether it ran.
const withoutShared = sharedIsHere ? [] : ['tests/**/*.shared.test.ts']

/** The longest files begin first, so that no processor stands idle at the end while one file goes on. */
const longest = ['scenarios/scenarios.db', 'names/every-text.db', 'readiness/candidates.db', 'database/releases.db']
class LongestFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]) {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: { moduleId: string }) => longest.some((name) => moduleId.includes(name))
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  resolve: {
    alias: {
      '~': root('./app'),
      '#prisma': root('./prisma/generated'),
      // Tests of the whole server get all pages from their sources, so that they need no build.
      'virtual:remix/server-build': root('./tests/support/pages.ts'),
    },
  },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/journeys/**', 'node_modules/**', ...withoutShared],
    environment: 'node',
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    // vitest would leave one processor to itself: on a machine with two, half of it would stand idle.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
