import type { Reader } from '~/lib/db.server'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { scannerOf } from '~/modules/labels/schema'
import { lotsOfProduct } from '~/modules/stock/queries/look-up.server'
import { explainPaper, papersCalled } from '~/modules/stock/queries/papers.server'
import { warningsOfText } from '~/modules/stock/queries/warnings.server'
import { namingsOf } from '~/modules/stock/queries/watched.server'
import { lotKey, noLotNumber } from '~/modules/stock/rules/lot-key'
import type { LotMatch } from '~/modules/stock/rules/match'
import { bestMatches, isNear } from '~/modules/stock/rules/match'
import { isNamed } from '~/modules/stock/rules/naming'
import { saidOf, saidWithin } from '../messages'
import { chooseFollowed, hidePatients } from '../rules'
import { productMeant } from '../rules/product-meant'
import { scopeText } from '../rules/status'
import type { LookUp, Trace } from '../types'
import { idOfSource, sitesSearched } from './notices.server'
import { productsHolding } from './products-holding.server'
import { type Looked, meansOf, namedIn, readTexts } from './texts.server'
import { baseUnitsOf, traceLots } from './trace.server'

/** The look-alike and group lots that the person chose to include, by id. */
export type AlsoFollow = readonly number[]

/** A longer list is not looked up at once: the rest is said to be unread. */
const mostTexts = 50

async function answer(
  reader: Reader,
  text: string,
  matches: readonly LotMatch[],
  also: AlsoFollow,
  tooLong: (() => void) | null = null,
): Promise<LookUp> {
  const followed = chooseFollowed(matches, also)
  const lotIds = followed.map((match) => match.lotId)
  const productIds = [...new Set(matches.map((match) => match.productId))]
  const [trace, baseUnits] = await Promise.all([traceLots(reader, lotIds, tooLong), baseUnitsOf(reader, productIds)])
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

/** What is something else, or can't be read, is named in no notice. */
const isNamable = (means: LookUp['asked'][number]['means']): boolean => means !== 'other' && means !== 'unreadable'

/** What is said of one looked-up name, and what a notice for it would watch for. */
async function saidOne(reader: Reader, visitor: Visitor, looked: Looked): Promise<LookUp['asked'][number]> {
  const named = namedIn(looked)
  const here = { ...asAsked(visitor, looked.text), siteId: visitor.site.id, expecting: ['lot'] as const }
  const [namings, warnings] = await Promise.all([
    namingsOf(reader, looked.answer),
    warningsOfText(reader, here, looked.answer),
  ])
  const papers = meansOf(looked) === 'nothing' ? await papersCalled(reader, looked.text) : []
  const holding = meansOf(looked) === 'nothing' ? await productsHolding(reader, here) : []
  const notices = namings.filter(isNamed).flatMap(({ source, note }) => {
    const id = idOfSource(source)
    return id === null ? [] : [{ id, note }]
  })
  return {
    text: looked.text,
    lots: looked.matches.filter((match) => !isNear(match)).length,
    means: meansOf(looked),
    named,
    mayBeRecalled: isNamable(meansOf(looked)) || productMeant(looked.answer) !== null,
    notices,
    said: [
      ...new Set([
        ...warnings,
        ...papers.map(explainPaper),
        ...holding.map(
          ({ productName }) => `It stands in the name of the product ${productName}: which lots of it are meant?`,
        ),
        ...saidWithin(looked),
        ...saidOf(looked.answer, looked.matches),
      ]),
    ],
  }
}

/** What has no lot number is kept as one lot of its product: its page leads here with the product. */
async function withoutNumber(reader: Reader, productId: number): Promise<LotMatch | null> {
  const lot = (await lotsOfProduct(reader, productId)).find(({ lotNumber }) => lotNumber === noLotNumber)
  return lot ? { ...lot, how: 'exact' } : null
}

const siteNames = async (reader: Reader): Promise<string[]> => (await sitesSearched(reader)).map(({ name }) => name)

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
    const lot =
      productId !== undefined && lotKey(text) === lotKey(noLotNumber) ? await withoutNumber(reader, productId) : null
    if (lot) {
      const [found, sites] = await Promise.all([answer(reader, text, [lot], also, tooLong), siteNames(reader)])
      return { ...found, searched: scopeText({ lots: 1, names: [lot.productName], sites, unread: [] }) }
    }
    const { all, unread } = await readTexts(reader, (raw) => asAsked(visitor, raw), text, mostTexts)
    const matches = bestMatches(all.flatMap((each) => each.matches)).filter(
      (match) => productId === undefined || match.productId === productId,
    )
    const [asked, found, sites] = await Promise.all([
      Promise.all(all.map((each) => saidOne(reader, visitor, each))),
      answer(reader, text, matches, also, tooLong),
      siteNames(reader),
    ])
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
