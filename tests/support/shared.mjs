import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether the standards and vectors beside the project are there. A plain clone doesn't have them. */
export const sharedIsHere = existsSync(fileURLToPath(new URL('../../../shared', import.meta.url)))
