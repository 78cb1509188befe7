import { bookProcedure } from '~/modules/procedures/commands/book.server'
import { changeBooking } from '~/modules/procedures/commands/change.server'
import type { ProcedureRow } from '~/modules/procedures/queries/booking.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { currentVersions } from '~/modules/protocols/queries.server'
import { the } from '../forms'
import { microliters, patientOf, placeOf, productOf } from '../things'
import { verb } from '../verb'
import { act, made, StoryFault, say, timeOf, type World } from '../world'
import { explainedBy, procedureOf } from './procedures'

/** One part of a booking as a story says it. */
async function changed(world: World, row: ProcedureRow, part: string, value: string) {
  const { roomPlaceId, scheduledAt, side, injectionSite, productId, doseMicroliters, anesthesia, clinician } = row
  const booked = { roomPlaceId, scheduledAt, side, injectionSite, productId, doseMicroliters, anesthesia, clinician }
  switch (part) {
    case 'time':
      return { ...booked, scheduledAt: timeOf(world, value) }
    case 'room':
      return { ...booked, roomPlaceId: (await placeOf(world, value)).id }
    case 'product':
      return { ...booked, productId: (await productOf(world, value)).id }
    case 'dose':
      return { ...booked, doseMicroliters: microliters(value) }
    case 'site':
      return { ...booked, injectionSite: value }
    case 'side':
    case 'clinician':
    case 'anesthesia':
      return { ...booked, [part]: value }
    default:
      throw new StoryFault(`A booking has no ${part}.`)
  }
}

/** Booking, and changing what is booked. */
export const bookingVerbs = [
  verb(
    bookProcedure.kind,
    'books {product} {dose} mL for {mrn} at {time} in {room} [with {anesthesia} anesthesia]',
    'nurse books "Amnio Flow 2 mL" 2 mL for P-1001 at 10:00 in "Room 1" -> procedure P',
    async (world, who, said) => {
      const [version] = await currentVersions(world.db.read)
      if (!version) throw new StoryFault('The clinic has no protocol.')
      const input = bookProcedure.input.parse({
        patientId: (await patientOf(world, the(said, 'mrn'))).id,
        versionId: version.id,
        roomPlaceId: (await placeOf(world, the(said, 'room'))).id,
        scheduledAt: timeOf(world, the(said, 'time')),
        side: 'left',
        injectionSite: 'Hip joint (intra-articular)',
        productId: (await productOf(world, the(said, 'product'))).id,
        doseMicroliters: microliters(the(said, 'dose')),
        anesthesia: said.anesthesia ?? 'none',
        clinician: 'Dr. Story',
      })
      return act(world, who, bookProcedure, input, {
        ...explainedBy(world),
        say: ({ procedureId, tooSoonAfter }) =>
          made('procedure', procedureId, ...(tooSoonAfter === null ? [] : ['sooner than the protocol says'])),
      })
    },
  ),
  verb(
    changeBooking.kind,
    'changes the {part} of {procedure} to {value} [on a form that knew {first} changes]',
    'nurse changes the room of P to "Room 2" -> changed room, ended ready, ended clearance',
    async (world, who, said) => {
      const target = procedureOf(world, said)
      const file = await procedureFile(world.db.read, world.site.id, target.procedureId)
      if (!file) throw new StoryFault('There is no such procedure at this site.')
      const input = changeBooking.input.parse({
        ...target,
        ...(await changed(world, file.row, the(said, 'part'), the(said, 'value'))),
        seen: said.first === undefined ? file.state.lastChangeId : 0,
      })
      return act(world, who, changeBooking, input, {
        ...explainedBy(world),
        say: ({ parts, ended, freed, open }) =>
          say(
            ...parts.map((part) => `changed ${part}`),
            ...ended.map((each) => `ended ${each}`),
            ...(freed.length > 0 ? [`${freed.length} let go`] : []),
            ...open.map((each) => `${each} is opened and no longer fits`),
          ),
      })
    },
  ),
]
