import { scannerOf } from '~/modules/labels/schema'
import { weighPatient } from '~/modules/patients/commands/weight.server'
import { explainWeight } from '~/modules/patients/messages'
import { clearToInject } from '~/modules/procedures/commands/clear.server'
import { give } from '~/modules/procedures/commands/give.server'
import { identifyBySaying } from '~/modules/procedures/commands/identify.server'
import { recordGiven } from '~/modules/procedures/commands/late.server'
import { overrideFinding } from '~/modules/procedures/commands/override.server'
import { type GiveScan, scanForGiving } from '~/modules/procedures/commands/scan-give.server'
import { explainUse } from '~/modules/procedures/messages'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { clearForm, clearOverrideForm, giveForm, lateForm, saidForm, weightForm } from '~/modules/procedures/schema'
import { productLot } from '~/modules/stock/rules/lot-key'
import { type Door, formOf, type Sent, sorry } from '../action'
import { atSite, back, explain, say, target } from './procedures'

import { scanIn, scanOf } from './scan'

function replyOf(done: GiveScan, sent: Sent) {
  const { site, context } = sent.visitor
  if (done.kind === 'patient') return { tone: 'good', title: 'Right patient.' } as const
  if (done.kind === 'other-patient')
    return {
      tone: 'refused',
      title: 'STOP. This wristband is of another patient. Look who is here.',
      detail: 'Nothing is cleared until the right wristband is scanned.',
    } as const
  if (done.kind === 'other-vial')
    return {
      tone: 'refused',
      title: `STOP. ${explain(done.why, sent)}`,
      detail: 'The clearance ended. Put this one away, scan the right one, and clear again.',
    } as const
  const { unit, findings } = done
  const said = [...findings.map((finding) => explainUse(finding, site.timeZone, context.at)), ...done.said].join(' ')
  const title = `${productLot(unit.productName, unit.lotNumber)}: may be used.`
  return { tone: 'good', title, detail: said || undefined } as const
}

const clearScan = scanOf(scanForGiving, {
  input: (sent) => ({ ...target(sent), ...scanIn(sent) }),
  reply: replyOf,
  explain,
})

const toClearance = (_value: unknown, { params }: Sent): string => `/procedures/${params.procedureId}/clear`
const atClearance = { say, explain, goTo: toClearance }

/** Draws that the page sends along with an override, as it read them itself. */
function drawnOf(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Somebody weighs the patient of this procedure. */
const weigh: Door = async (sent) => {
  const { visitor } = sent
  const file = await procedureFile(visitor.context.db.read, visitor.site.id, target(sent).procedureId)
  if (!file) return sorry('There is no such procedure at this site. Go back to the list.')
  return formOf(weighPatient, {
    form: weightForm,
    input: ({ weight, weightUnit, isSo }) => ({
      patientId: file.row.patientId,
      tenths: weight,
      unit: weightUnit,
      isSo: isSo === 'on',
    }),
    say,
    explain: explainWeight,
    goTo: toClearance,
  })(sent)
}

/** The forms of the page of the clearance, by their intent. Volumes come in milliliters. */
export const clearDoors = {
  scan: clearScan,
  clear: formOf(clearToInject, {
    form: clearForm,
    input: (given, sent) => ({ ...target(sent), ...given }),
    say,
    // The page lists each finding with its way on, so the answer doesn't say them all once more.
    explain: (refusal, sent) =>
      refusal.code === 'NOT_CLEAR'
        ? 'NOT CLEAR. What stands against it is listed below. Nothing was opened.'
        : explain(refusal, sent),
    goTo: (_value, { params }) => `/procedures/${params.procedureId}/give`,
  }),
  override: formOf(overrideFinding, {
    form: clearOverrideForm,
    input: ({ drawn, ...given }, sent) => ({ ...target(sent), ...given, drawn: drawnOf(drawn) }),
    ...atClearance,
  }),
  said: formOf(identifyBySaying, {
    form: saidForm,
    input: ({ saidName, saidBirth }, sent) => ({ ...target(sent), name: saidName, birthDate: saidBirth }),
    ...atClearance,
  }),
  weigh,
}

/** The forms of the page where it is given: the scans before it, and GIVEN. Volumes come in milliliters. */
export const giveDoors = {
  scan: clearScan,
  give: formOf(give, {
    form: giveForm,
    input: ({ given, supplies, alreadyIn, whyAsked, whyUncleared }, sent) => ({
      ...target(sent),
      whyUncleared,
      drawn: Object.entries(given).map(([unitId, volume]) => ({ unitId: Number(unitId), given: volume })),
      supplies: supplies === 'on',
      alreadyIn: alreadyIn === 'yes',
      whyAsked: whyAsked === 'on',
    }),
    ...back,
    asks: ({ code }) => (code === 'WHY_UNCLEARED' ? [code] : undefined),
  }),
}

/** Already given (R41): what the scan names when we know it, else what was typed from the label. */
export const lateDoor = formOf(recordGiven, {
  form: lateForm,
  input: ({ raw = '', how, productId, lotNumber, unitNumber, expiry, supplies, givenAt, ...said }, sent) => {
    const label = productId === null || lotNumber === null ? null : { productId, lotNumber, unitNumber, expiry }
    return {
      ...target(sent),
      what:
        raw.trim() === '' && label
          ? { kind: 'label' as const, ...label }
          : {
              kind: 'scan' as const,
              raw: raw.trim(),
              typed: how !== 'scan',
              label,
              scanner: scannerOf(sent.visitor.scanner),
            },
      ...said,
      givenAt: atSite(givenAt, sent),
      supplies: supplies === 'on',
    }
  },
  ...back,
})
