import { ok, type Result, refuse } from '~/lib/result'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { isList } from '~/modules/labels/rules/typed-list'
import { insideOf } from '~/modules/stock/queries/inside.server'
import { meantLots } from '~/modules/stock/queries/meant-lots.server'
import { namingsOf } from '~/modules/stock/queries/watched.server'
import { noLotNumber } from '~/modules/stock/rules/lot-key'
import { isNear, type LotMatch } from '~/modules/stock/rules/match'
import type { Meanings } from '~/modules/stock/rules/meanings'
import { noLotOnLabel, saidOf } from '../messages'
import { mostInAddress, tooLongToLookUp } from '../rules/address'
import { asAsked } from './look-up.server'
import { meansOf } from './texts.server'

/** What the look-up page searches for, as parameters of its address. They never hold a patient. */
export type LookUpAddress = { readonly lot: string; readonly product?: string }

type Sentence = { readonly code: 'SCAN_NOT_USABLE'; readonly sentence: string }

const no = (sentence: string) => refuse<Sentence>({ code: 'SCAN_NOT_USABLE', sentence })

/** A label as an address can carry it: GS1 with its identifiers in parentheses, anything else as it was scanned. */
function inAddress(answer: Meanings, symbologyId: string): string {
  const [reading] = answer.meanings.flatMap(({ reading: each }) => (each ? [each] : []))
  const printed = reading?.symbology === 'gs1' && reading.elements.every(({ value }) => !/[()]/.test(value))
  if (reading && printed) return reading.elements.map(({ id, value }) => `(${id})${value}`).join('')
  return `${symbologyId}${answer.raw.trim()}`
}

/** Equipment and whatever else has no lot number goes by the number that was scanned. */
const nameIn = ({ lotNumber, matched }: LotMatch): string => (lotNumber === noLotNumber ? matched : lotNumber)

/**
 * Where a scan leads on the look-up page. What may be a name goes there as it is typed and is looked up in every way that
 * it can be meant. A label goes there as the lot that it names and its product where we know that for sure; otherwise, and
 * where it contradicts our records, as the label itself, so that the page says the same as the API. Refuses what can't be
 * read, a label that names no lot, serial or donation, and a patient.
 */
export async function scannedLookUp(
  visitor: Visitor,
  raw: string,
  symbologyId: string,
): Promise<Result<LookUpAddress, Sentence>> {
  if (raw.trim() === '') return no('Nothing was scanned. Scan the label, or type the lot as it is printed.')
  const { matches, answer } = await meantLots(visitor.context.db.read, asAsked(visitor, raw, symbologyId))
  const sure = matches.filter((match) => !isNear(match))
  if (sure.length === 0 && answer.meanings.some(({ kind }) => kind === 'patient'))
    return no(
      may(visitor.roles, 'patient.read')
        ? 'This is a patient, not a lot. Open the patient to see which lots they received.'
        : 'This is a label of ours, and not a lot’s. Scan the label of the vial, or type the lot as it is printed.',
    )
  if (raw.trim().length > mostInAddress) return no(tooLongToLookUp)
  const isText = answer.typed !== null || (answer.refusal !== null && sure.length === 0 && isList(raw))
  if (isText && symbologyId === '') return ok({ lot: raw.trim() })
  // What a label says besides the lot that it leads to must not get lost on the way: a contradiction, a serial that is recalled.
  const differs =
    answer.meanings.some((meaning) => meaning.differs.length > 0) ||
    (await namingsOf(visitor.context.db.read, answer)).length > 0
  const [first] = sure
  if (first?.how === 'group' && !differs) return ok({ lot: first.matched })
  if (first && sure.length === 1 && !differs) return ok({ lot: nameIn(first), product: String(first.productId) })
  const means = meansOf({ text: raw, matches, answer })
  const isUnread = means === 'unreadable' && matches.length === 0
  // A label that can't be read may have the name of a recalled lot in it: that is looked up.
  if (isUnread && (await insideOf(visitor.context.db.read, raw)).length === 0) {
    const said = saidOf(answer, matches).join(' ')
    return no(
      said === ''
        ? `${noLotOnLabel} Scan the barcode that carries the lot, or type the lot as it is printed.`
        : `${said} Scan the barcode that carries the lot, or type the lot as it is printed.`,
    )
  }
  const label = inAddress(answer, symbologyId)
  return label.length <= mostInAddress
    ? ok({ lot: label })
    : no('This label is too long to look up. Type its lot as it is printed.')
}
