import { createHash, randomBytes } from 'node:crypto'

/** The stored form of a session's or token's secret: 256 random bits need no slow hash. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** A new secret of 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** A new API token's secret; its beginning tells people what it is. */
export const newTokenSecret = (): string => `vk_${newSecret()}`
