import { idIn } from '~/lib/http.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { isPerformRefusal } from '~/modules/auth/messages'
import { attachRecord, confirmRecords } from '~/modules/receiving/commands/records.server'
import { explainReceiving, recordAttached, recordsConfirmed } from '~/modules/receiving/messages'
import { confirmForm, recordForm } from '~/modules/receiving/schema'
import { type Door, done, type Sent, sorry, wrapperSays } from '../action'
import { part } from './receiving'

/** What is answered about the records of a lot, which its page shows beside them. */
export type AboutRecords = { readonly about: 'records' }
const aboutRecords: { readonly value: AboutRecords } = { value: { about: 'records' } }

const lotOf = ({ params }: Sent): { readonly lotId: number } => ({
  lotId: idIn(params.lotId, 'There is no such lot. Look it up in Stock.'),
})

const record: Door<AboutRecords> = async (sent) => {
  const given = part(sent.form, recordForm)
  if (!given.ok) return { ...sorry('Choose the kind of record, and enter its number.'), ...aboutRecords }
  const { commandKey, kind, reference } = given.value
  const stored = await perform(sent.visitor, attachRecord, { ...lotOf(sent), kind, reference }, commandKey)
  if (stored.ok) return { ...done(recordAttached(stored.value)), ...aboutRecords }
  const { refusal } = stored
  const answer = isPerformRefusal(refusal) ? wrapperSays(refusal) : sorry(explainReceiving(refusal))
  return { ...answer, ...aboutRecords }
}

const confirm: Door<AboutRecords> = async (sent) => {
  const given = part(sent.form, confirmForm)
  if (!given.ok) return { ...sorry('Enter the lot that the records name, and what they conclude.'), ...aboutRecords }
  const { commandKey, named, conclusion } = given.value
  const read = await perform(sent.visitor, confirmRecords, { ...lotOf(sent), named, conclusion }, commandKey)
  if (read.ok) return { ...done(recordsConfirmed(read.value)), ...aboutRecords }
  const { refusal } = read
  const answer = isPerformRefusal(refusal) ? wrapperSays(refusal) : sorry(explainReceiving(refusal))
  return { ...answer, ...aboutRecords }
}

/** The forms about the records of a lot, on the lot's page, by their intent. */
export const recordDoors = { record, 'confirm-records': confirm }
