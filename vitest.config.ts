import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// One place for the aliases and the two projects: pure tests (milliseconds) and tests on a real database.
const root = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: { alias: { '~': root('./app'), '#prisma': root('./prisma/generated') } },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/journeys/**', 'node_modules/**'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
