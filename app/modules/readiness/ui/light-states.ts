import type { State } from '~/ui/state-mark'
import type { Light } from '../types'

/** The shape and color in which every page shows a light. */
export const lightStates: Record<Light['state'], State> = {
  ready: 'ready',
  unsigned: 'check',
  'not-ready': 'stop',
  over: 'not-proven',
}
