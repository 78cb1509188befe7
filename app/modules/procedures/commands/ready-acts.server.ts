import { parseWithZod } from '@conform-to/zod/v4'
import { perform } from '~/modules/auth/commands/perform.server'
import { explainPerform, isPerformRefusal } from '~/modules/auth/messages'
import type { Visitor } from '~/modules/auth/types'
import { explainCatalog } from '~/modules/catalog/messages'
import { allergens } from '~/modules/catalog/rules/allergens'
import { scannerOf } from '~/modules/labels/schema'
import { recordOwnUnit } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { recordDisinfection } from '~/modules/sterilization/commands.server'
import { explainDisinfectionRefusal } from '~/modules/sterilization/messages'
import { disinfectionForm } from '~/modules/sterilization/schema'
import { explainUse } from '../messages'
import { procedureFile } from '../queries/booking.server'
import { answerForm, ownForm, signForm, takeOutForm, tapForm, unbindForm } from '../schema'
import { type Act, act, sentenceOf } from './acts.server'
import { answerWhileReadying } from './answer-allergen.server'
import { bindWithinReach, scanForReadiness, signReady, unbind } from './ready.server'
import { scanForGiving } from './scan-give.server'
import { takeOut } from './take-out.server'

/** The answer to a scan, as the scan field shows and sounds it. */
export type Reply = { readonly tone: 'good' | 'refused' | 'question'; readonly title: string; readonly detail?: string }

function scanOf(visitor: Visitor, form: FormData) {
  const symbologyId = String(form.get('symbologyId') ?? '')
  return { raw: String(form.get('raw') ?? ''), symbologyId, scanner: scannerOf(visitor.scanner, symbologyId) }
}

/** A scan on the readiness page, answered in a sentence. */
export async function answerReadyScan(visitor: Visitor, procedureId: number, form: FormData): Promise<Reply> {
  const input = { siteId: visitor.site.id, procedureId, ...scanOf(visitor, form) }
  const done = await scanForReadiness(visitor.context, String(form.get('scanId') ?? ''), input)
  if (!done.ok) return { tone: 'refused', title: sentenceOf(done.refusal, visitor) }
  if (done.value.kind === 'bound')
    return { tone: 'good', title: done.value.label, detail: `Lot ${done.value.lotNumber} is kept.` }
  return { tone: 'good', title: `Kit seal ${done.value.seal} checked.` }
}

/** A scan on the give page, answered in a sentence. */
export async function answerGiveScan(visitor: Visitor, procedureId: number, form: FormData): Promise<Reply> {
  const input = { siteId: visitor.site.id, procedureId, ...scanOf(visitor, form) }
  const done = await scanForGiving(visitor.context, String(form.get('scanId') ?? ''), input)
  if (!done.ok) return { tone: 'refused', title: sentenceOf(done.refusal, visitor) }
  if (done.value.kind === 'patient') return { tone: 'good', title: 'Right patient.' }
  if (done.value.kind === 'other-patient')
    return {
      tone: 'refused',
      title: 'STOP. This wristband is of another patient. Look who is here.',
      detail: 'GIVEN stops until the right wristband is scanned.',
    }
  const { unit, findings } = done.value
  const said = findings.map((finding) => explainUse(finding, visitor.site.timeZone, visitor.context.at)).join(' ')
  return { tone: 'good', title: `${unit.productName}, lot ${unit.lotNumber}: may be used.`, detail: said || undefined }
}

async function answer(visitor: Visitor, form: FormData): Promise<Act> {
  const submission = parseWithZod(form, { schema: answerForm })
  const allergen = allergens.find((each) => submission.status === 'success' && each === submission.value.allergen)
  if (submission.status !== 'success' || !allergen) return { refusal: 'Answer yes or no for an allergen of the list.' }
  const { commandKey, productId, answer } = submission.value
  const done = await perform(visitor, answerWhileReadying, { productId, allergen, answer }, commandKey)
  if (done.ok) return { done: null }
  const { refusal } = done
  return { refusal: isPerformRefusal(refusal) ? explainPerform(refusal) : explainCatalog(refusal) }
}

async function own(visitor: Visitor, procedureId: number, form: FormData): Promise<Act> {
  const submission = parseWithZod(form, { schema: ownForm })
  const file = await procedureFile(visitor.context.db.read, visitor.site.id, procedureId)
  if (submission.status !== 'success' || !file) return { refusal: 'Reload the page.' }
  const { commandKey, unitId } = submission.value
  const done = await perform(visitor, recordOwnUnit, { patientId: file.row.patientId, unitId }, commandKey)
  if (done.ok) return { done: null }
  const { refusal } = done
  return { refusal: isPerformRefusal(refusal) ? explainPerform(refusal) : explainPatient(refusal) }
}

async function disinfect(visitor: Visitor, form: FormData): Promise<Act> {
  const submission = parseWithZod(form, { schema: disinfectionForm })
  if (submission.status !== 'success') return { refusal: 'Say with what it was disinfected, and at which level.' }
  const key = String(form.get('commandKey') ?? '')
  const done = await perform(visitor, recordDisinfection, submission.value, key)
  if (done.ok) return { done: null }
  const { refusal } = done
  return { refusal: isPerformRefusal(refusal) ? explainPerform(refusal) : explainDisinfectionRefusal(refusal) }
}

/** The forms of the readiness page, by their intent. An intent that nobody knows is refused. */
export async function actOnReadiness(visitor: Visitor, procedureId: number, form: FormData): Promise<Act> {
  const { context } = visitor
  const target = { siteId: visitor.site.id, procedureId }
  switch (form.get('intent')) {
    case 'reach':
      return act(visitor, form, tapForm, ({ commandKey }) => bindWithinReach(context, commandKey, target))
    case 'unbind':
      return act(visitor, form, unbindForm, ({ commandKey, bindingId }) =>
        unbind(context, commandKey, { ...target, bindingId }),
      )
    case 'take-out':
      return act(visitor, form, takeOutForm, ({ commandKey, bindingId, reason }) =>
        takeOut(context, commandKey, { ...target, bindingId, reason }),
      )
    case 'sign':
      return act(visitor, form, signForm, ({ commandKey, signedName }) =>
        signReady(context, commandKey, { ...target, signedName }),
      )
    case 'answer':
      return answer(visitor, form)
    case 'own':
      return own(visitor, procedureId, form)
    case 'disinfect':
      return disinfect(visitor, form)
    default:
      return { refusal: 'This page does not know that form. Reload it and try again.' }
  }
}
