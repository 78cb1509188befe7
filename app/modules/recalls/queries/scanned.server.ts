import { ok, type Result, refuse } from '~/lib/result'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { meantLots } from '~/modules/stock/queries/meant-lots.server'
import { saidOf } from '../messages'
import { asAsked } from './look-up.server'

/** What the look-up page searches for, as parameters of its address. They never hold a patient or a raw scan. */
export type LookUpAddress = { readonly lot: string; readonly product?: string }

type Sentence = { readonly code: 'SCAN_NOT_USABLE'; readonly sentence: string }

const no = (sentence: string) => refuse<Sentence>({ code: 'SCAN_NOT_USABLE', sentence })

/**
 * Where a scan leads on the look-up page. What may be a name goes there as it is typed and is looked up in every way that
 * it can be meant; a label goes there as the lot that it names, whether we know it or not, and its product. Refuses a label
 * that names no lot, serial or donation, one that contradicts our records, and a patient.
 */
export async function scannedLookUp(
  visitor: Visitor,
  raw: string,
  symbologyId: string,
): Promise<Result<LookUpAddress, Sentence>> {
  if (raw.trim() === '') return no('Nothing was scanned. Scan the label, or type the lot as it is printed.')
  const { matches, answer } = await meantLots(visitor.context.db.read, asAsked(visitor, raw, symbologyId))
  const sure = matches.filter(({ how }) => how !== 'near')
  if (sure.length === 0 && answer.meanings.some(({ kind }) => kind === 'patient'))
    return no(
      may(visitor.roles, 'patient.read')
        ? 'This is a patient, not a lot. Open the patient to see which lots they received.'
        : 'This is a label of ours, and not a lot’s. Scan the label of the vial, or type the lot as it is printed.',
    )
  const said = saidOf(answer, matches).join(' ')
  const differs = answer.meanings.some((meaning) => meaning.certainty !== 'near' && meaning.differs.length > 0)
  if (answer.typed && !(symbologyId && differs)) return ok({ lot: raw.trim().slice(0, 200) })
  if (differs) return no(`${said} Look at the label again, and type the lot as it is printed.`)
  const [first] = sure
  if (first?.how === 'group') return ok({ lot: first.matched })
  if (first) return ok({ lot: first.lotNumber, ...(sure.length === 1 ? { product: String(first.productId) } : {}) })
  // The serial may have run into a known lot: looked up by itself, that text would only be unknown.
  const runTogether = answer.meanings.some(({ differs: each }) => each.some(({ code }) => code === 'SEPARATOR_MISSING'))
  if (runTogether) return no(`${said} Look at the label again, and type the lot as it is printed.`)
  const printed = answer.meanings.find((meaning) => meaning.kind === 'unknown')
  if (printed?.kind === 'unknown' && ['lot', 'serial', 'donation'].includes(printed.what))
    return ok({ lot: printed.matched })
  return no(
    said === ''
      ? 'This label names no lot, serial or donation. Scan the barcode that carries the lot, or type the lot as it is printed.'
      : `${said} Scan the barcode that carries the lot, or type the lot as it is printed.`,
  )
}
