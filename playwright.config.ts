import { defineConfig } from '@playwright/test'
import type { JourneyOptions } from './tests/journeys/fixtures'
import { chromiumFlags, findChromium } from './tests/support/chromium.mjs'

// The journeys: a real Chromium against the built server, each on a database of its own, on both kinds of database. The
// service worker is at work in them as it is for people. It answers for built files and documents only, so that a journey
// still sees and holds scans, forms and loaders' answers with `page.route`; a document or built file it would not.
export default defineConfig<JourneyOptions>({
  testDir: 'tests/journeys',
  testMatch: '**/*.journey.ts',
  outputDir: 'tests/output/journeys',
  globalSetup: './tests/journeys/setup.ts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findChromium(), args: chromiumFlags },
    locale: 'en-US',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
  },
  projects: [
    { name: 'sqlite', use: { provider: 'sqlite' } },
    // What is in browser/ is about the browser alone (cameras, scanners, the time without a network): whichever database
    // stands behind the server, it is the same walk.
    { name: 'postgresql', use: { provider: 'postgresql' }, testIgnore: 'browser/**' },
  ],
})
