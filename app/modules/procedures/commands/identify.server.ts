import { z } from 'zod'
import { dayIn, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { patientById } from '~/modules/patients/queries.server'
import { saysPatient } from '../rules/identity'
import { procedureRefusals } from '../rules/refusals'
import { openFile, storeEvent, target } from './open-file.server'

/**
 * The patient says name and birth date, and they are typed without being shown (R67): for where a wristband fails. A chart label
 * never identifies a patient. What doesn't match is stored too, since it must stop the clearance until it does; which part was
 * different is not said.
 */
export const identifyBySaying = command({
  kind: 'procedure.identify',
  what: 'Compares the name and birth date that the patient says with the procedure’s patient.',
  right: 'procedure.change',
  by: 'person',
  whenLate: 'drop',
  input: target.extend({ name: wordsIn(120), birthDate: dayIn }),
  refusals: procedureRefusals,
  audit: z.object({ matches: z.boolean() }),
  run: async (work, { name, birthDate, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const patient = await patientById(work.tx, file.value.row.patientId)
    const matches = patient !== null && saysPatient({ name, birthDate }, patient)
    await storeEvent(work.tx, work, input.procedureId, { kind: 'patient-said', detail: { matches } })
    work.note(`procedure:${input.procedureId}`, { matches })
    return ok({ matches })
  },
})

/** The patient or the operator has left the room: the time-out ends, and with the patient who was identified (R67). */
export const leaveRoom = command({
  kind: 'procedure.left',
  what: 'Records that the patient or the operator left the room, which ends the time-out.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'record',
  input: target.extend({ who: z.enum(['patient', 'operator']) }),
  refusals: procedureRefusals,
  audit: z.object({ left: z.string() }),
  run: async (work, { who, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { state } = file.value
    if (state.timeOutAt === null || state.givenAt !== null) return refuse({ code: 'NOTHING_TO_LEAVE' as const })
    await storeEvent(work.tx, work, input.procedureId, { kind: 'left', detail: { who }, occurredAt: work.happenedAt })
    work.note(`procedure:${input.procedureId}`, { left: who })
    return ok(null)
  },
})
