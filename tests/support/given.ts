import { insertProtocol } from '~/modules/protocols/commands.server'
import { outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { addVial, key, must, now, type SmallClinic } from './clinic'

let numbers = 0

/** A patient with a procedure that a vial of a lot was given at: the link that recalls follow. Rows as the rooms write them. */
export async function givenTo(
  clinic: SmallClinic,
  lotNumber: string,
  options: { name?: string; basis?: string; quantity?: number } = {},
) {
  const vial = await addVial(clinic, lotNumber)
  const number = ++numbers
  return clinic.db.write(async (tx) => {
    const { versionId } = must(await insertProtocol(tx, clinic.context))
    const name = options.name ?? `Patient ${number}`
    const patient = await tx.patient.create({
      data: { mrn: `MRN-${key()}`, name, searchKey: name.toUpperCase(), birthDate: '1960-05-01', createdAt: now },
    })
    const { placeId } = await createPlace(tx, clinic.context, {
      siteId: clinic.siteId,
      kind: 'procedure',
      name: `Procedure ${number}`,
    })
    const procedure = await tx.procedure.create({
      data: {
        siteId: clinic.siteId,
        patientId: patient.id,
        protocolVersionId: versionId,
        placeId,
        roomPlaceId: clinic.room,
        scheduledAt: now,
        side: 'left',
        injectionSite: 'intra-articular',
        productId: clinic.productId,
        doseMicroliters: 2000,
        anesthesia: 'none',
        clinician: 'Dr. Lee',
        status: 'given',
        createdAt: now,
        actor: 'person:1',
      },
    })
    const quantity = options.quantity ?? 2000
    const movement = key()
    const from = { id: clinic.freezer, inside: true }
    const line = { unitId: vial.unitId, lotId: vial.lotId, from }
    const rest = 2000 - quantity
    const discard = await outsidePlace(tx, clinic.siteId, 'discard')
    must(
      await post(tx, clinic.context, {
        movement,
        kind: 'give',
        occurredAt: now,
        lines: [
          { ...line, to: { id: placeId, inside: false }, quantity },
          ...(rest > 0 ? [{ ...line, to: discard, quantity: rest }] : []),
        ],
      }),
    )
    await tx.procedureUse.create({
      data: {
        procedureId: procedure.id,
        unitId: vial.unitId,
        lotId: vial.lotId,
        movement,
        quantity,
        wasted: rest,
        givenAt: now,
        recordedAt: now,
        actor: 'person:1',
        basis: options.basis ?? 'scan',
        recordedLate: false,
        findings: '[]',
      },
    })
    return { ...vial, patientId: patient.id, procedureId: procedure.id, movement, mrn: patient.mrn }
  })
}
