import type { LookUp } from '../types'

/**
 * What a case that is opened from a look-up names beside the chosen lots: the whole text as it was looked up, so that the notice
 * reads it as any other text and watches for the names in it that nothing here bears. Without what is no lot at all (a kit's
 * seal, a place), which would refuse the hold. '' where the text is one name and every lot of it can be chosen: the chosen lots
 * are what the case is about.
 */
export function textForCase({ text, asked, unread }: Pick<LookUp, 'text' | 'asked' | 'unread'>): string {
  const [first] = asked
  if (!first) return ''
  if (asked.length === 1 && unread.length === 0 && first.text === text && first.means === 'lots') return ''
  if (asked.every(({ mayBeRecalled }) => mayBeRecalled)) return text
  return [...asked.filter(({ mayBeRecalled }) => mayBeRecalled).map(({ named }) => named), ...unread].join(', ')
}
