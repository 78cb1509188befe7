import type { z } from 'zod'
import type { Result } from '~/lib/result'
import type { Command } from '~/modules/auth/commands/command.server'
import { bookProcedure } from '~/modules/procedures/commands/book.server'
import { changeBooking } from '~/modules/procedures/commands/change.server'
import { correctScreening } from '~/modules/procedures/commands/correct-screening.server'
import { setBookingRule, setTimeOutRule } from '~/modules/procedures/commands/rules.server'
import type { ProcedureRow } from '~/modules/procedures/queries/booking.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { askKey } from '~/modules/procedures/rules/booking-asks'
import type { ProcedureRefusal } from '~/modules/procedures/types'
import { currentVersions, textsOf } from '~/modules/protocols/queries.server'
import { the } from '../forms'
import { microliters, patientOf, placeOf, productOf, whole } from '../things'
import { verb } from '../verb'
import { act, made, perhaps, StoryFault, say, timeOf, type World } from '../world'
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
    case 'further-dose':
      return { ...booked, furtherDose: value === 'yes' }
    case 'side':
    case 'clinician':
    case 'anesthesia':
      return { ...booked, [part]: value }
    default:
      throw new StoryFault(`A booking has no ${part}.`)
  }
}

/** The keys of what is asked: whoever books although it was asked has seen it. */
async function asked<Input extends z.ZodType, Answer extends Result<unknown>>(
  world: World,
  who: string,
  command: Command<Input, Answer>,
  input: NoInfer<z.input<Input>>,
): Promise<string[]> {
  const answer = await perhaps(world, who, command, input)
  const refusal = answer.ok ? null : (answer.refusal as ProcedureRefusal)
  if (refusal?.code !== 'BOOKING_ASKS') throw new StoryFault('Nothing is asked here.')
  return refusal.findings.map(askKey)
}

const never = (): string => 'It was refused.'

/** Booking, and changing what is booked. */
export const bookingVerbs = [
  verb(
    bookProcedure.kind,
    'books {product} {dose} mL for {mrn} at {time} in {room} [into {site}] [with {anesthesia} anesthesia] [by {clinician}] [as a {kind} dose] [although {asked}]',
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
        injectionSite: said.site ?? 'joint cavity',
        productId: (await productOf(world, the(said, 'product'))).id,
        doseMicroliters: microliters(the(said, 'dose')),
        anesthesia: said.anesthesia ?? 'none',
        clinician: said.clinician ?? 'Dr. Story',
        furtherDose: said.kind !== undefined,
      })
      const although = said.asked === undefined ? [] : await asked(world, who, bookProcedure, input)
      return act(
        world,
        who,
        bookProcedure,
        { ...input, although },
        {
          ...explainedBy(world),
          say: ({ procedureId, tooSoonAfter }) =>
            made('procedure', procedureId, ...(tooSoonAfter === null ? [] : ['sooner than the protocol says'])),
        },
      )
    },
  ),
  verb(
    changeBooking.kind,
    'changes the {part} of {procedure} to {value} [on a form that knew {first} changes] [although {asked}]',
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
      const although = said.asked === undefined ? [] : await asked(world, who, changeBooking, input)
      return act(
        world,
        who,
        changeBooking,
        { ...input, although },
        {
          ...explainedBy(world),
          say: ({ parts, ended, freed, open }) =>
            say(
              ...parts.map((part) => `changed ${part}`),
              ...ended.map((each) => `ended ${each}`),
              ...(freed.length > 0 ? [`${freed.length} let go`] : []),
              ...open.map((each) => `${each} is opened and no longer fits`),
            ),
        },
      )
    },
  ),
  verb(
    setTimeOutRule.kind,
    'says that a time-out counts {minutes} minutes',
    'director says that a time-out counts 30 minutes',
    (world, who, said) =>
      act(
        world,
        who,
        setTimeOutRule,
        { minutes: whole(the(said, 'minutes')) },
        { explain: never, say: () => say('done') },
      ),
  ),
  verb(
    setBookingRule.kind,
    'says that the clinic is open {opens} to {closes} on days {days}',
    'director says that the clinic is open 08:00 to 17:00 on days 12345',
    (world, who, said) => {
      const hours = { opens: the(said, 'opens'), closes: the(said, 'closes'), days: [...the(said, 'days')].map(Number) }
      return act(world, who, setBookingRule, { hours, slotMinutes: 30 }, { explain: never, say: () => say('done') })
    },
  ),
  verb(
    correctScreening.kind,
    'corrects the screening of {procedure} [with yes to {question}] [going on for {reason}] because {why}',
    'nurse corrects the screening of P because "the yes was for the patient before" -> clear',
    async (world, who, said) => {
      const target = procedureOf(world, said)
      const file = await procedureFile(world.db.read, world.site.id, target.procedureId)
      const screened = file?.events.filter(({ kind }) => kind === 'screened').at(-1)
      if (!file || !screened) throw new StoryFault('Nobody was screened there.')
      const questions = await textsOf(world.db.read, file.row.versionId, 'contraindications')
      const answers = Object.fromEntries(
        questions.map(({ code }) => [code, code === said.question ? ('yes' as const) : ('no' as const)]),
      )
      const input = { ...target, corrects: screened.id, answers, reason: said.reason ?? null, why: the(said, 'why') }
      return act(world, who, correctScreening, input, { ...explainedBy(world), say: ({ outcome }) => say(outcome) })
    },
  ),
]
