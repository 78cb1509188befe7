/** What is said of a thing that somebody scanned or asked about: the one answer of every door without a procedure. Pure. */
import type { UnitFacts } from '../types'
import { blocks, type Severity } from './judge/weigh'
import type { Standing } from './marks'
import { quantityText } from './quantity'

/** A finding as its sentence, with its mark in lists: a higher room knows more of a thing than this one, and says it. */
export type SaidFinding = {
  readonly code: string
  readonly severity: Severity
  readonly sentence: string
  readonly mark: Standing
}

/** A thing where it stands, with all that stands for and against it. */
export type Looked = { readonly facts: UnitFacts; readonly findings: readonly SaidFinding[] }

export type LookAnswer = {
  readonly tone: 'good' | 'question' | 'refused'
  readonly title: string
  readonly detail: string
}

/** Whether it may be used by anybody: nothing stops it, and nothing is asked first. */
export const isUsable = ({ findings }: Looked): boolean => !findings.some(blocks)

export const isStopped = ({ findings }: Looked): boolean => findings.some(({ severity }) => severity === 'stop')

const sentencesOf = ({ findings }: Looked): string => findings.map(({ sentence }) => sentence).join(' ')

/** What stands: it is what somebody may hold. Where nothing does, what is gone: it may be of that. */
export function hereOf(looked: readonly Looked[]): readonly Looked[] {
  const here = looked.filter(({ facts }) => facts.quantity > 0)
  return here.length > 0 ? here : looked
}

/** Every sentence once; where parts of it differ, one for each part: how much stands where in front of what is said of it. */
export function partsSaid(looked: readonly Looked[]): string[] {
  if (looked.every(({ facts }) => facts.quantity <= 0))
    return [...new Set(looked.flatMap(({ findings }) => findings.map(({ sentence }) => sentence)))]
  const parts = new Map<string, Looked[]>()
  for (const each of looked) parts.set(sentencesOf(each), [...(parts.get(sentencesOf(each)) ?? []), each])
  const [first] = looked
  if (parts.size <= 1) return (first?.findings ?? []).map(({ sentence }) => sentence)
  return [...parts].map(
    ([sentences, of]) => `${amountOf(of)}: ${sentences === '' ? 'nothing stands against it.' : sentences}`,
  )
}

/** The same in one text. */
export const saidOf = (looked: readonly Looked[]): string => partsSaid(looked).join(' ')

/** How much stands where. */
export function amountOf(looked: readonly Looked[]): string {
  const [first] = looked
  if (!first) return ''
  const total = looked.reduce((sum, { facts }) => sum + facts.quantity, 0)
  return `${quantityText(total, first.facts)} in ${[...new Set(looked.map(({ facts }) => facts.placeName))].join(', ')}`
}

/** What to do with them, in a word: that nobody may use them, or some of them; that somebody must look first. */
function actOf(looked: readonly Looked[]): string {
  const stopped = looked.filter(isStopped).length
  if (stopped === looked.length) return "don't use it"
  // Of what is gone nothing is counted: there is nothing to choose among.
  if (stopped > 0 && looked.every(({ facts }) => facts.quantity <= 0)) return "don't use it"
  if (stopped > 0) return `${stopped} of ${looked.length} can't be used`
  return looked.every(isUsable) ? 'usable' : 'look before you use it'
}

/** What is said beside where they stand: what to do first, where there is anything, then why. */
export function actAndWhy(looked: readonly Looked[]): string {
  const act = actOf(looked)
  const first = looked.some(isStopped) ? `${act.charAt(0).toUpperCase()}${act.slice(1)}.` : ''
  return [first, saidOf(looked)].filter(Boolean).join(' ')
}

/** Whether a thing may be used, why not, and how much of it stands where. */
export function sayLooked(name: string, all: readonly Looked[]): LookAnswer {
  const looked = hereOf(all)
  const [first] = looked
  if (!first)
    return { tone: 'question', title: `${name}: nothing of it is here.`, detail: 'Its story tells where it went.' }
  const said = saidOf(looked)
  const title = `${name}: ${actOf(looked)}.`
  if (first.facts.quantity <= 0) return { tone: 'refused', title, detail: said }
  const amount = `${amountOf(looked)}; expires ${first.facts.expiry ?? 'not known'}.`
  if (looked.some(isStopped)) return { tone: 'refused', title, detail: [said, amount].filter(Boolean).join(' ') }
  return {
    tone: looked.every(isUsable) ? 'good' : 'question',
    title,
    detail: [amount, said].filter(Boolean).join(' '),
  }
}
