import { explainForbidden } from '~/modules/auth/messages'
import { may, rolesThatMay } from '~/modules/auth/rules'
import type { Permission, Visitor } from '~/modules/auth/types'
import { layOut, type PlacedLabel } from '~/modules/labels/rules/print/layout'
import { type Roll, rolls, type Sheet, sheets } from '~/modules/labels/rules/print/stocks'
import { dataMatrixOf } from '~/modules/labels/rules/print/symbol'
import { labelWords, type PrintedKind } from '~/modules/labels/rules/print/words'
import { type PrintQuery, printQuery } from '~/modules/labels/schema'
import { labelFacts } from './label-facts.server'

/** Labels laid out for what they are printed on: a sheet, or a roll. */
export type PrintJob = {
  readonly labels: readonly PlacedLabel[]
  readonly missing: readonly number[]
  readonly sheet: Sheet | null
  readonly roll: Roll | null
}

// A patient's label shows a name and a badge signs someone in, so both need more than the right to read stock.
const mayPrint: Readonly<Record<PrintedKind, Permission>> = {
  unit: 'stock.read',
  'opened-vial': 'stock.read',
  pack: 'stock.read',
  place: 'stock.read',
  patient: 'patient.read',
  badge: 'access.manage',
}

/** What the address asks us to print. Throws a 400 with a sentence when it is nothing that we print. */
export function printQueryOf(request: Request): PrintQuery {
  const parsed = printQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (parsed.success) return parsed.data
  throw new Response(parsed.error.issues.map(({ message }) => message).join(' '), { status: 400 })
}

/**
 * Reads the facts and lays the labels out. A patient's label is a read of that patient and audited as such. Throws a
 * 403 when the visitor lacks the right that this kind of label needs.
 */
export async function printJob(visitor: Visitor, { kind, ids, on }: PrintQuery): Promise<PrintJob> {
  const permission = mayPrint[kind]
  if (!may(visitor.roles, permission))
    throw new Response(explainForbidden(permission, rolesThatMay(permission)), { status: 403 })
  const { facts, missing } = await labelFacts(visitor, kind, ids)
  const sheet = sheets.find(({ id }) => id === on) ?? null
  const roll = rolls.find(({ id }) => id === on) ?? null
  const size = sheet?.label ?? roll ?? sheets[0]!.label
  const labels = facts.map((each) => {
    const words = labelWords(each)
    return layOut(words, dataMatrixOf(words.code), size)
  })
  return { labels, missing, sheet, roll }
}

/** The headers of a file to save or open. */
export const fileHeaders = (type: string, name: string) => ({
  'Content-Type': type,
  'Content-Disposition': `inline; filename="${name}"`,
  'Cache-Control': 'no-store',
})
