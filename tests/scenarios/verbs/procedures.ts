import { cancelProcedure } from '~/modules/procedures/commands/cancel.server'
import { closeProcedure, endObservation } from '~/modules/procedures/commands/close.server'
import { recordEmergencyDrug } from '~/modules/procedures/commands/emergency.server'
import { finishFollowUp } from '~/modules/procedures/commands/follow-up.server'
import { give } from '~/modules/procedures/commands/give.server'
import { recordGiven } from '~/modules/procedures/commands/late.server'
import { observeLonger, recordReaction } from '~/modules/procedures/commands/reaction.server'
import { endSharedReview } from '~/modules/procedures/commands/shared.server'
import { undoUse } from '~/modules/procedures/commands/undo.server'
import { explainProcedure } from '~/modules/procedures/messages'
import { followUpsOf } from '~/modules/procedures/queries/follow-ups.server'
import { sharedReviews } from '~/modules/procedures/queries/shared.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { type Said, the } from '../forms'
import { counted, dayOfStory, microliters, placeOf, productOf, unitOf } from '../things'
import { verb } from '../verb'
import { act, codesOf, idOf, StoryFault, say, timeOf, type World } from '../world'

export const explainedBy = (world: World) => ({
  explain: (refusal: Parameters<typeof explainProcedure>[0]) =>
    explainProcedure(refusal, world.site.timeZone, world.now),
})

export const procedureOf = (world: World, said: Said) => ({
  procedureId: idOf(world, 'procedure', the(said, 'procedure')),
})

const held = (count: number): string[] => (count > 0 ? [`${counted(count, 'lot')} held`] : [])

/** What the patient got by the story's words: a container, or a label that was never received here. */
async function whatOf(world: World, said: Said) {
  if (said.scan !== undefined) return { kind: 'scan' as const, raw: said.scan, label: null }
  if (said.unit !== undefined) return { kind: 'unit' as const, unitId: (await unitOf(world, said.unit)).id, raw: null }
  const product = await productOf(world, the(said, 'product'))
  const expiry = said.expiry === undefined ? null : dayOfStory(said.expiry)
  return { kind: 'label' as const, productId: product.id, lotNumber: the(said, 'lot'), expiry, unitNumber: null }
}

const alreadyGiven = async (world: World, who: string, said: Said) => {
  const input = {
    ...procedureOf(world, said),
    what: await whatOf(world, said),
    given: microliters(the(said, 'ml')),
    givenAt: said.time === undefined ? world.now : timeOf(world, said.time),
    givenAgain: said.again === undefined ? null : microliters(said.again),
    lotMeant: said.meant ?? null,
    givenBy: 'Dr. Story',
    supplies: true,
    also:
      said.ml2 === undefined
        ? []
        : [
            {
              unitId: (await unitOf(world, the(said, 'unit2'))).id,
              given: said.ml2 === '0' ? 0 : microliters(said.ml2),
            },
          ],
  }
  return act(world, who, recordGiven, input, {
    ...explainedBy(world),
    say: ({ findings }) => say('recorded', ...findings.map(codesOf)),
  })
}

