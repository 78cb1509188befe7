import { Notice } from './notice'

/** What a form is answered, as `action` gives it. */
export type Said = {
  readonly ok: boolean
  readonly sentence: string | null
  readonly errors: Readonly<Record<string, readonly string[] | null>>
}

const firstError = (errors: Said['errors']): string =>
  Object.values(errors).flatMap((found) => found ?? [])[0] ??
  'Something in this form is not as expected. Look at each field.'

/**
 * What came of a form: done or refused, in its sentence. `errorsToo`: the page doesn't show at the fields what is wrong
 * with them, so the first of it is said here.
 */
export function AnswerNotice({ answer, errorsToo }: { answer?: Said | null; errorsToo?: boolean }) {
  if (!answer) return null
  if (answer.sentence !== null) return <Notice kind={answer.ok ? 'good' : 'refused'} title={answer.sentence} />
  return !answer.ok && errorsToo ? <Notice kind="refused" title={firstError(answer.errors)} /> : null
}
