import type { Permission } from '~/modules/auth/types'
import type { MovementKind } from '../types'

/**
 * The right that undoing a movement needs: that of the act itself. Null for what is not undone as a movement of stock: what
 * was given is corrected in its procedure, and an undoing by doing the movement again.
 */
export function rightToUndo(kind: MovementKind): Permission | null {
  switch (kind) {
    case 'receive':
      return 'receiving.receive'
    case 'put-away':
    case 'move':
    case 'discard':
    case 'return':
    case 'count':
    case 'split':
      return 'stock.move'
    case 'kit':
      return 'kit.check'
    case 'give':
    case 'undo':
      return null
  }
}
