import type { Reader } from '~/lib/db.server'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { scannerOf } from '~/modules/labels/schema'
import type { LotMatch } from '~/modules/stock/rules/match'
import { bestMatches } from '~/modules/stock/rules/match'
import { namedByNotice, saidOf } from '../messages'
import { chooseFollowed, hidePatients } from '../rules'
import { scopeText } from '../rules/status'
import { watchKeys } from '../rules/watch-keys'
import type { LookUp, Trace } from '../types'
import { noticesNaming, sitesSearched } from './notices.server'
import { type Looked, meansOf, namedIn, readTexts } from './texts.server'
import { baseUnitsOf, isLongTrace, traceLots } from './trace.server'

/** The look-alike and group lots that the person chose to include, by id. */
export type AlsoFollow = readonly number[]

/** A longer list is not looked up at once: the rest is said to be unread. */
const mostTexts = 50

async function answer(
  reader: Reader,
  text: string,
  matches: readonly LotMatch[],
  also: AlsoFollow,
  tooLong: () => void = () => undefined,
): Promise<LookUp> {
  const followed = chooseFollowed(matches, also)
  const lotIds = followed.map((match) => match.lotId)
  if (await isLongTrace(reader, lotIds)) tooLong()
  const trace = await traceLots(reader, lotIds)
  const baseUnits = await baseUnitsOf(reader, [...new Set(matches.map((match) => match.productId))])
  return { text, asked: [], unread: [], searched: '', matches, followed, trace, baseUnits }
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

/** Where and when a text is read, and on which station: a visitor, or a command at work. */
export type Asking = Pick<Visitor, 'site' | 'scanner' | 'roles'> &
  (Pick<Visitor, 'context'> | { readonly at: Visitor['context']['at'] })

/** A typed or scanned text as this visitor's site and station read it. */
export const asAsked = (as: Asking, raw: string, symbologyId = '') => ({
  raw,
  symbologyId,
  scanner: scannerOf(as.scanner, symbologyId),
  at: 'at' in as ? as.at : as.context.at,
  timeZone: as.site.timeZone,
  seesPatients: may(as.roles, 'patient.read'),
})

/** What is said of one looked-up name, and what a notice for it would watch for. */
async function saidOne(reader: Reader, looked: Looked): Promise<LookUp['asked'][number]> {
  const named = namedIn(looked)
  const notices = await noticesNaming(reader, watchKeys(looked.answer, named))
  return {
    text: looked.text,
    lots: looked.matches.filter(({ how }) => how !== 'near').length,
    means: meansOf(looked),
    named,
    notices,
    said: [...notices.map(namedByNotice), ...saidOf(looked.answer, looked.matches)],
  }
}

/**
 * The recall look-up, in one snapshot: what matches this lot, alias or unit, where it is, who got it, and where the rest
 * went. A list of lots is looked up one by one. Group and near matches are listed and followed only when asked for (R34,
 * R35). A scanned label narrows to its product, so that the same number on two products is never mixed up.
 */
export async function lookUp(
  visitor: Visitor,
  text: string,
  also: AlsoFollow = [],
  productId?: number,
): Promise<LookUp> {
  const found = await visitor.context.db.shortSnapshot(async (reader, tooLong) => {
    const { all, unread } = await readTexts(reader, (raw) => asAsked(visitor, raw), text, mostTexts)
    const matches = bestMatches(all.flatMap((each) => each.matches)).filter(
      (match) => productId === undefined || match.productId === productId,
    )
    const asked: LookUp['asked'][number][] = []
    for (const each of all) asked.push(await saidOne(reader, each))
    const found = await answer(reader, text, matches, also, tooLong)
    const sites = (await sitesSearched(reader)).map(({ name }) => name)
    const names = asked.filter(({ means }) => means !== 'unreadable').map((each) => each.text)
    const searched = scopeText({ lots: found.followed.length, names, sites, unread })
    return { ...found, asked, unread, searched }
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
