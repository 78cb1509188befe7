import { notHere } from '~/lib/http.server'
import type { Visitor } from '~/modules/auth/types'
import { textsOf } from '~/modules/protocols/queries.server'
import type { Contraindication } from '../types'
import { openProcedure, type ProcedureHead } from './page.server'

export type CorrectView = {
  readonly head: ProcedureHead
  /** The screening that is corrected, by its event. */
  readonly corrects: number
  readonly questions: readonly Contraindication[]
  /** The answers as they stand, by question. */
  readonly answers: Readonly<Record<string, 'yes' | 'no' | 'unsure'>>
  readonly reason: string | null
}

/** The last screening's answers, to be corrected. A 404 where nobody has screened yet. */
export async function correctPage(visitor: Visitor, param: string | undefined): Promise<CorrectView> {
  const { file, head } = await openProcedure(visitor, param)
  const screened = file.events.filter(({ kind }) => kind === 'screened').at(-1)
  if (!screened || file.state.screening === null)
    throw notHere('Nobody has screened this patient for this procedure yet. Go back to the procedure.')
  const questions = await textsOf(visitor.context.db.read, file.row.versionId, 'contraindications')
  const yes = new Map(file.state.screening.yes.map(({ question, text }) => [question, text]))
  const answerTo = (code: string) => {
    const text = yes.get(code)
    return text === undefined ? 'no' : text.startsWith('Not sure: ') ? 'unsure' : 'yes'
  }
  return {
    head,
    corrects: screened.id,
    questions,
    answers: Object.fromEntries(questions.map(({ code }) => [code, answerTo(code)])),
    reason: typeof screened.detail.reason === 'string' ? screened.detail.reason : null,
  }
}
