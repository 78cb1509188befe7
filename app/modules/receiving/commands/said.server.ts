/** What a line of a delivery means and what stands against it, as every other door says it. Reads only. */
import type { Result } from '~/lib/result'
import type { Work } from '~/modules/auth/commands/command.server'
import { apartOf } from '~/modules/stock/queries/apart.server'
import { meaningsOf } from '~/modules/stock/queries/meanings.server'
import { papersSaid } from '~/modules/stock/queries/papers.server'
import { warningsOf, warningsOfText } from '~/modules/stock/queries/warnings.server'
import type { Meaning, Meanings } from '~/modules/stock/rules/meanings'
import { explainDifference, explainMay, explainTyped, nameOfMeaning } from '~/modules/stock/rules/scan-words'
import { openLabel } from '../rules/found'
import { completed } from '../rules/goods'
import type { LabelOfGoods } from '../rules/label'
import type { Goods, LotChoice, ReceiveInput, ReceivingRefusal } from '../types'

type At = Pick<Work<never>, 'tx' | 'at' | 'site'>

const otherThings = ['unit', 'lot', 'kit', 'place', 'group', 'delivery', 'patient'] as const

/** A patient's number is nobody's code either, and no one is told whose it is. */
const inWords = (meaning: Meaning): string =>
  meaning.kind === 'patient' ? 'something else that has this number' : nameOfMeaning(meaning)

type Otherwise = { readonly is: string | null; readonly near: string | null; readonly said: readonly string[] }

/** What else a text is the name of that would be linked as a product's code, and what it only looks like. */
export async function nameOf({ tx, at, site }: At, text: string): Promise<Otherwise> {
  const asked = { raw: text, symbologyId: '', at, timeZone: site.timeZone, seesPatients: true, expecting: otherThings }
  const answer = await meaningsOf(tx, asked)
  const others = answer.meanings.filter(({ kind }) => otherThings.some((each) => each === kind))
  const known = others.find(({ certainty }) => certainty !== 'near')
  const near = others.find(({ certainty, kind }) => certainty === 'near' && kind !== 'patient')
  const said = await warningsOfText(tx, { ...asked, siteId: site.id }, answer)
  return { is: known ? inWords(known) : null, near: near ? inWords(near) : null, said }
}

/** What the label means: whose code it is, its lot, its container. The same reading as at every other door. */
export const meant = (
  { tx, at, site }: At,
  input: ReceiveInput,
  label: LabelOfGoods,
  goods: Goods,
): Promise<Meanings> =>
  meaningsOf(tx, {
    raw: '',
    symbologyId: '',
    at,
    timeZone: site.timeZone,
    seesPatients: false,
    open: { label: openLabel(label, goods), productId: input.productId ?? null },
    expecting: ['unit', 'lot', 'product'],
  })

/** Refusals that name what the text means already. */
const saysMeaning: ReadonlySet<ReceivingRefusal['code']> = new Set(['CODE_IS_NAME', 'CODE_UNKNOWN', 'LABEL_OURS'])

/** What a single text says as every other door says it: the notices and holds of what it may mean, what it may mean, how it was read. */
async function saidOfText(work: At, input: ReceiveInput, code: ReceivingRefusal['code']): Promise<readonly string[]> {
  const { tx, at, site } = work
  const [scan, ...more] = input.scans
  if (!scan || more.length > 0) return []
  const scanner = scan.symbologyId ? null : input.scanner
  const where = { at, timeZone: site.timeZone, siteId: site.id, seesPatients: false, expecting: otherThings }
  const asked = { ...where, raw: scan.raw, symbologyId: scan.symbologyId, scanner }
  const answer = await meaningsOf(tx, asked)
  // Words may stand around the name: then it is asked as at every other door.
  const { near } = await apartOf(tx, asked, answer)
  const meanings = near ? [...answer.meanings, near] : answer.meanings
  const may = saysMeaning.has(code) ? null : explainMay({ meanings })
  const warnings = await warningsOfText(tx, asked, answer)
  const papers = answer.meanings.some(isKnown) ? [] : await papersSaid(tx, scan.raw)
  return [...papers, ...warnings, ...(may === null ? [] : [may]), ...explainTyped(answer)]
}

const isKnown = ({ kind, certainty }: Meaning): boolean => kind !== 'unknown' && certainty !== 'near'

/** What stands against what the label names together, and how label and record differ. */
async function saidOfLabel(
  work: At,
  input: ReceiveInput,
  label: LabelOfGoods,
  code: ReceivingRefusal['code'],
): Promise<readonly string[]> {
  const { tx, at, site } = work
  const answer = await meant(work, input, label, completed(label.goods, input))
  const where = { at, timeZone: site.timeZone, siteId: site.id, seesPatients: false, expecting: otherThings }
  const warnings = await warningsOf(tx, { ...where, raw: '', symbologyId: '' }, answer)
  // A lot that only looks like the printed one is asked about by its own question, once nothing else is missing.
  const near = answer.meanings.filter(({ certainty, kind }) => certainty === 'near' && kind !== 'unknown')
  const isAsked = code === 'LOT_ASKS' || near.length === 0 || answer.meanings.some((each) => isKnown(each))
  const may = isAsked ? null : explainMay({ meanings: near })
  const differs = answer.meanings.flatMap((each) => each.differs.map(explainDifference))
  return [...warnings, ...(may === null ? [] : [may]), ...differs]
}

/** What stands against the lots whose names stand in the text that was typed as a lot. */
async function saidOfInside({ tx, at, site }: At, choices: readonly LotChoice[]): Promise<string[]> {
  const where = { at, timeZone: site.timeZone, siteId: site.id, seesPatients: false, expecting: otherThings }
  const all: string[] = []
  for (const { lot, why } of choices) {
    if (why !== 'inside' && why !== 'inside-watched') continue
    const asked = { ...where, raw: lot, symbologyId: '' }
    all.push(...(await warningsOf(tx, asked, await meaningsOf(tx, asked))))
  }
  return all
}

/**
 * What is said of a line that is not received, or not yet: a question or a refusal must not hide a recall, a contradiction or a
 * spreadsheet's doing that every other door tells of.
 */
export async function saidOfLine(
  work: At,
  input: ReceiveInput,
  label: Result<LabelOfGoods, ReceivingRefusal>,
  refusal: ReceivingRefusal,
): Promise<readonly string[]> {
  const { code, said = [] } = refusal
  const isName = !label.ok || label.value.codes.every(({ scheme }) => scheme === 'own')
  const ofText = isName ? await saidOfText(work, input, code) : []
  const ofLabel = label.ok ? await saidOfLabel(work, input, label.value, code) : []
  const ofChoices = refusal.code === 'LOT_ASKS' ? await saidOfInside(work, refusal.choices) : []
  return [...new Set([...said, ...ofText, ...ofLabel, ...ofChoices])]
}
