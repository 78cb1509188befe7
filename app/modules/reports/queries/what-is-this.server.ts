import { recordRead } from '~/modules/audit/commands/reads.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { explainAmbiguity, explainLabelRefusal } from '~/modules/labels/messages'
import { withoutIdentifier } from '~/modules/labels/rules/carriers'
import { rangeOf } from '~/modules/labels/rules/typed-list'
import { scannerOf } from '~/modules/labels/schema'
import { idOfSource } from '~/modules/recalls/queries/notices.server'
import { lookUpOf } from '~/modules/recalls/rules/address'
import { type Apart, apartOf } from '~/modules/stock/queries/apart.server'
import { meaningsOf } from '~/modules/stock/queries/meanings.server'
import { explainPaper, papersCalled } from '~/modules/stock/queries/papers.server'
import { warningsOf, warningsOfAlike, warningsOfKnown } from '~/modules/stock/queries/warnings.server'
import { namingsOf } from '~/modules/stock/queries/watched.server'
import { type Meaning, type MeaningKind, type Meanings, meaningKey } from '~/modules/stock/rules/meanings'
import { explainNaming, isNamed, type Naming } from '~/modules/stock/rules/naming'
import { oneMeaning, type WhyNot } from '~/modules/stock/rules/one-meaning'
import {
  explainBulk,
  explainDifference,
  explainUnknown,
  nameOfMeaning,
  saidOfReading,
} from '~/modules/stock/rules/scan-words'
import type { Found, Identified } from '../types'
import { foundRows } from './found.server'
import { identify } from './identify.server'

const kinds: readonly MeaningKind[] = [
  'unit',
  'lot',
  'kit',
  'place',
  'patient',
  'delivery',
  'product',
  'group',
  'procedure',
  'badge',
]

const nothing: Identified = {
  tone: 'question',
  title: 'Nothing here is called that.',
  detail:
    'Scan another barcode of the label, or look it up by its lot among the recalls, where look-alikes are tried too.',
  to: { href: '/recalls', label: 'Look it up' },
}

/** What one name of a list is, in a sentence: as the page says it of this name alone. */
async function eachOf(visitor: Visitor, name: string, answer: Meanings): Promise<string> {
  const one = oneMeaning(answer, kinds)
  const found = one.ok ? await identify(visitor, one.value) : notOneThing(one.refusal, name)
  return `${name}: ${(found ?? nothing).title}`
}

/** Several names in one text, or a name with a remark: said, with what each of them is. A range's ends are no list. */
async function notOne(visitor: Visitor, { names, answers, near }: Apart, raw: string): Promise<Identified | null> {
  if (near) return { ...nothing, detail: `Is it ${nameOfMeaning(near)}? Compare with the label.` }
  if (names.length < 2) return null
  const range = rangeOf(withoutIdentifier(raw))
  const each = await Promise.all(answers.map((answer) => eachOf(visitor, nameIn(answer), answer)))
  const told = [...new Set(each)].join(' ')
  return {
    tone: 'question',
    title: range
      ? `This is a range, from ${range[0]} to ${range[1]}.`
      : `These are ${names.length} names: ${names.join(', ')}.`,
    detail: `${told} ${range ? 'What lies between is not looked up here.' : 'The recall look-up follows them all.'}`,
    to: { href: lookUpOf(raw), label: 'Look them all up' },
  }
}

const receiveFirst = "Receive it first; don't use it."
const linkIt = 'Link it in receiving or in the catalog.'
const whatToDo: Readonly<Record<Extract<Meaning, { kind: 'unknown' }>['what'], string>> = {
  lot: receiveFirst,
  serial: receiveFirst,
  donation: receiveFirst,
  code: linkIt,
  ndc: linkIt,
  name: '',
  own: "Scan the maker's label; don't use it before it is known.",
  'own-misread': '',
}

/** The text of an answer as it was typed. */
const nameIn = ({ typed, raw }: Meanings): string => typed?.whole ?? typed?.text ?? raw.trim()

const choices = (meanings: readonly Meaning[]): string => meanings.map(nameOfMeaning).join(' — or — ')

const ofOther: ReadonlySet<string> = new Set(['OTHER_PRODUCT', 'SERIAL_OF_OTHER_PRODUCT'])

