import { idIn } from '~/lib/http.server'
import type { Result } from '~/lib/result'
import { perform } from '~/modules/auth/commands/perform.server'
import { isPerformRefusal } from '~/modules/auth/messages'
import { confirmGap } from '~/modules/storage/commands/close-gap.server'
import { confirmCorrection, correctReading } from '~/modules/storage/commands/correct.server'
import { endPlace, renameOnePlace } from '~/modules/storage/commands/places.server'
import { recordLogger, recordReading } from '~/modules/storage/commands/reading.server'
import { correctionSentence, explainStorage, loggerSaid, readingSentence } from '~/modules/storage/messages'
import { unitInUse } from '~/modules/storage/queries/readings.server'
import { readLoggerFile } from '~/modules/storage/rules/logger-file'
import { confirmForm, correctionForm, loggerForm, noFields, readingForm, renameForm } from '~/modules/storage/schema'
import type { ReadingAnswer, StorageRefusal } from '~/modules/storage/types'
import { type Answer, type Door, done, formOf, keyOf, readForm, type Sent, sorry, wrapperSays } from '../action'
import { noPlace } from './stock'

/** Said where an address names a storage location or a reading that is none. */
export const noLocation = 'There is no such storage location at this site. Go back to Storage.'
export const noReading = 'There is no such reading at this site. Go back to Storage.'

/** What a form with a reading leaves for its page. `warns`: stored, and someone has to act; `asks`: not stored, what was typed. */
export type ReadingReply = { readonly warns: boolean; readonly asks: Readonly<Record<string, string>> | null }

const warned = ({ outOfRange, unproven }: Pick<ReadingAnswer, 'outOfRange' | 'unproven'>): ReadingReply => ({
  warns: outOfRange || unproven > 0,
  asks: null,
})

/** The texts of a form as they were typed, so that one tap can send them again. */
const textsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form.entries()].flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'commandKey' ? [[name, value]] : [],
    ),
  )

/** A refusal as an answer: a question keeps what was typed. */
const refused = (refusal: StorageRefusal, form: FormData): Answer<ReadingReply> => ({
  ...sorry(explainStorage(refusal)),
  value: refusal.code === 'READING_ASKS' ? { warns: false, asks: textsOf(form) } : null,
})

/** A form whose command may ask before it stores. */
const asking =
  <Given>(
    read: (sent: Sent) => Result<Given> | Answer<never>,
    send: (
      given: Given,
      sent: Sent,
    ) => Promise<{ readonly ok: true; readonly said: string; readonly warns: ReadingReply } | Answer<ReadingReply>>,
  ): Door<ReadingReply> =>
  async (sent) => {
    const given = read(sent)
    if (!given.ok) return given as Answer<never>
    const outcome = await send((given as { value: Given }).value, sent)
    return 'said' in outcome ? done(outcome.said, outcome.warns) : outcome
  }

const reading = asking(
  ({ form, visitor }) => readForm(form, readingForm(visitor.site.timeZone)),
  async (given, { visitor, form, params }) => {
    const input = { ...given, placeId: idIn(params.placeId, noLocation) }
    const answer = await perform(visitor, recordReading, input, keyOf(form))
    if (answer.ok)
      return { ok: true, said: readingSentence(answer.value, given.typedUnit), warns: warned(answer.value) }
    return isPerformRefusal(answer.refusal) ? wrapperSays(answer.refusal) : refused(answer.refusal, form)
  },
)

const correction = asking(
  ({ form, visitor }) => readForm(form, correctionForm(visitor.site.timeZone)),
  async (given, { visitor, form }) => {
    const answer = await perform(visitor, correctReading, given, keyOf(form))
    if (answer.ok)
      return {
        ok: true,
        said: correctionSentence(answer.value, given.typedUnit),
        warns: { warns: answer.value.waits > 0 || answer.value.outOfRange, asks: null },
      }
    return isPerformRefusal(answer.refusal) ? wrapperSays(answer.refusal) : refused(answer.refusal, form)
  },
)

const logger = asking(
  ({ form }) => readForm(form, loggerForm),
  async ({ file, fileUnit }, { visitor, form, params }) => {
    const zone = visitor.site.timeZone
    const samples = readLoggerFile(file, zone, fileUnit ?? null)
    if (!samples.ok) return refused(samples.refusal, form)
    const input = { placeId: idIn(params.placeId, noLocation), samples: [...samples.value] }
    const answer = await perform(visitor, recordLogger, input, keyOf(form))
    if (answer.ok) {
      const unit = fileUnit ?? (await unitInUse(visitor.context.db.read, visitor.site.id))
      return { ok: true, said: loggerSaid(answer.value, samples.value, zone, unit), warns: warned(answer.value) }
    }
    return isPerformRefusal(answer.refusal) ? wrapperSays(answer.refusal) : refused(answer.refusal, form)
  },
)

/** The forms of a storage location's page. */
export const locationForms = { reading, logger }

/** The forms of a reading's page. */
export const readingForms = {
  correct: correction,
  'confirm-gap': formOf(confirmGap, {
    form: confirmForm,
    input: (given) => given,
    say: ({ ended }) => `Confirmed. ${ended} ${ended === 1 ? 'hold' : 'holds'} ended by it.`,
    explain: explainStorage,
    value: (): ReadingReply => ({ warns: false, asks: null }),
  }),
  confirm: formOf(confirmCorrection, {
    form: confirmForm,
    input: (given) => given,
    say: ({ ended }) => `Confirmed. ${ended} ${ended === 1 ? 'hold' : 'holds'} ended by it.`,
    explain: explainStorage,
    value: (): ReadingReply => ({ warns: false, asks: null }),
  }),
}

/** The forms of a place's page that change the place itself. */
export const placeForms = {
  rename: formOf(renameOnePlace, {
    form: renameForm,
    input: ({ name }, { params }) => ({ placeId: idIn(params.placeId, noPlace), name }),
    say: (_, { name }) => `It is called ${name} now. Print a new label for it.`,
    explain: explainStorage,
  }),
  close: formOf(endPlace, {
    form: noFields,
    input: (_, { params }) => ({ placeId: idIn(params.placeId, noPlace) }),
    say: () => 'Closed.',
    explain: explainStorage,
    goTo: () => '/storage',
  }),
}
