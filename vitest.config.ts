import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// One place for the aliases and the two projects: pure tests (milliseconds) and tests on a real database.
const root = (path: string) => fileURLToPath(new URL(path, import.meta.url))

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
    exclude: ['tests/journeys/**', 'node_modules/**'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