/** Printed and not found is said as such, and never answered with the product's total; what looks like it is asked. */
function notFound(answer: Meanings): Identified {
  const { meanings, question, refusal, typed } = answer
  if (question && !typed) {
    const asked = explainAmbiguity(question)
    return { tone: 'question', title: asked.question, detail: asked.choices.join(' — or — ') }
  }
  const near = meanings.filter((meaning) => meaning.kind !== 'unknown' && meaning.why !== 'CONTAINS')
  const differs = [...new Set(near.flatMap(({ differs: each }) => each).filter(({ code }) => ofOther.has(code)))]
  const told = differs.map(explainDifference).join(' ')
  const detail =
    near.length > 0 ? `${told}${told === '' ? '' : ' '}Is it ${choices(near)}? Compare with the label.` : undefined
  const printed = meanings.find((meaning) => meaning.kind === 'unknown')
  if (printed?.kind === 'unknown' && printed.what !== 'name') {
    const todo = whatToDo[printed.what]
    return { tone: 'refused', title: explainUnknown(printed), detail: [detail, todo].filter(Boolean).join(' ') }
  }
  if (refusal && (typed === null || (near.length === 0 && refusal.code !== 'UNKNOWN_LABEL' && !printed))) {
    const { wrong, seen, todo } = explainLabelRefusal(refusal)
    return { tone: 'refused', title: wrong, detail: [seen, todo].filter(Boolean).join(' ') }
  }
  return detail === undefined ? nothing : { ...nothing, detail }
}

function notOneThing(why: WhyNot, raw: string): Identified {
  switch (why.code) {
    case 'NOT_FOUND':
      return notFound(why.answer)
    case 'SEVERAL':
    case 'OTHER_KIND':
      return {
        tone: 'question',
        title: `This means ${why.meanings.length} things here. Which is it?`,
        detail: choices(why.meanings),
        to: { href: lookUpOf(raw), label: 'See its lots' },
      }
    case 'UNSURE': {
      if (why.answer.question && !why.answer.typed) return notFound(why.answer)
      const unknown = why.answer.meanings.find((meaning) => meaning.kind === 'unknown')
      return {
        tone: 'question',
        title: `Is it ${choices(why.meanings)}?`,
        detail: `${unknown?.kind === 'unknown' ? `As it stands: ${explainUnknown(unknown)} ` : ''}Compare with the label.`,
      }
    }
    case 'DIFFERS': {
      const told = why.meaning.differs.map(explainDifference).join(' ')
      return {
        tone: 'refused',
        title: `${nameOfMeaning(why.meaning)}: don't use it.`,
        detail: `${told} Look at the label again.`,
      }
    }
  }
}

/** A recall, a hold or an expiry of anything that the text names comes first, whatever else is asked about it. */
function warned(identified: Identified, warnings: readonly string[]): Identified {
  if (warnings.length === 0) return identified
  const { title, detail } = identified
  // "Don't use it" is said once where the answer begins with it already.
  const said = warnings.map((each) => (each.startsWith(title) ? each.slice(title.length).trim() : each))
  return { ...identified, tone: 'refused', detail: [...said, detail].filter(Boolean).join(' ') }
}

/** The page of the notice that names it, for whoever may follow it. */
function noticePage({ roles }: Visitor, { source }: Naming): Identified['to'] {
  const id = idOfSource(source)
  return id !== null && may(roles, 'recall.read') ? { href: `/recalls/${id}`, label: 'Follow the notice' } : undefined
}

/** A name that is not here, or only as a container that is not told apart, and that an open notice names: that comes first. */
function namedAlready(visitor: Visitor, identified: Identified, named: readonly Naming[]): Identified {
  const [first] = named
  if (!first) return identified
  const { title, detail, to } = identified
  const page = noticePage(visitor, first) ?? to
  const told = [title, detail].filter(Boolean).join(' ').replaceAll(receiveFirst, '').trim()
  const said: Identified = {
    tone: 'refused',
    title: [...new Set(named.map(explainNaming))].join(' '),
    ...(told === '' ? {} : { detail: told }),
  }
  return page ? { ...said, to: page } : said
}

/** A notice by its number, for whoever may read notices, or a supplier by its name: where nothing else is called so. */
async function paperCalled({ context, roles }: Visitor, raw: string): Promise<Identified | null> {
  const found = await papersCalled(context.db.read, raw)
  const paper = found.find(({ kind }) => kind === 'supplier' || may(roles, 'recall.read'))
  if (!paper) return null
  const title = explainPaper(paper)
  if (paper.kind === 'notice')
    return { tone: 'question', title, to: { href: `/recalls/${paper.id}`, label: 'Open the notice' } }
  return {
    tone: 'question',
    title,
    ...(may(roles, 'receiving.receive') ? { to: { href: '/receiving', label: 'See the deliveries' } } : {}),
  }
}

