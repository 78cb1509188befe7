import { clockTime, dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { ended, explainStock } from '~/modules/stock/messages'
import { productLot } from '~/modules/stock/rules/lot-key'
import { explainScan } from '~/modules/stock/rules/scan-words'
import type { ScanRefusal } from '~/modules/stock/rules/scanned'
import type { KitFinding, KitRefusal } from './types'

const why: Record<Extract<KitFinding, { code: 'ITEM_UNUSABLE' }>['why'], string> = {
  expired: 'is expired',
  held: 'is on hold',
  'may-be-recalled': 'may be recalled: its case asks whether it is meant. It is not usable',
  other: 'is not usable',
}

/** A finding against a kit as a sentence: what is wrong and what to do. */
export function explainKit(finding: KitFinding, zone: string, now?: Instant): string {
  switch (finding.code) {
    case 'NOTHING_LISTED':
      return 'The kit has no par list: nothing says what must be in it. Set it up anew with what it must hold.'
    case 'NOT_SEALED':
      return 'The kit has no seal. Count it, close it and enter the number of the seal.'
    case 'SEAL_BROKEN':
      return `The seal was broken or the contents changed ${dateTime(finding.since, zone, now)}. Count the kit, refill it and close it with a new seal.`
    case 'SEAL_DIFFERS':
      return `The seal should be ${finding.expected}, but ${finding.seen ?? 'another one'} was seen. Count the kit and close it with a new seal.`
    case 'SEAL_NOT_CHECKED':
      return finding.last === null
        ? `Seal ${finding.sealNumber} has not been checked yet. Scan it.`
        : `Seal ${finding.sealNumber} was not checked today; last ${dateTime(finding.last, zone, now)}. Scan it.`
    case 'COUNT_OVERDUE':
      return finding.last === null
        ? 'The kit was never counted. Count it.'
        : `The full count is overdue: last ${dateTime(finding.last, zone, now)}, due every ${finding.dueDays} days. Count it.`
    case 'COUNT_NOT_IN_ORDER':
      return `The count of ${dateTime(finding.at, zone, now)} found things missing. Refill the kit and count it again.`
    case 'ITEM_SHORT':
      return `${finding.label}: ${finding.have} of ${finding.wanted} there and usable. Refill it.`
    case 'ITEM_ALONE':
      return `${finding.label}: ${finding.have} of ${finding.wanted} count, since each needs ${finding.needs.join(' and ').toLowerCase()}. Add them.`
    case 'ITEM_UNUSABLE':
      return `${productLot(finding.label, finding.lotNumber)}, ${why[finding.why]} and doesn't count. Take it out when its replacement is in.`
    case 'ITEM_STRENGTH_UNKNOWN':
      return `${productLot(finding.label, finding.lotNumber)}: how strong it is, is not recorded, so it doesn't count as ${finding.strength}. Read its label and enter the strength in the catalog.`
    case 'ITEM_KEPT_RECALLED':
      return `${productLot(finding.label, finding.lotNumber)}, is recalled (${finding.note}). Its notice says to keep it until it is replaced, so it counts for an emergency and nothing else. Get a replacement now.`
    case 'ITEM_REPLACED':
      return `${productLot(finding.label, finding.lotNumber)}, is recalled (${finding.note}), and its replacement is in. It doesn't count any more: take it out now.`
    case 'ITEM_EXPIRES':
      return finding.days === 0
        ? `${productLot(finding.label, finding.lotNumber)}, expires today. Replace it.`
        : `${productLot(finding.label, finding.lotNumber)}, expires on ${finding.expiry}, in ${finding.days} ${finding.days === 1 ? 'day' : 'days'}. Order its replacement.`
    default:
      return unreachable(finding)
  }
}

/** The answer to a seal that was scanned. */
export function sealAnswer(
  { isIts, inOrder }: { readonly isIts: boolean; readonly inOrder: boolean },
  seal: string,
  at: Instant,
  zone: string,
): string {
  if (inOrder) return `Seal ${seal} checked at ${clockTime(at, zone)}.`
  return isIts
    ? `Seal ${seal} is the kit's, but the kit is not in order: its seal was broken, or another was seen on it. Count the kit and close it with a new seal.`
    : `This is not the kit's seal. Seen: ${seal}. Count the kit and close it with a new seal.`
}

/** A refusal of this room as a sentence. */
export function explainKitRefusal(refusal: KitRefusal): string {
  switch (refusal.code) {
    case 'KIT_UNKNOWN':
      return 'There is no such kit at this site. Choose one from the list.'
    case 'KIT_NAME_TAKEN':
      return `There is a place ${refusal.name} at this site already. Choose another name.`
    case 'SEAL_EMPTY':
      return 'Scan or type the number on the seal.'
    case 'SEAL_IS_OTHER':
      return [
        `This is no seal: ${ended(refusal.what)}`,
        ...(refusal.said ?? []),
        'Scan the number on the seal. Nothing was recorded.',
      ].join(' ')
    case 'SEAL_OF_OTHER_KIT':
      return `This is the seal of ${refusal.kit}, another kit. Look which kit is in your hand. Nothing was recorded.`
    case 'SEAL_UNKNOWN':
      return `No kit ever had the seal ${refusal.seal}.${refusal.near ? ` Did you mean ${refusal.near}?` : ''} Look at the seal again. If this number is on the kit, say so: then it must be counted and sealed anew. Nothing was recorded.${refusal.said.map((each) => ` ${each}`).join('')}`
    case 'SEAL_ALREADY_BROKEN':
      return 'The seal is recorded as broken already. Count the kit and close it with a new seal.'
    case 'COUNT_INCOMPLETE':
      return `The count lacks ${refusal.missing} ${refusal.missing === 1 ? 'item' : 'items'}. Enter a number for each; 0 for what is gone. Nothing was changed.`
    case 'KIT_MOVED_SINCE': {
      const gone = refusal.gone === 1 ? 'one thing was taken out' : `${refusal.gone} things were taken out`
      const what = [...refusal.things, ...(refusal.gone > 0 ? [gone] : [])].join('; ')
      return `Not counted yet: things in the kit have moved since you opened this form. ${what}. Count again and send what you find.`
    }
    case 'SEAL_USED_BEFORE':
      return `${refusal.seal} is the seal that was on it before. Enter the number of the new seal.`
    case 'CATEGORIES_MISSING':
      return `The par list asks for categories that the catalog does not have: ${refusal.categories.join(', ')}. Add them first.`
    default:
      return isScan(refusal) ? explainScan(refusal) : explainStock(refusal)
  }
}

const isScan = (refusal: KitRefusal): refusal is ScanRefusal => refusal.code.startsWith('SCAN_')
