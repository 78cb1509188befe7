import type { NoticeClass, NoticeKind } from '../types'

/** The kinds and classes of a notice, in the order in which forms offer them. */
export const kindChoices: readonly NoticeKind[] = ['recall', 'correction', 'withdrawal', 'look-back', 'safety', 'own']
export const classChoices: readonly NoticeClass[] = ['unclassified', 'I', 'II', 'III']
