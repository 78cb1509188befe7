/** What pages of kits show, as an open page asks for it again. Pure. */
import type { Mark, Seen } from '~/lib/live'
import type { KitVerdict } from '../types'

/** A kit's one mark, on its page and in the list of kits. */
export const kitMark = ({ inOrder }: Pick<KitVerdict, 'inOrder'>): Mark =>
  inOrder ? { state: 'ready', word: 'in order' } : { state: 'stop', word: 'not in order' }

/** Whether a line of the par list is there. */
export const lineMark = ({ enough }: { readonly enough: boolean }): Mark =>
  enough ? { state: 'ready', word: 'there' } : { state: 'stop', word: 'short' }

/** The key of a line of the par list. */
export const lineKey = (code: string): string => `line:${code}`

type KitSeen = Pick<KitVerdict, 'inOrder' | 'lines'> & { readonly findings: readonly { readonly code: string }[] }

/** A kit's page: in order or not, and each line of its par list. */
export const kitSeen = ({ inOrder, lines, findings }: KitSeen): Seen => ({
  marks: Object.fromEntries<Mark>([
    ['page', kitMark({ inOrder })],
    ...lines.map((line): [string, Mark] => [lineKey(line.code), lineMark(line)]),
  ]),
  also: [findings.map(({ code }) => code), lines.map(({ have, wanted }) => [have, wanted])],
})

/** The list of kits. */
export const kitsSeen = (kits: readonly { readonly kitId: number; readonly inOrder: boolean }[]): Seen => ({
  marks: Object.fromEntries(kits.map((kit) => [`kit:${kit.kitId}`, kitMark(kit)])),
})
