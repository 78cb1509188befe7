import type { Reader } from '~/lib/db.server'
import { explainLabelRefusal, whyAmbiguous } from '~/modules/labels/messages'
import type { ScannerProfile } from '~/modules/labels/types'
import { productLot } from '../rules/lot-key'
import type { LotMatch } from '../rules/match'
import type { Meanings } from '../rules/meanings'
import { explainDifference, explainMay, explainTyped, explainUnknown } from '../rules/scan-words'
import { apartOf } from './apart.server'
import { unitFacts } from './facts.server'
import { lotsById } from './look-up.server'
import { meantLots } from './meant-lots.server'
import { type LookAt, type OnHandShow, type OnHandWhere, onHand, onHandPage } from './on-hand.server'
import { papersSaid } from './papers.server'
import { warningsOf, warningsOfAlike } from './warnings.server'

type Searched = OnHandWhere & { readonly scanner?: ScannerProfile | null }

/** What a text of the list means: what of ours, what stands against it, and what else every door says of it. */
type Meant = {
  readonly answer: Meanings
  readonly lots: readonly LotMatch[]
  readonly productIds: readonly number[]
  readonly warnings: readonly string[]
  readonly said: readonly string[]
}

/** So many lots of one text are listed because it means them. */
const mostMeant = 100

const isSure = ({ kind, certainty }: Meanings['meanings'][number]): boolean =>
  kind !== 'unknown' && certainty !== 'near'

/** How a text was read, how label and record differ, what of it is not known, and what it only looks like. */
function saidOf(answer: Meanings): string[] {
  const { meanings, refusal, question, typed } = answer
  const unknown = meanings.flatMap((each) => (each.kind === 'unknown' && each.what !== 'name' ? [each] : []))
  const lines = [...explainTyped(answer), ...unknown.map(explainUnknown)]
  lines.push(...meanings.flatMap(({ differs }) => differs.map(explainDifference)))
  const may = meanings.some(isSure) ? null : explainMay(answer)
  if (may !== null) lines.push(may)
  if (refusal && !typed) {
    const { wrong, seen, todo } = explainLabelRefusal(refusal)
    lines.push([wrong, seen, todo].filter(Boolean).join(' '))
  }
  if (question && !typed) lines.push(`This code can be read in more than one way: ${whyAmbiguous(question)}`)
  return lines
}

/** All that a text means, as every other door reads it: also each name of a list, and a name with words around it. */
async function meantBy(reader: Reader, { text, siteId, timeZone, at, scanner = null }: Searched): Promise<Meant> {
  const asked = { symbologyId: '', scanner, siteId, timeZone, at, seesPatients: false, expecting: ['lot'] as const }
  const whole = await meantLots(reader, { ...asked, raw: text })
  const apart = await apartOf(reader, { ...asked, raw: text }, whole.answer)
  const answers = [whole.answer, ...apart.answers]
  const warnings: string[] = []
  const lots = [...whole.matches]
  for (const each of answers) warnings.push(...(await warningsOf(reader, { ...asked, raw: each.raw }, each)))
  for (const { raw } of apart.answers) lots.push(...(await meantLots(reader, { ...asked, raw })).matches)
  const products = answers.flatMap(({ meanings }) =>
    meanings.flatMap((each) => (each.kind === 'product' && each.why === null ? [each.productId] : [])),
  )
  const papers = whole.answer.meanings.some(isSure) ? [] : await papersSaid(reader, text)
  return {
    answer: whole.answer,
    lots: [...new Map(lots.map((each) => [each.lotId, each])).values()].slice(0, mostMeant),
    productIds: [...new Set(products)],
    warnings: [...new Set(warnings)],
    said: [...new Set([...papers, ...answers.flatMap(saidOf)])],
  }
}

/** So many lots are named in one sentence. */
const mostNamed = 6

function listed(lots: readonly LotMatch[]): string {
  const named = lots.slice(0, mostNamed).map(({ productName, lotNumber }) => productLot(productName, lotNumber))
  return [...named, ...(lots.length > mostNamed ? [`${lots.length - mostNamed} more`] : [])].join('; ')
}

const showNames: Readonly<Record<OnHandShow, string>> = {
  all: 'Everything',
  expiring: 'Expires within 30 days',
  expired: 'Expired',
  held: 'On hold',
}

/** What of the text's lots the list leaves out: what its filter hides, and what is known and not on hand at this site. */
async function leftOut(
  reader: Reader,
  where: OnHandWhere,
  meant: Meant,
  shown: ReadonlySet<number>,
  lookAt: LookAt,
): Promise<string[]> {
  const said: string[] = []
  const meantIds = meant.lots.map(({ lotId }) => lotId)
  const standing = meantIds.length === 0 ? [] : await unitFacts(reader, { lotIds: meantIds, siteId: where.siteId })
  const here = new Set(standing.map(({ lotId }) => lotId))
  if (where.show !== 'all' && shown.size < onHandPage) {
    const all = await onHand(reader, { ...where, show: 'all' }, lookAt)
    const hidden = all.products.flatMap(({ lots }) => lots).filter(({ lotId }) => !shown.has(lotId))
    const hiddenIds = hidden.map(({ lotId }) => lotId)
    if (hiddenIds.length > 0)
      said.push(`Found, but not in “${showNames[where.show]}”: ${listed(await lotsById(reader, hiddenIds))}.`)
  }
  const gone = meant.lots.filter(({ lotId }) => !here.has(lotId))
  const ids = new Set(gone.map(({ lotId }) => lotId))
  const taken = meant.answer.meanings.find((each) => isSure(each) && each.kind === 'lot' && ids.has(each.lot.lotId))
  // What is known by a record of its use alone may be what it looks like, as every other door says.
  if (taken) {
    const { siteId, timeZone, at } = where
    const asked = { raw: where.text, symbologyId: '', siteId, timeZone, at, seesPatients: false, expecting: [] }
    said.push(
      ...(await warningsOfAlike(reader, asked, meant.answer, taken)).filter((each) => !meant.warnings.includes(each)),
    )
  }
  if (gone.length > 0) said.push(`Known, and nothing of it is on hand at this site: ${listed(gone)}.`)
  return said
}

/**
 * The list of what is on hand, narrowed by what somebody typed or scanned: by the words of a product, the beginning of a lot's number,
 * and all that the text means at every other door (a container's number, a donor, a product's code, a label). What stands
 * against anything that it means is said, on hand or not, and so is what the filter hides.
 */
export async function findOnHand(reader: Reader, where: Searched, lookAt: LookAt) {
  if (where.text.trim() === '') return { ...(await onHand(reader, where, lookAt)), warnings: [], said: [] }
  const meant = await meantBy(reader, where)
  const narrowed = { ...where, meant: { lotIds: meant.lots.map(({ lotId }) => lotId), productIds: meant.productIds } }
  const page = await onHand(reader, narrowed, lookAt)
  const shown = new Set(page.products.flatMap(({ lots }) => lots.map(({ lotId }) => lotId)))
  const left = where.offset === 0 ? await leftOut(reader, narrowed, meant, shown, lookAt) : []
  return { ...page, warnings: meant.warnings, said: [...meant.said, ...left] }
}
