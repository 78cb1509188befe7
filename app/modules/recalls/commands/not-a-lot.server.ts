import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import { may } from '~/modules/auth/rules'
import type { Role } from '~/modules/auth/types'
import { meaningsOf } from '~/modules/stock/queries/meanings.server'
import type { MeaningKind, Meanings } from '~/modules/stock/rules/meanings'
import { keysIn } from '~/modules/stock/rules/watch-keys'
import { noLotOnLabel, saidOf } from '../messages'
import { isName, type Looked, type ReadTexts } from '../queries/texts.server'
import type { RecallRefusal } from '../types'

type NotALot = Extract<RecallRefusal, { code: 'NOT_A_LOT' }>
type At = Stamp & { readonly tx: Tx; readonly roles: readonly Role[] }

const otherKinds: ReadonlySet<MeaningKind> = new Set(['kit', 'place', 'delivery', 'procedure', 'badge'])

const isPatients = ({ meanings, typed }: Meanings): boolean =>
  typed?.word === 'patient' || meanings.some(({ kind, certainty }) => kind === 'patient' && certainty !== 'near')

/** What a patient's number is called before whoever may not see patients: as at every other door, something else. */
const patientsNumber = (roles: readonly Role[]): string =>
  `${may(roles, 'patient.read') ? "That is a patient's number, not a lot." : 'That is the number of something else here, not a lot.'} If a lot has the same number, type “lot” before it.`

function whyNot(looked: Looked, roles: readonly Role[]): string | null {
  const { answer, matches } = looked
  if (isName(looked)) return null
  if (isPatients(answer)) return patientsNumber(roles)
  const isOther = answer.meanings.some(({ kind, certainty }) => otherKinds.has(kind) && certainty === 'exact')
  const isOwn = answer.meanings.some(
    (meaning) => meaning.kind === 'unknown' && ['own', 'own-misread'].includes(meaning.what),
  )
  if (!isOther && !isOwn && keysIn(answer).length > 0) return null
  return saidOf(answer, matches).join(' ') || noLotOnLabel
}

/** Whether a patient's number stands anywhere in what was not read: it is kept and shown as it was typed. */
async function namesPatient({ tx, at }: At, unread: string): Promise<boolean> {
  const words = unread.split(/[\s,;:()[\]/]+/).filter((word) => word.length > 2 && /\d/.test(word))
  for (const raw of new Set(words.slice(0, 50))) {
    const asked = { raw, symbologyId: '', at, timeZone: 'UTC', seesPatients: true, expecting: [] }
    const answer = await meaningsOf(tx, asked)
    if (isPatients(answer) && answer.meanings.every(({ kind }) => kind === 'patient')) return true
  }
  return false
}

/**
 * The first text of a notice that is nobody's lot: a kit's seal, a place, a delivery, a patient's number, a label of ours
 * that is no lot's, a label without lot, serial, donation or code. It would be watched for and never come, and a patient's
 * number would be read by whoever reads the notice (R25). Said as the look-up says it; null where there is none.
 */
export async function notALotIn(at: At, { all, unread }: ReadTexts): Promise<NotALot | null> {
  for (const [index, looked] of all.entries()) {
    const said = whyNot(looked, at.roles)
    if (said !== null) return { code: 'NOT_A_LOT', at: index + 1, said }
  }
  for (const [index, text] of unread.entries())
    if (await namesPatient(at, text))
      return { code: 'NOT_A_LOT', at: all.length + index + 1, said: patientsNumber(at.roles) }
  return null
}