/** What was taken off, mended or noticed, behind the answer. */
function noted(answer: Meanings, identified: Identified, meaning: Meaning | null): Identified {
  const detail = [identified.detail, ...saidOfReading(answer, meaning?.reading ?? null)].filter(Boolean).join(' ')
  return detail === '' ? identified : { ...identified, detail }
}

/**
 * What is this? Anything scanned or typed, answered in a sentence with the page that it leads to, and with everything else
 * that the text may mean, a row each: look-alikes, and where nothing is called so the names that contain it. The meanings
 * are those of every other door (`meaningsOf`); who may not see patients is not told that a text is one's.
 */
export async function whatIsThis(visitor: Visitor, raw: string, symbologyId: string): Promise<Found> {
  if (raw.trim() === '')
    return {
      tone: 'refused',
      title: 'Nothing was scanned.',
      detail: 'Scan a label, or type what is printed on it.',
      others: [],
    }
  const { context, site, scanner } = visitor
  const seesPatients = may(visitor.roles, 'patient.read')
  const asked = { raw, symbologyId, scanner: scannerOf(scanner, symbologyId), at: context.at, timeZone: site.timeZone }
  const whole = { ...asked, seesPatients, expecting: kinds }
  const all = await meaningsOf(context.db.read, { ...whole, parts: true })
  // Our own label of a patient says by itself whose it is: it leads nowhere for whoever may not see them.
  const answer = seesPatients ? all : { ...all, meanings: all.meanings.filter(({ kind }) => kind !== 'patient') }
  const one = oneMeaning(answer, kinds)
  const taken = one.ok ? meaningKey(one.value) : null
  const others = foundRows(
    visitor,
    answer.meanings.filter((meaning) => meaningKey(meaning) !== taken),
  )
  const { read } = context.db
  // Which patient's number a text looks like is told, so it is written down as any other look at a patient.
  const alike = answer.meanings.flatMap((each) =>
    each.kind === 'patient' && each.certainty === 'near' ? [each.id] : [],
  )
  if (alike.length > 0)
    await recordRead(
      context,
      'patient.similar',
      alike.map((id) => ({ subject: `patient:${id}` })),
    )
  const namings = await namingsOf(read, answer)
  const here = { ...whole, siteId: site.id }
  if (one.ok) {
    const found = (await identify(visitor, one.value)) ?? nothing
    const isGoods = one.value.kind === 'unit' || one.value.kind === 'lot'
    if (!isGoods || namings.length === 0) {
      // What never stood anywhere may be on hold: a record of its use is all that is known of it.
      const isNowhere = isGoods && found.tone === 'question'
      // A donor or a donation is of several lots: what stands against any of them is said.
      const mayHide = isNowhere || one.value.kind === 'group'
      const held = mayHide ? await warningsOfKnown(read, here, [one.value]) : []
      if (isNowhere) held.push(...(await warningsOfAlike(read, here, answer, one.value)))
      return { ...noted(answer, warned(found, held), one.value), others }
    }
    // The lot is usable, and the one in the hand may be the one that the notice names: nothing is said of the rest.
    const warnings = await warningsOfKnown(read, here, [one.value])
    const detail = [explainBulk(one.value), ...warnings].join(' ')
    return {
      ...noted(answer, namedAlready(visitor, { ...found, title: detail, detail: undefined }, namings), one.value),
      others,
    }
  }
  const apart = await apartOf(read, whole, answer)
  const ofNames = await Promise.all(apart.answers.map((each) => warningsOf(read, here, each)))
  const alikeNamed = namings.filter((each) => !isNamed(each)).map(explainNaming)
  const warnings = [...alikeNamed, ...(await warningsOfKnown(read, here, answer.meanings)), ...ofNames.flat()]
  const paper = apart.names.length === 0 ? await paperCalled(visitor, raw) : null
  const identified = warned((await notOne(visitor, apart, raw)) ?? paper ?? notOneThing(one.refusal, raw), [
    ...new Set(warnings),
  ])
  return { ...noted(answer, namedAlready(visitor, identified, namings.filter(isNamed)), null), others }
}
