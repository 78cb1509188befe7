import { type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { endsOf, isOneName, numbersBetween, rangeOf } from '~/modules/labels/rules/typed-list'
import type { LotAsked } from '~/modules/stock/commands/lot-questions.server'
import { insideOf } from '~/modules/stock/queries/inside.server'
import { lookAlikesOf } from '~/modules/stock/queries/look-alikes.server'
import { lotsById, lotsNamed, lotsOfProduct } from '~/modules/stock/queries/look-up.server'
import { questionsOfSource } from '~/modules/stock/queries/lot-questions.server'
import { lotsOfUnknownDonor } from '~/modules/stock/queries/lots-without-donor.server'
import { meantLots } from '~/modules/stock/queries/meant-lots.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { isNear } from '~/modules/stock/rules/match'
import { productMeant } from '../rules/product-meant'
import { openQuestions, type Question } from '../rules/questions'
import type { ProductNamed } from '../rules/status'
import { type Asking, asAsked } from './look-up.server'
import { caseLotIds, noticeSource } from './notices.server'
import { productsHolding } from './products-holding.server'

const nameRows = read(
  'recalls.names',
  row({ text, isRead: bool }),
  (noticeId: number) => sql`SELECT "text", "isRead" FROM "RecallName" WHERE "noticeId" = ${noticeId} ORDER BY "id"`,
  [1],
)

/** What a notice names, each once, and what of its text is no single name and was not looked up. */
export async function namesOfNotice(reader: Reader, noticeId: number): Promise<{ names: string[]; unread: string[] }> {
  const names = new Map<string, string>()
  const unread = new Set<string>()
  // Earlier notices watched for a range as if it were a name.
  for (const each of await nameRows(reader, noticeId))
    if (each.isRead && isOneName(each.text)) names.set(lotKey(each.text), each.text)
    else unread.add(each.text)
  return { names: [...names.values()], unread: [...unread] }
}

const answerRows = read(
  'recalls.answers',
  row({
    question: oneOf('alike', 'product', 'donor', 'unread'),
    lotId: nullable(int),
    text,
    note: text,
    at: instant,
    actor: text,
  }),
  (noticeId: number) =>
    sql`SELECT "question", "lotId", "text", "note", "at", "actor" FROM "RecallAnswer" WHERE "noticeId" = ${noticeId} ORDER BY "id"`,
  [1],
)

const watchEnds = read(
  'recalls.watch-ends',
  row({ ends: int }),
  (noticeId: number) => sql`SELECT COUNT(*) AS "ends" FROM "RecallWatchEnd" WHERE "noticeId" = ${noticeId}`,
  [1],
)

/** Whether somebody has decided that nothing of a notice can come any more. */
export const isWatchEnded = async (reader: Reader, noticeId: number): Promise<boolean> =>
  ((await watchEnds.one(reader, noticeId))?.ends ?? 0) > 0

type AskedNotice = { readonly id: number; readonly kind: string; readonly firm: string }

async function askedByName(reader: Reader, as: Asking, name: string, inCase: ReadonlySet<number>) {
  const { matches: typed, answer } = await meantLots(reader, asAsked(as, name))
  // A lot into which a scanner ran the serial is told from its label; the notice keeps what the label read.
  const ranIn = typed.length > 0 ? [] : (await meantLots(reader, asAsked(as, `(10)${name}`))).matches
  const matches = [...typed, ...ranIn]
  const alike = matches.map((lot): Question => ({ question: 'alike', lot, text: name }))
  const productId = productMeant(answer)
  const isBare = productId === null && matches.length === 0
  const holding = isBare ? await productsHolding(reader, asAsked(as, name)) : []
  const ofHolding: Question[] = []
  for (const each of holding)
    for (const lot of await lotsOfProduct(reader, each.productId))
      ofHolding.push({ question: 'product', lot, text: name })
  const lots = productId === null ? [] : await lotsOfProduct(reader, productId)
  const ofProduct = lots.map((lot): Question => ({ question: 'product', lot, text: name }))
  const isDonor =
    answer.typed?.word === 'donor' || answer.meanings.some((each) => each.kind === 'group' && each.group === 'donor')
  const asked = [...alike, ...ofProduct, ...ofHolding].filter(({ lot }) => lot !== null && !inCase.has(lot.lotId))
  const isKnown = ranIn.length > 0 || typed.some((match) => !isNear(match)) || lots.length + holding.length > 0
  const named = answer.meanings.flatMap((each) =>
    each.kind === 'product' && each.productId === productId ? [{ name, product: each.productName }] : [],
  )
  // Beside a lot of the product its code says no more than which product it is: then the other lots are asked about.
  const products = lots.every(({ lotId }) => inCase.has(lotId)) ? named : []
  const narrowed = lots.some(({ lotId }) => inCase.has(lotId))
  const laterOf = productId !== null && narrowed ? [productId] : holding.map((each) => each.productId)
  const later = laterOf.map((each): LotAsked => ({ question: 'product', text: name, productId: each }))
  return { asked, isDonor, isKnown, products, later }
}

/**
 * The lots at the ends of what was not read, those that lie between the ends of a range, and those whose names stand in it: whether
 * they are meant, the letter tells.
 */
async function askedByEnds(reader: Reader, as: Asking, text: string, inCase: ReadonlySet<number>): Promise<Question[]> {
  const lotIds = new Set<number>()
  for (const end of new Set([...endsOf(text), ...(await insideOf(reader, text))]))
    for (const lot of (await meantLots(reader, asAsked(as, end))).matches) if (!isNear(lot)) lotIds.add(lot.lotId)
  const range = rangeOf(text)
  for (const lotId of range ? await lotsNamed(reader, numbersBetween(range)) : []) lotIds.add(lotId)
  const asked = [...lotIds].filter((lotId) => !inCase.has(lotId))
  return (await lotsById(reader, asked)).map((lot) => ({ question: 'alike', lot, text }))
}

/** The names that a text which was not read may mean: a lot that comes later and bears one is asked about, too. */
async function namesWithin(reader: Reader, text: string): Promise<LotAsked[]> {
  const range = rangeOf(text)
  const names = [...endsOf(text), ...(await insideOf(reader, text)), ...(range ? numbersBetween(range) : [])]
  return [...new Set(names)].map((name) => ({ question: 'alike', text, name }))
}

async function askedByDonor(reader: Reader, { id, firm }: AskedNotice): Promise<Question[]> {
  const lotIds = [...(await lotsOfUnknownDonor(reader, noticeSource(id), firm))]
  return (await lotsById(reader, lotIds)).map((lot) => ({ question: 'donor', lot, text: '' }))
}

/** What stock asks about in the name of this case: what was found when it was opened, and what came later. */
async function askedByStock(reader: Reader, noticeId: number): Promise<Question[]> {
  const open = await questionsOfSource(reader, noticeSource(noticeId))
  const lots = new Map(
    (await lotsById(reader, [...new Set(open.map(({ lotId }) => lotId))])).map((lot) => [lot.lotId, lot]),
  )
  return open.flatMap(({ question, lotId, text }): Question[] => {
    const lot = lots.get(lotId)
    return lot ? [{ question, lot, text }] : []
  })
}

/** What stock asks about until the case has answered it, where the names alone did not lead to it. */
async function askedByLook(reader: Reader, noticeId: number, asked: readonly Question[]): Promise<Question[]> {
  const known = new Set(asked.flatMap(({ question, lot }) => (question === 'alike' && lot ? [lot.lotId] : [])))
  const found = (await lookAlikesOf(reader, noticeSource(noticeId))).filter(({ lotId }) => !known.has(lotId))
  const lots = new Map(
    (await lotsById(reader, [...new Set(found.map(({ lotId }) => lotId))])).map((lot) => [lot.lotId, lot]),
  )
  return found.flatMap(({ lotId, name }): Question[] => {
    const lot = lots.get(lotId)
    return lot ? [{ question: 'alike', lot, text: name }] : []
  })
}

/**
 * What a notice names, which of it nothing here bears, and what it still asks (R34): look-alikes, other lots of a product that
 * it names, lots of the supplier whose donor nobody knows where it names a donor, and what was not read. `later`: what it asks
 * about lots that are not here yet. `answers`: what was answered, the last one last.
 */
export async function questionsOf(reader: Reader, as: Asking, notice: AskedNotice) {
  const { names, unread } = await namesOfNotice(reader, notice.id)
  const inCase = new Set(await caseLotIds(reader, notice.id))
  const asked: Question[] = []
  const unknown: string[] = []
  const products: ProductNamed[] = []
  const later: LotAsked[] = []
  let namesDonor = notice.kind === 'look-back'
  for (const name of names) {
    const found = await askedByName(reader, as, name, inCase)
    asked.push(...found.asked)
    products.push(...found.products)
    later.push(...found.later)
    if (!found.isKnown) unknown.push(name)
    namesDonor ||= found.isDonor
  }
  asked.push(...(await askedByLook(reader, notice.id, asked)))
  for (const each of unread) {
    asked.push(...(await askedByEnds(reader, as, each, inCase)))
    later.push(...(await namesWithin(reader, each)))
  }
  const seen = new Set(asked.map(({ lot }) => lot?.lotId))
  if (namesDonor)
    for (const each of await askedByDonor(reader, notice)) if (!seen.has(each.lot?.lotId)) asked.push(each)
  if (namesDonor) later.push({ question: 'donor', text: '', firm: notice.firm })
  asked.push(...unread.map((each): Question => ({ question: 'unread', lot: null, text: each })))
  const answers = await answerRows(reader, notice.id)
  // Somebody decided that nothing of it can come any more.
  if (await isWatchEnded(reader, notice.id))
    return { names, unread, unknown, products, questions: [], later: [], answers }
  // Stock knows what was answered, and what was asked again after that.
  const questions = openQuestions([...(await askedByStock(reader, notice.id)), ...openQuestions(asked, answers)], [])
  return { names, unread, unknown, products, questions, later, answers }
}
