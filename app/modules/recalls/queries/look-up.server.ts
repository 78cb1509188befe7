import type { Reader } from '~/lib/db.server'
import { recordRead } from '~/modules/audit/commands.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { findLots } from '~/modules/stock/queries/look-up.server'
import type { LotMatch } from '~/modules/stock/rules/match'
import { chooseFollowed, hidePatients } from '../rules'
import type { LookUp, Trace } from '../types'
import { baseUnitsOf, traceLots } from './trace.server'

/** The look-alike and group lots that the person chose to include, by id. */
export type AlsoFollow = readonly number[]

async function answer(reader: Reader, text: string, matches: readonly LotMatch[], also: AlsoFollow): Promise<LookUp> {
  const followed = chooseFollowed(matches, also)
  const trace = await traceLots(
    reader,
    followed.map((match) => match.lotId),
  )
  const baseUnits = await baseUnitsOf(reader, [...new Set(matches.map((match) => match.productId))])
  return { text, matches, followed, trace, baseUnits }
}

/**
 * Shows a trace to a visitor. A visitor who may see patients gets them, and each one is audited first (R38); any other
 * gets the rows without name and MRN (R25).
 */
export async function discloseTrace(visitor: Visitor, trace: Trace): Promise<Trace> {
  if (!may(visitor.roles, 'recall.patients')) return hidePatients(trace)
  const patients = [...new Set(trace.patients.map((row) => row.patientId))]
  await recordRead(
    visitor.context,
    'recall.trace.read',
    patients.map((id) => ({ subject: `patient:${id}` })),
  )
  return trace
}

/**
 * The recall look-up, in one snapshot: what matches this lot, alias or unit, where it is, who got it, and where the rest went. Group and
 * near matches are listed and followed only when asked for (R34, R35). A scanned label narrows to its product, so that
 * the same number on two products is never mixed up.
 */
export async function lookUp(
  visitor: Visitor,
  text: string,
  also: AlsoFollow = [],
  productId?: number,
): Promise<LookUp> {
  const found = await visitor.context.db.snapshot(async (reader) => {
    const matches = (await findLots(reader, text)).filter(
      (match) => productId === undefined || match.productId === productId,
    )
    return answer(reader, text, matches, also)
  })
  return { ...found, trace: await discloseTrace(visitor, found.trace) }
}

/** The same for lots already known by their ids (a lot's page, a notice, a scanned label). Patients are not hidden yet. */
export const traced = (reader: Reader, text: string, matches: readonly LotMatch[]): Promise<LookUp> =>
  answer(
    reader,
    text,
    matches,
    matches.map((match) => match.lotId),
  )
