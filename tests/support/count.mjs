// Reads the reports of the two test runners. A test that was skipped counts as failed: nothing here is skipped on purpose.

import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../app/server/prepare.mjs'

/** @typedef {{ passed: number, failed: number, failures: string[] }} Count */

/** Takes a report off the disk, so that a later run that writes none can't be taken for this one. */
function takeReport(file, said) {
  if (!existsSync(file)) throw new Error(`No report was written; the runner said:\n${tail(said)}`)
  const report = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  return report
}

// Colors of a terminal mean nothing in a summary.
const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, '')
const tail = (text) => plain(text).trim().split('\n').slice(-25).join('\n')
const head = (text) => plain(text).trim().split('\n').slice(0, 25).join('\n')

/**
 * Counts a report of Vitest. A file that could not even be loaded is one failure.
 * @param {string} file
 * @param {string} said what the runner wrote, for the case that there is no report
 * @returns {Count}
 */
export function countVitest(file, said) {
  const { testResults } = takeReport(file, said)
  const failures = []
  let passed = 0
  for (const { name, status, message, assertionResults } of testResults) {
    const place = path.relative(root, name)
    const bad = assertionResults.filter((test) => test.status !== 'passed')
    passed += assertionResults.length - bad.length
    for (const test of bad) failures.push(`${place}: ${test.fullName.trim()} (${test.status})`)
    if (status === 'failed' && bad.length === 0) failures.push(`${place} can't be run: ${head(message ?? '')}`)
  }
  const details = /^.*Failed (Tests|Suites) \d+[\s\S]*/m.exec(plain(said))
  if (details && failures.length > 0) {
    failures[0] = `${details[0].split('\n').slice(0, 200).join('\n')}\n✗ ${failures[0]}`
  }
  return atLeastOne({ passed, failed: failures.length, failures }, said)
}

/**
 * Counts a report of Playwright.
 * @param {string} file
 * @param {string} said what the runner wrote, for the case that there is no report
 * @returns {Count}
 */
export function countPlaywright(file, said) {
  const { suites, errors } = takeReport(file, said)
  const failures = errors.map((error) => head(error.message ?? ''))
  let passed = 0
  for (const spec of suites.flatMap(specsOf)) {
    for (const { status, results } of spec.tests) {
      const messages = results.flatMap((result) => result.errors.map((error) => head(error.message ?? '')))
      if (status === 'expected') passed += 1
      else failures.push(`${spec.file}: ${spec.title} (${status})\n${messages.join('\n')}`)
    }
  }
  return atLeastOne({ passed, failed: failures.length, failures }, said)
}

const specsOf = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]

/** A run without a single test has not shown anything. */
function atLeastOne(count, said) {
  if (count.passed + count.failed > 0) return count
  return { passed: 0, failed: 1, failures: [`No test was found; the runner said:\n${tail(said)}`] }
}
