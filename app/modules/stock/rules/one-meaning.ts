/** Whether a scan means one thing without asking, and why not where it doesn't. */
import { ok, type Result, refuse } from '~/lib/result'
import { goodsOf } from '~/modules/labels/rules/goods'
import { type Difference, type Meaning, type MeaningKind, type Meanings, meaningKey } from './meanings'

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

const wasTakenBack = (meaning: Meaning): boolean =>
  meaning.kind === 'lot' ? meaning.lot.takenBack : meaning.kind === 'unit' && meaning.unit.takenBack

/** A lot that was entered by mistake and taken back whole is no second thing beside one that was kept. */
function withoutTakenBack(known: readonly Meaning[]): readonly Meaning[] {
  const isKept = (each: Meaning) => (each.kind === 'lot' || each.kind === 'unit') && !wasTakenBack(each)
  return known.some(isKept) ? known.filter((each) => !wasTakenBack(each)) : known
}

/** A label that prints a container's own number besides its donation's means that container, and not all of the donation. */
function withoutOwnDonation<M extends Meaning>(fitting: readonly M[]): readonly M[] {
  const named = fitting.flatMap(({ kind, reading }) => {
    if (kind !== 'unit' || reading === null) return []
    const { donation, unitNumber } = goodsOf(reading)
    return donation !== null && unitNumber !== donation ? [reading] : []
  })
  return fitting.filter(({ kind, reading }) => kind !== 'group' || reading === null || !named.includes(reading))
}

const lotIdOf = (meaning: Meaning): number | null =>
  meaning.kind === 'unit' ? meaning.unit.lotId : meaning.kind === 'lot' ? meaning.lot.lotId : null

/** A donation or donor number that is also the name of its only lot means that lot: the group is no second thing. */
function withoutGroupOfOne(known: readonly Meaning[]): readonly Meaning[] {
  const lots = new Set(known.map(lotIdOf).filter((id) => id !== null))
  const isOne = (each: Meaning) =>
    each.kind === 'group' && lots.size === 1 && each.lots.every(({ lotId }) => lots.has(lotId))
  return known.filter((each) => !isOne(each))
}

/** A container and its own lot may differ in a hyphen only: then the one that is spelled as the text is meant. */
function asPrinted<M extends Meaning>(fitting: readonly M[], answer: Meanings): readonly M[] {
  const [first] = fitting
  if (!first || fitting.some((each) => lotIdOf(each) === null || lotIdOf(each) !== lotIdOf(first))) return fitting
  const spelled = fitting.filter(({ matched }) => matched === answer.typed?.text)
  return spelled.length === 1 ? spelled : fitting
}

/**
 * What a person may choose from with one tap: the things of which it is known that one is meant. Never a patient (a wristband
 * is not satisfied by a text that names something else too), and never a group, which is no one thing.
 */
export function choicesOf(why: WhyNot): readonly Meaning[] {
  const open = why.code === 'SEVERAL' || (why.code === 'UNSURE' && (why.answer.typed || !why.answer.question))
  return open ? why.meanings.filter(({ kind }) => kind !== 'patient' && kind !== 'group') : []
}

const agreed = <M extends Meaning>(meaning: M): Result<M, WhyNot> => {
  const [difference] = meaning.differs
  return difference ? refuse({ code: 'DIFFERS', meaning, difference }) : ok(meaning)
}

/**
 * The one meaning of an expected kind. It is taken only where exactly one known thing of these kinds is meant, exactly, and
 * label and record agree. A patient is taken only where the text means nothing else at all.
 * @param meant the one that a person chose (`meaningKey`) when the same text was asked about
 */
export function oneMeaning<Kind extends MeaningKind>(
  answer: Meanings,
  kinds: readonly Kind[],
  meant: string | null = null,
): Result<Extract<Meaning, { kind: Kind }>, WhyNot> {
  type Fitting = Extract<Meaning, { kind: Kind }>
  const isFitting = (meaning: Meaning): meaning is Fitting => kinds.some((kind) => kind === meaning.kind)
  const known = withoutGroupOfOne(withoutOwnDonation(withoutTakenBack(answer.meanings.filter(isKnown))))
  const fitting = known.filter(isFitting)
  const [first] = asPrinted(fitting, answer)
  if (!first) return refuse(known.length > 0 ? { code: 'OTHER_KIND', meanings: known } : { code: 'NOT_FOUND', answer })
  // Where more lots have the number of one, all of them are meant: the door that takes none of a group asks, too.
  const groups = lotIdOf(first) === null ? [] : known.filter((each) => each.kind === 'group' && !isFitting(each))
  const rivals = first.kind === 'patient' ? known : [...asPrinted(fitting, answer), ...groups]
  const asked: WhyNot | null =
    rivals.length > 1
      ? { code: 'SEVERAL', meanings: rivals }
      : first.certainty !== 'exact'
        ? { code: 'UNSURE', meanings: fitting, answer }
        : null
  if (!asked) return agreed(first)
  const chosen = choicesOf(asked).find((meaning) => meaningKey(meaning) === meant)
  return chosen && isFitting(chosen) ? agreed(chosen) : refuse(asked)
}