/** Giving, observing, closing. */
export const procedureVerbs = [
  verb(
    give.kind,
    'gives {ml} mL of {unit} [and {ml2} mL of {unit2}] in {procedure} [although {in}] [without clearance because {why}]',
    'nurse gives 2 mL of AF2201001 in P -> given',
    async (world, who, said) => {
      const draw = async (ml: string, unit: string) => ({
        unitId: (await unitOf(world, unit)).id,
        given: ml === '0' ? 0 : microliters(ml),
      })
      const drawn = [await draw(the(said, 'ml'), the(said, 'unit'))]
      if (said.ml2 !== undefined) drawn.push(await draw(said.ml2, the(said, 'unit2')))
      const input = {
        ...procedureOf(world, said),
        drawn,
        supplies: true,
        ...(said.in !== undefined && { alreadyIn: true, whyAsked: true }),
        ...(said.why !== undefined && { whyUncleared: said.why }),
      }
      return act(world, who, give, input, { ...explainedBy(world), say: (value) => say('given', ...value.said) })
    },
  ),
  verb(
    recordGiven.kind,
    'records {unit} {ml} mL [and {ml2} mL of {unit2}] as already given in {procedure} [at {time}] [typing {again} mL again]',
    'nurse records AF2201002 2 mL as already given in P -> recorded, STEPS_MISSING',
    alreadyGiven,
  ),
  verb(
    recordGiven.kind,
    'records the label {scan} [meaning {meant}] {ml} mL as already given in {procedure} [at {time}] [typing {again} mL again]',
    'nurse records the label "(01)00860014210013(17)270131(10)AF-2201(21)AF2201002" 2 mL as already given in P -> recorded, STEPS_MISSING',
    alreadyGiven,
  ),
  verb(
    recordGiven.kind,
    'records {product} lot {lot} [meaning {meant}] [expiring {expiry}] {ml} mL as already given in {procedure} [at {time}] [typing {again} mL again]',
    'nurse records "Amnio Flow 2 mL" lot AF-9999 2 mL as already given in P -> recorded, NEVER_RECEIVED, STEPS_MISSING',
    alreadyGiven,
  ),
  verb(
    finishFollowUp.kind,
    'says that {followUp} of {procedure} is done noting {note}',
    'director says that reaction.review of P is done noting "not the product" -> done',
    async (world, who, said) => {
      const { procedureId } = procedureOf(world, said)
      const open = await followUpsOf(world.db.read, procedureId)
      const taskId = open.find(({ kind }) => kind === the(said, 'followUp'))?.taskId ?? 999_999
      const input = { procedureId, taskId, note: the(said, 'note') }
      return act(world, who, finishFollowUp, input, { ...explainedBy(world), say: () => say('done') })
    },
  ),
  verb(
    endSharedReview.kind,
    'ends the two-patient review of {procedure} noting {note}',
    'manager ends the two-patient review of P noting "the other record was wrong" -> over',
    async (world, who, said) => {
      const { procedureId } = procedureOf(world, said)
      const open = await sharedReviews(world.db.read, world.site.id)
      const taskId = open.find((each) => each.procedureId === procedureId)?.taskId ?? 1
      const input = { taskId, note: the(said, 'note') }
      return act(world, who, endSharedReview, input, { ...explainedBy(world), say: () => say('over') })
    },
  ),
  verb(
    recordReaction.kind,
    'records a {reaction} reaction in {procedure} [that looks like {sort}] [and may come of {product}] noting {note} [at {time}]',
    'nurse records a severe reaction in P noting "hives, wheezing" -> recorded, 1 lot held',
    (world, who, said) => {
      const input = recordReaction.input.parse({
        ...procedureOf(world, said),
        reaction: the(said, 'reaction'),
        notes: the(said, 'note'),
        seenAt: said.time === undefined ? null : timeOf(world, said.time),
        ...(said.sort !== undefined && { sort: said.sort }),
        mayBeProduct: said.product !== undefined,
      })
      return act(world, who, recordReaction, input, {
        ...explainedBy(world),
        say: (value) => say('recorded', ...held(value.held)),
      })
    },
  ),
  verb(
    recordEmergencyDrug.kind,
    'gives {drug} of kit {kit} in the emergency of {procedure}',
    'nurse gives "Epinephrine 1 mg/mL" of kit "Emergency kit" in the emergency of P',
    async (world, who, said) => {
      const place = await placeOf(world, the(said, 'kit'))
      const rows = await unitFacts(world.db.read, { placeIds: [place.id] })
      const unit = rows.find(({ productName }) => productName === the(said, 'drug'))
      if (!unit) throw new StoryFault(`${the(said, 'drug')} is not in that kit.`)
      const input = { ...procedureOf(world, said), taken: { unitId: unit.unitId, placeId: unit.placeId } }
      return act(world, who, recordEmergencyDrug, input, { ...explainedBy(world), say: () => say('recorded') })
    },
  ),
  verb(
    recordEmergencyDrug.kind,
    'gives {words} in the emergency of {procedure}',
    'nurse gives "oxygen by mask" in the emergency of P',
    (world, who, said) => {
      const input = { ...procedureOf(world, said), words: the(said, 'words') }
      return act(world, who, recordEmergencyDrug, input, { ...explainedBy(world), say: () => say('recorded') })
    },
  ),
  verb(
    observeLonger.kind,
    'observes the patient of {procedure} {minutes} minutes longer because {reason}',
    'nurse observes the patient of P 20 minutes longer because "still a little dizzy"',
    (world, who, said) => {
      const input = {
        ...procedureOf(world, said),
        minutes: Number(the(said, 'minutes')),
        reason: the(said, 'reason'),
      }
      return act(world, who, observeLonger, input, { ...explainedBy(world), say: () => say('done') })
    },
  ),
  verb(
    endObservation.kind,
    'ends the observation of {procedure} with {reaction} reaction',
    'nurse ends the observation of P with no reaction -> observed',
    (world, who, said) => {
      const input = endObservation.input.parse({
        ...procedureOf(world, said),
        reaction: said.reaction === 'no' ? 'none' : the(said, 'reaction'),
        notes: '',
        instructionsGiven: true,
      })
      return act(world, who, endObservation, input, {
        ...explainedBy(world),
        say: (value) => say(value.over ? 'observed' : 'still observed', ...held(value.held)),
      })
    },
  ),
  verb(closeProcedure.kind, 'closes procedure {procedure}', 'nurse closes procedure P', (world, who, said) => {
    const note = { technique: 'Ultrasound-guided', response: 'Good', observations: 'None', adjustments: null }
    return act(
      world,
      who,
      closeProcedure,
      { ...procedureOf(world, said), ...note },
      {
        ...explainedBy(world),
        say: () => say('closed'),
      },
    )
  }),
  verb(
    undoUse.kind,
    'undoes what was given in {procedure} because {reason}',
    'nurse undoes what was given in P because "entered for the wrong patient"',
    async (world, who, said) => {
      const target = procedureOf(world, said)
      const use = await world.db.read.procedureUse.findFirst({
        where: target,
        orderBy: { id: 'desc' },
        select: { movement: true },
      })
      if (!use) throw new StoryFault('Nothing was given there.')
      const input = { ...target, movement: use.movement, reason: the(said, 'reason') }
      return act(world, who, undoUse, input, {
        ...explainedBy(world),
        say: ({ lost }) => say('undone', ...lost.map(() => 'another procedure stays without it')),
      })
    },
  ),
  verb(
    cancelProcedure.kind,
    'cancels procedure {procedure} because {reason}',
    'nurse cancels procedure P because "the patient has a cold"',
    (world, who, said) => {
      const input = { ...procedureOf(world, said), reason: the(said, 'reason'), dispositions: [] }
      return act(world, who, cancelProcedure, input, {
        ...explainedBy(world),
        say: ({ status }: { status: string }) => say(status),
      })
    },
  ),
]
