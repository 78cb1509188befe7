/** Why a scan can't be taken, as doors say it. */
import { whyAmbiguous } from '~/modules/labels/messages'
import { productLot } from './lot-key'
import { type Difference, type Meaning, type Meanings, meaningKey } from './meanings'
import { choicesOf, type WhyNot } from './one-meaning'
import { nameOfMeaning } from './scan-words'
import type { ScanChoice, ScanRefusal } from './scanned'

type Unknown = Extract<Meaning, { kind: 'unknown' }>

const isUnknown = (meaning: Meaning): meaning is Unknown => meaning.kind === 'unknown'

const isOtherProducts = ({ differs }: Meaning): boolean => differs.some(({ code }) => code === 'OTHER_PRODUCT')

type OfOther = Extract<Difference, { code: 'SERIAL_OF_OTHER_PRODUCT' }>

const contradicts = ({ serial, printed, known, product }: OfOther): ScanRefusal => ({
  code: 'SCAN_CONTRADICTS',
  seen: serial,
  printed,
  known,
  product,
})

const serialOfOther = (meanings: readonly Meaning[]): OfOther | undefined =>
  meanings.flatMap(({ differs }) => differs).find((each) => each.code === 'SERIAL_OF_OTHER_PRODUCT')

function ofUnknown(unknown: Unknown, answer: Meanings): ScanRefusal {
  const seen = unknown.matched
  const all = answer.meanings.filter((each) => each.certainty === 'near')
  const [near] = all
  const names = [...new Set(all.filter((each) => !isOtherProducts(each)).map(nameOfMeaning))]
  switch (unknown.what) {
    case 'code':
    case 'ndc':
      return { code: 'SCAN_PRODUCT_UNKNOWN', seen }
    case 'serial': {
      const other = serialOfOther(answer.meanings)
      return other ? contradicts(other) : { code: 'SCAN_UNIT_UNKNOWN', seen, lotNumber: unknown.lot?.lotNumber ?? '' }
    }
    case 'lot':
    case 'donation':
      if (near && !isOtherProducts(near)) return { code: 'SCAN_UNSURE', seen, meant: names }
      return {
        code: 'SCAN_LOT_UNKNOWN',
        product: unknown.product?.name ?? 'This label',
        seen,
        ...(near ? { other: nameOfMeaning(near) } : {}),
      }
    case 'own':
      return { code: 'SCAN_OWN_LABEL', seen, fault: 'unknown' }
    case 'own-misread':
      return { code: 'SCAN_OWN_LABEL', seen, fault: 'misread' }
    case 'name':
      return { code: 'SCAN_UNKNOWN', seen, near: names.length > 0 ? names.join(', or ') : null }
  }
}

function notFound(answer: Meanings): ScanRefusal {
  const { question, refusal, meanings, raw, typed } = answer
  // A text that may be a name is answered as one; the reader's question is about labels.
  if (question && !typed)
    return { code: 'SCAN_AMBIGUOUS', count: question.readings.length, detail: whyAmbiguous(question) }
  const unknown = meanings.find(isUnknown)
  // What can't be read as a label may still be a name that nobody knows: the label's fault is said only of a label.
  if (unknown) return ofUnknown(unknown, answer)
  if (refusal) return { code: 'SCAN_LABEL', refusal }
  return { code: 'SCAN_UNKNOWN', seen: raw.trim(), near: meanings[0] ? nameOfMeaning(meanings[0]) : null }
}

const choices = (why: WhyNot): ScanChoice[] =>
  choicesOf(why).map((meaning) => ({ meant: meaningKey(meaning), label: nameOfMeaning(meaning) }))

/** The refusal for a scan of which no meaning was taken. */
export function refusalOf(why: WhyNot): ScanRefusal {
  switch (why.code) {
    case 'NOT_FOUND':
      return notFound(why.answer)
    case 'SEVERAL':
      return { code: 'SCAN_SEVERAL', names: why.meanings.map(nameOfMeaning), choices: choices(why) }
    case 'UNSURE':
      if (why.answer.question && !why.answer.typed) return notFound(why.answer)
      return {
        code: 'SCAN_UNSURE',
        seen: why.answer.raw.trim(),
        meant: why.meanings.map(nameOfMeaning),
        choices: choices(why),
      }
    case 'OTHER_KIND': {
      const [first] = why.meanings
      if (first?.kind === 'product') return { code: 'SCAN_NO_LOT', product: first.productName }
      return {
        code: 'SCAN_OTHER_THING',
        kind: first?.kind ?? 'thing',
        name: first?.kind === 'place' ? first.name : null,
      }
    }
    case 'DIFFERS': {
      const { difference, meaning } = why
      const lotNumber =
        meaning.kind === 'lot' ? meaning.lot.lotNumber : meaning.kind === 'unit' ? meaning.unit.lotNumber : ''
      switch (difference.code) {
        case 'EXPIRY_DIFFERS':
          return { code: 'SCAN_EXPIRY_DIFFERS', lotNumber, known: difference.known, seen: difference.printed }
        case 'SERIAL_OF_OTHER_LOT':
          return {
            code: 'SCAN_CONTRADICTS',
            seen: difference.serial,
            printed: difference.printed,
            known: difference.known,
          }
        case 'SERIAL_OF_OTHER_PRODUCT':
          return contradicts({ ...difference, printed: productLot(difference.printed, lotNumber) })
        case 'SERIAL_UNKNOWN':
          return { code: 'SCAN_UNIT_UNKNOWN', seen: difference.serial, lotNumber }
        case 'CODE_UNKNOWN':
          return { code: 'SCAN_PRODUCT_UNKNOWN', seen: difference.printed }
        case 'SEPARATOR_MISSING':
        case 'OTHER_PRODUCT':
          return { code: 'SCAN_UNSURE', seen: difference.printed, meant: [nameOfMeaning(meaning)] }
      }
    }
  }
}
