import { perform } from '~/modules/auth/commands/perform.server'
import { openNotice, recordOutreach } from '~/modules/recalls/commands.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { type Happening, keyOf, must, person, type World } from './world'

const letter = `Northpoint Biologics is recalling Exosome suspension, 2 mL, lot NB-2402, and lot NB-2399.
Reason: a filling line was not qualified on the day on which these lots were filled. No harm to patients is known so far.
Stop using these lots, keep them at -60 °C or colder, and tell us how many vials you have and how many were given.`

async function open(world: World): Promise<void> {
  const manager = person(world, 'manager', world.clock.ago(3, '11:30'))
  const letterOf = {
    kind: 'recall' as const,
    class: 'II' as const,
    reference: 'NB-R-0031',
    firm: 'Northpoint Biologics',
    title: 'Filling line not qualified',
    text: letter,
    lotIds: [world.lots.get('NB-2402')],
    otherLots: 'NB-2399',
  }
  const notice = await perform(manager, openNotice, letterOf, keyOf('recall', 'opened'))
  world.lots.set('the notice', must('the recall', notice).noticeId)
}

async function reach(world: World): Promise<void> {
  const manager = person(world, 'manager', world.clock.ago(2, '15:20'))
  const call = {
    noticeId: world.lots.get('the notice'),
    patientId: world.patients.get('HH-10021'),
    outcome: 'reached' as const,
    note: 'Told by telephone by Dr. Feldman. No complaints since the treatment. Comes for a visit next week.',
  }
  must('the call', await perform(manager, recordOutreach, call, keyOf('recall', 'reached')))
}

async function suspect(world: World): Promise<void> {
  const visitor = person(world, 'supply', world.clock.ago(0, '08:05'))
  must(
    'the suspect lot',
    await perform(
      visitor,
      placeHold,
      {
        reason: 'suspect',
        note: 'One vial shows flakes that do not dissolve. The bank has been asked; do not use any of this lot.',
        scope: { lotId: world.lots.get('CW-311') },
      },
      keyOf('hold', 'CW-311'),
    ),
  )
}

/** A recall of class II that is open: its stock is held, one patient was reached, one is to be called (R33–R36); and a lot held today. */
export const recallStory = (world: World): Happening[] => [
  { at: world.clock.ago(3, '11:30'), what: 'the recall', tell: open },
  { at: world.clock.ago(2, '15:20'), what: 'a patient reached', tell: reach },
  { at: world.clock.ago(0, '08:05'), what: 'a suspect lot', tell: suspect },
]
