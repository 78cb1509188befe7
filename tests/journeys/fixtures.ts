import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import type { Role } from '~/modules/auth/types'
import { type Provider, type TestDatabase, testDatabase } from '../support/database'
import { startServer } from '../support/server.mjs'
import { copyOf, demoTemplate } from './clinic-database'

type Server = Awaited<ReturnType<typeof startServer>>

/** What a journey may say about itself with `test.use`. */
export type JourneyOptions = {
  /** The kind of database; the project says it. */
  provider: Provider
  /** What is in the database when the journey begins: the demo clinic, or nothing. */
  begin: 'demo' | 'empty'
  /** Errors that this journey provokes on purpose, as the browser's console or the server's log words them. */
  provoked: RegExp[]
}

type JourneyFixtures = { database: TestDatabase; server: Server }

/** A journey: each has a server and a database of its own, and fails on any error in the browser or in the server. */
export const test = base.extend<JourneyOptions & JourneyFixtures>({
  provider: ['sqlite', { option: true }],
  begin: ['demo', { option: true }],
  provoked: [[], { option: true }],

  database: async ({ provider, begin }, use) => {
    const database = await (begin === 'demo' ? copyOf(await demoTemplate(provider), provider) : testDatabase(provider))
    await use(database)
    await database.close()
  },

  server: async ({ database, provoked }, use) => {
    const server = await startServer(database.url)
    await use(server)
    await server.stop()
    expect(unprovoked(server.faults(), provoked), 'faults in the log of the server').toEqual([])
  },

  baseURL: async ({ server }, use) => use(server.url),

  context: async ({ context, provoked }, use) => {
    const problems = watch(context)
    await use(context)
    expect(unprovoked(problems, provoked), 'errors in the browser').toEqual([])
  },
})

const unprovoked = (problems: string[], provoked: RegExp[]): string[] =>
  problems.filter((problem) => !provoked.some((expected) => expected.test(problem)))

/**
 * Collects what goes wrong in the pages of a browser context: errors in the console, which include violations of the
 * content security policy, errors that nobody caught, and requests that did not stay at home. Chromium also writes an
 * error for each answer that refuses a form (403, 409, 413, 422): those are the product's own words, and no problem.
 */
export function watch(context: BrowserContext): string[] {
  const problems: string[] = []
  context.on('console', (message) => {
    const refusal = /^Failed to load resource: .* status of (403|409|413|422) /.test(message.text())
    if (message.type() === 'error' && !refusal) problems.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => problems.push(String(error.error().stack ?? error.error())))
  context.on('request', (request) => {
    if (!/^(https?:\/\/127\.0\.0\.1[:/]|data:|blob:|about:)/.test(request.url()))
      problems.push(`foreign request: ${request.url()}`)
  })
  return problems
}

/** The demo clinic's accounts, as `npm start -- --demo` prints them. */
const account: Record<Role, string> = {
  supply: 'supply',
  clinician: 'nurse',
  manager: 'manager',
  director: 'director',
  auditor: 'auditor',
  administrator: 'admin',
  reviewer: 'reviewer',
}
export const demoPassword = 'harbor-hip-demo'

/**
 * Signs in as the person of the demo clinic who has this role, and waits for the first page. The form is sent without its
 * page, which sign-in.journey.ts fills in by hand: each journey would load it for nothing.
 */
export async function signIn(page: Page, role: Role): Promise<void> {
  const form = { email: `${account[role]}@demo.vialkeep.example`, password: demoPassword, back: '/' }
  const answer = await page.request.post('/sign-in', { form, maxRedirects: 0 })
  expect(answer.status(), `signing in as ${role}`).toBe(302)
  await page.goto('/')
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** In the page: waits until what moves has come to rest, because half-faded words have no contrast of their own. */
async function settled(): Promise<void> {
  const ends = (animation: Animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))
  await Promise.allSettled(
    document
      .getAnimations()
      .filter(ends)
      .map((animation) => animation.finished),
  )
}

/**
 * Checks the page as it is against WCAG 2.2 A and AA with axe-core, and fails with each offense and its elements. Once: the
 * same journey on the other kind of database shows the same pages.
 */
export async function axe(page: Page): Promise<void> {
  if ((base.info().project.use as Partial<JourneyOptions>).provider !== 'sqlite') return
  await page.evaluate(settled)
  // Given to the page by the debugger, which the content security policy does not concern.
  await page.evaluate(axeSource)
  const offences = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } })
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    )
  })
  expect(offences, `accessibility of ${new URL(page.url()).pathname}`).toEqual([])
}

export { expect }
