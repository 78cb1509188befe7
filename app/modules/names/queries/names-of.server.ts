import type { Reader } from '~/lib/db.server'
import type { TargetKind } from '../types'

/** What a thing goes by now, in the order in which it was learned. */
export const namesOf = (reader: Reader, target: { readonly kind: TargetKind; readonly id: number }) =>
  reader.name.findMany({
    where: { targetKind: target.kind, targetId: target.id, endedAt: null },
    select: { kind: true, text: true },
    orderBy: { id: 'asc' },
  })
