import type { Moment } from './freshness'

/** This moment by the browser's own clocks. They measure how old a look is and are never compared with the server's. */
export const moment = (): Moment => ({ wall: Date.now(), steady: performance.now() })
