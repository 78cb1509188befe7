import { scannerOf } from '~/modules/labels/schema'
import { give } from '~/modules/procedures/commands/give.server'
import { recordGiven } from '~/modules/procedures/commands/late.server'
import { type GiveScan, scanForGiving } from '~/modules/procedures/commands/scan-give.server'
import { explainUse } from '~/modules/procedures/messages'
import { giveForm, lateForm } from '~/modules/procedures/schema'
import { formOf, type Sent } from '../action'
import { atSite, back, explain, target } from './procedures'
import { scanIn, scanOf } from './scan'

function replyOf(done: GiveScan, { visitor: { site, context } }: Sent) {
  if (done.kind === 'patient') return { tone: 'good', title: 'Right patient.' } as const
  if (done.kind === 'other-patient')
    return {
      tone: 'refused',
      title: 'STOP. This wristband is of another patient. Look who is here.',
      detail: 'GIVEN stops until the right wristband is scanned.',
    } as const
  const { unit, findings } = done
  const said = [...findings.map((finding) => explainUse(finding, site.timeZone, context.at)), ...done.said].join(' ')
  const title = `${unit.productName}, lot ${unit.lotNumber}: may be used.`
  return { tone: 'good', title, detail: said || undefined } as const
}

/** The forms of the page where it is given: the scans before it, and GIVEN. Volumes come in milliliters. */
export const giveDoors = {
  scan: scanOf(scanForGiving, { input: (sent) => ({ ...target(sent), ...scanIn(sent) }), reply: replyOf, explain }),
  give: formOf(give, {
    form: giveForm,
    input: ({ given, supplies, alreadyIn }, sent) => ({
      ...target(sent),
      drawn: Object.entries(given).map(([unitId, volume]) => ({ unitId: Number(unitId), given: volume })),
      supplies: supplies === 'on',
      alreadyIn: alreadyIn === 'yes',
    }),
    ...back,
  }),
}

/** Already given (R41): what the scan names when we know it, else what was typed from the label. */
export const lateDoor = formOf(recordGiven, {
  form: lateForm,
  input: ({ raw = '', productId, lotNumber, unitNumber, expiry, given, givenAt, givenBy, supplies }, sent) => {
    const label = productId === null || lotNumber === null ? null : { productId, lotNumber, unitNumber, expiry }
    return {
      ...target(sent),
      what:
        raw.trim() === '' && label
          ? { kind: 'label' as const, ...label }
          : { kind: 'scan' as const, raw: raw.trim(), label, scanner: scannerOf(sent.visitor.scanner) },
      given,
      givenAt: atSite(givenAt, sent),
      givenBy,
      supplies: supplies === 'on',
    }
  },
  ...back,
})
