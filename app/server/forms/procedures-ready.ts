import { explainCatalog } from '~/modules/catalog/messages'
import { sealAnswer } from '~/modules/kits/messages'
import { recordOwnUnit } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { answerSterileWhileReadying, answerWhileReadying } from '~/modules/procedures/commands/answer-allergen.server'
import { answerScreening } from '~/modules/procedures/commands/answer-screening.server'
import { answerWords } from '~/modules/procedures/commands/answer-words.server'
import { overrideFinding } from '~/modules/procedures/commands/override.server'
import {
  bindWithinReach,
  type ReadyScan,
  scanForReadiness,
  signReady,
  unbind,
} from '~/modules/procedures/commands/ready.server'
import { takeOut } from '~/modules/procedures/commands/take-out.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { answersOfForm } from '~/modules/procedures/rules/words-form'
import {
  answerForm,
  overrideForm,
  ownForm,
  screeningAnswerForm,
  signForm,
  sterileForm,
  takeOutForm,
  tapForm,
  unbindForm,
  wordsForm,
} from '~/modules/procedures/schema'
import { explainBound } from '~/modules/readiness/messages'
import { recordDisinfection } from '~/modules/sterilization/commands.server'
import { explainDisinfectionRefusal } from '~/modules/sterilization/messages'
import { disinfectionForm } from '~/modules/sterilization/schema'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import { noLotNumber } from '~/modules/stock/rules/lot-key'
import { type Door, formOf, type Sent, sorry } from '../action'
import { explain, say, target } from './procedures'
import { scanIn, scanOf } from './scan'

const toReadiness = (_value: unknown, { params }: Sent): string => `/procedures/${params.procedureId}/readiness`
const here = { say, goTo: toReadiness }
const back = { ...here, explain }

function replyOf(done: ReadyScan, { visitor: { site, context } }: Sent) {
  if (done.kind === 'seal') {
    const title = sealAnswer(done, done.seal, context.at, site.timeZone)
    const detail = done.said.join(' ')
    return { tone: done.inOrder ? 'good' : 'refused', title, ...(detail === '' ? {} : { detail }) } as const
  }
  const against = explainBound(done, site.timeZone, context.at)
  const detail = [
    done.lotNumber === noLotNumber ? 'It is kept.' : `Lot ${done.lotNumber} is kept.`,
    ...against,
    ...done.said,
  ].join(' ')
  const isOpen = done.findings.some(blocks) || done.portions.length > 0
  return { tone: isOpen ? 'question' : 'good', title: done.label, detail } as const
}

/** Somebody has read the name on the vial: it is this procedure's patient's own. */
const own: Door = async (sent) => {
  const { visitor } = sent
  const file = await procedureFile(visitor.context.db.read, visitor.site.id, target(sent).procedureId)
  if (!file) return sorry('There is no such procedure at this site. Go back to the list.')
  const { patientId } = file.row
  return formOf(recordOwnUnit, {
    form: ownForm,
    input: (given) => ({ patientId, ...given }),
    explain: explainPatient,
    ...here,
  })(sent)
}

/** The forms of the readiness page, by their intent. */
export const readinessDoors = {
  scan: scanOf(scanForReadiness, { input: (sent) => ({ ...target(sent), ...scanIn(sent) }), reply: replyOf, explain }),
  reach: formOf(bindWithinReach, { form: tapForm, input: (_given, sent) => target(sent), ...back }),
  unbind: formOf(unbind, { form: unbindForm, input: (given, sent) => ({ ...target(sent), ...given }), ...back }),
  'take-out': formOf(takeOut, {
    form: takeOutForm,
    input: (given, sent) => ({ ...target(sent), ...given }),
    ...back,
  }),
  sign: formOf(signReady, { form: signForm, input: (given, sent) => ({ ...target(sent), ...given }), ...back }),
  answer: formOf(answerWhileReadying, { form: answerForm, input: (given) => given, explain: explainCatalog, ...here }),
  sterile: formOf(answerSterileWhileReadying, {
    form: sterileForm,
    input: (given) => given,
    explain: explainCatalog,
    ...here,
  }),
  'answer-screening': formOf(answerScreening, {
    form: screeningAnswerForm,
    input: (given, sent) => ({ ...target(sent), ...given }),
    ...back,
  }),
  'answer-words': formOf(answerWords, {
    form: wordsForm,
    input: ({ allergyId, reason, ...form }, sent) => ({
      ...target(sent),
      allergyId,
      reason,
      answers: answersOfForm(form),
    }),
    explain: (refusal, sent) =>
      refusal.code === 'PROCEDURE_UNKNOWN' ? explain(refusal, sent) : explainPatient(refusal),
    ...here,
  }),
  override: formOf(overrideFinding, {
    form: overrideForm,
    input: (given, sent) => ({ ...target(sent), ...given }),
    ...back,
  }),
  own,
  disinfect: formOf(recordDisinfection, {
    form: disinfectionForm,
    input: (given) => given,
    explain: explainDisinfectionRefusal,
    ...here,
  }),
}
