// What the SQL of this migration can't say. Nothing outside of this folder is imported: a migration must not change when the
// program does.

import { codeInjectionSites, readConcentrations } from './clinical.mjs'
import { fillAnswers, fillExpiries, giveDonors } from './history.mjs'
import { fillNames } from './names.mjs'
import { fillStretches } from './stretches.mjs'

/** @param {import('../../../history.mjs').StepTools} tools */
export async function step(tools) {
  await fillNames(tools)
  await giveDonors(tools)
  await fillExpiries(tools)
  await fillAnswers(tools)
  await fillStretches(tools)
  await codeInjectionSites(tools)
  await readConcentrations(tools)
}
