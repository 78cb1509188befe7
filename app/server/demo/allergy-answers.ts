import type { Instant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { answerWords } from '~/modules/procedures/commands/answer-words.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { keptFacts } from '~/modules/readiness/queries/facts.server'
import { wordFindings } from '~/modules/readiness/rules/allergy-questions'
import { keyOf, must, person, type World } from './world'

/** Nothing that is kept matters for an allergy that a patient of the demo clinic told in words: the nurse looked at each label. */
export async function answeredWords(world: World, name: string, procedureId: number, at: Instant): Promise<void> {
  const nurse = person(world, 'nurse', at)
  const file = await procedureFile(world.db.read, nurse.site.id, procedureId)
  if (!file) throw new Error(`The demo story has no procedure ${name}.`)
  for (const finding of wordFindings(await keptFacts(world.db.read, file.booking))) {
    if (finding.code !== 'ALLERGY_QUESTION') continue
    const { allergyId, note, products } = finding
    const answers = products.map(({ productId }) => ({ productId, matters: false }))
    const input = { procedureId, allergyId, answers, reason: 'Compared with the labels.' }
    must(`${note} of ${name}`, await perform(nurse, answerWords, input, keyOf('words', name, allergyId)))
  }
}
