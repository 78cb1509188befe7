/** Whether a scan means one thing without asking, and why not where it doesn't. */
import { ok, type Result, refuse } from '~/lib/result'
import type { Difference, Meaning, MeaningKind, Meanings } from './meanings'

/** Why no meaning is taken without asking. */
export type WhyNot =
  /** Nothing that is known: what was printed or typed and not found, look-alikes, or why the label can't be read. */
  | { readonly code: 'NOT_FOUND'; readonly answer: Meanings }
  | { readonly code: 'SEVERAL'; readonly meanings: readonly Meaning[] }
  /** Only by something that was mended or guessed. */
  | { readonly code: 'UNSURE'; readonly meanings: readonly Meaning[]; readonly answer: Meanings }
  | { readonly code: 'DIFFERS'; readonly meaning: Meaning; readonly difference: Difference }
  | { readonly code: 'OTHER_KIND'; readonly meanings: readonly Meaning[] }

const isKnown = (meaning: Meaning): boolean => meaning.kind !== 'unknown' && meaning.certainty !== 'near'

/** A container and its own lot may differ in a hyphen only: then the one that is spelled as the text is meant. */
function asPrinted<M extends Meaning>(fitting: readonly M[], answer: Meanings): readonly M[] {
  const lotOf = (each: M) => (each.kind === 'unit' ? each.unit.lotId : each.kind === 'lot' ? each.lot.lotId : null)
  const [first] = fitting
  if (!first || fitting.some((each) => lotOf(each) === null || lotOf(each) !== lotOf(first))) return fitting
  const spelled = fitting.filter(({ matched }) => matched === answer.typed?.text)
  return spelled.length === 1 ? spelled : fitting
}

/**
 * The one meaning of an expected kind. It is taken only where exactly one known thing of these kinds is meant, exactly, and
 * label and record agree. A patient is taken only where the text means nothing else at all.
 */
export function oneMeaning<Kind extends MeaningKind>(
  answer: Meanings,
  kinds: readonly Kind[],
): Result<Extract<Meaning, { kind: Kind }>, WhyNot> {
  const known = answer.meanings.filter(isKnown)
  const fitting = known.filter((meaning): meaning is Extract<Meaning, { kind: Kind }> =>
    kinds.some((kind) => kind === meaning.kind),
  )
  const [first] = asPrinted(fitting, answer)
  if (!first) return refuse(known.length > 0 ? { code: 'OTHER_KIND', meanings: known } : { code: 'NOT_FOUND', answer })
  const rivals = first.kind === 'patient' ? known : asPrinted(fitting, answer)
  if (rivals.length > 1) return refuse({ code: 'SEVERAL', meanings: rivals })
  if (first.certainty !== 'exact') return refuse({ code: 'UNSURE', meanings: fitting, answer })
  const [difference] = first.differs
  return difference ? refuse({ code: 'DIFFERS', meaning: first, difference }) : ok(first)
}
