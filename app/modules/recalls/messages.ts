import { unreachable } from '~/lib/result'
import { explainLabelRefusal, whyAmbiguous } from '~/modules/labels/messages'
import { isNear, type LotMatch } from '~/modules/stock/rules/match'
import type { Meaning, Meanings } from '~/modules/stock/rules/meanings'
import { explainDifference, explainTyped, explainUnknown } from '~/modules/stock/rules/scan-words'
import type { NoticeClass, NoticeKind, Outcome, RecallRefusal } from './types'

const kinds: Record<NoticeKind, string> = {
  recall: 'Recall',
  correction: 'Device correction',
  withdrawal: 'Market withdrawal',
  'look-back': 'Donor look-back',
  safety: 'Safety notice',
  own: 'Our own',
}

/** A kind of notice as pages name it. */
export const noticeKindName = (kind: NoticeKind): string => kinds[kind]

/** A class as pages name it. */
export const className = (noticeClass: NoticeClass): string =>
  noticeClass === 'unclassified' ? 'Unclassified (counts as class I)' : `Class ${noticeClass}`

const outcomes: Record<Outcome, string> = {
  'to-call': 'To be called',
  reached: 'Reached',
  'not-reached': 'Not reached',
  letter: 'Letter sent',
  'signed-off': 'Signed off by the clinician',
}

/** An outcome of outreach as pages name it. */
export const outcomeName = (outcome: Outcome): string => outcomes[outcome]

/** A refusal as a sentence. */
export function explainRecall(refusal: RecallRefusal): string {
  switch (refusal.code) {
    case 'NOTICE_UNKNOWN':
      return 'There is no such notice. Go back to the list of recalls.'
    case 'NOTICE_CLOSED':
      return 'This notice is closed. What it names is still watched for. Open a new notice if further lots are recalled.'
    case 'NO_LOT_NAMED':
      return 'No lot is named. Choose at least one of our lots, or enter the lot numbers that the notice names.'
    case 'NOT_A_LOT':
      return `Name ${refusal.at} of the list: ${refusal.said} Take it out, or type the lot as it is printed. Nothing was held or watched for.`
    case 'LOT_UNKNOWN':
      return 'A lot was chosen that does not exist. Look it up again; nothing was held.'
    case 'LOT_NAMED_ALREADY':
      return `Lot ${refusal.lotText} is named in this notice already.`
    case 'LOT_NOT_HELD':
      return 'This notice has no such lot on hold. Reload the page.'
    case 'RELEASE_NOT_YOURS':
      return 'A manager, the medical director or an outside reviewer decides that a recalled lot may be used again. It stays on hold.'
    case 'RELEASE_BY_ANOTHER':
      return 'You put this lot on hold by this notice. Another manager, the medical director or an outside reviewer decides that it may be used; it stays on hold. Is there nobody? An administrator can add an outside reviewer under People and tokens.'
    case 'REASON_SAYS_NOTHING':
      return 'Say why this notice does not mean it, and who said so: ten letters at least. Nothing was changed.'
    case 'PATIENTS_OPEN':
      return `${refusal.open} ${refusal.open === 1 ? 'patient is' : 'patients are'} not yet reached. Record an outcome for each before closing.`
    case 'QUESTIONS_OPEN':
      return `${refusal.open} ${refusal.open === 1 ? 'question is' : 'questions are'} not yet answered. Answer each before closing: hold what is meant, and say why the rest is not.`
    case 'NOT_ASKED':
      return 'This is not asked, or it was answered meanwhile. Reload the page; nothing was stored.'
    case 'NOT_ANSWERED':
      return 'This has no answer to take back: it is asked already, or its lot is in the case. Reload the page; nothing was changed.'
    case 'NOTICE_OPEN':
      return 'This notice is open, and its names are watched for. Close its case first.'
    case 'NOT_WATCHED':
      return 'This notice watches for nothing. Reload the page.'
    case 'WATCH_ENDS_BY_ANOTHER':
      return 'A manager, the medical director or an outside reviewer who did not enter this notice decides that nothing of it can come any more. Its names are still watched for.'
    default:
      return unreachable(refusal)
  }
}

/** A label that was read and names nothing that a recall follows. */
export const noLotOnLabel = 'This label names no lot, serial or donation.'

/** What a meaning is that is no lot, as a sentence; null for lots, units, their groups, and what is unknown. */
function notALot(meaning: Meaning): string | null {
  switch (meaning.kind) {
    case 'product':
      return `That is the product ${meaning.productName}, not a lot of it.`
    case 'kit':
      return `${meaning.matched} is the seal of an emergency kit, not a lot.`
    case 'place':
      return `${meaning.name ?? 'That'} is a place, not a lot. Its page says what is in it.`
    case 'delivery':
      return `${meaning.matched} is the number of a delivery, not a lot. Its page says what came with it.`
    case 'patient':
    case 'procedure':
    case 'badge':
      // Our own label says whose it is to nobody who may not see patients.
      return meaning.reading === null
        ? "That is a patient's number, not a lot."
        : "That is a label of ours, and not a lot's."
    case 'lot':
    case 'unit':
    case 'group':
    case 'unknown':
      return null
    default:
      return unreachable(meaning)
  }
}

/** That a name was taken out of a longer text: a person compares. */
export const saidWithin = ({ text, within }: { readonly text: string; readonly within?: string }): string[] =>
  within === undefined
    ? []
    : [`Nothing here is called “${within.trim()}”; ${text} stands in it. Is it ${text}? Compare with the label.`]

/**
 * What a look-up says of one text beside the lots that it found: how it was read, what is not known here, where label and
 * record differ, why the label can't be read.
 */
export function saidOf(answer: Meanings, matches: readonly LotMatch[]): string[] {
  const lines = explainTyped(answer)
  const known = matches.some((match) => !isNear(match))
  for (const { matched, lotNumber, how } of matches)
    if (how === 'inside')
      lines.push(`${matched} stands in the number of lot ${lotNumber}, which is followed, too: compare with the label.`)
  for (const meaning of answer.meanings) {
    if (meaning.kind === 'unknown' && (!known || meaning.what === 'serial')) lines.push(explainUnknown(meaning))
    const other = meaning.certainty === 'exact' ? notALot(meaning) : null
    if (other !== null && !known) lines.push(other)
    lines.push(...meaning.differs.map(explainDifference))
  }
  if (answer.refusal && !answer.typed) {
    const { wrong, seen, todo } = explainLabelRefusal(answer.refusal)
    lines.push([wrong, seen, todo].filter(Boolean).join(' '))
  }
  if (answer.question) lines.push(`This code can be read in more than one way: ${whyAmbiguous(answer.question)}`)
  return [...new Set(lines)]
}
