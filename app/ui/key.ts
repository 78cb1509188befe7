/** A new UUID v4 for a command or a scan. `crypto.randomUUID` is missing where the clinic's network is plain http, so the bytes come from `getRandomValues`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  // RFC 9562 §5.4: version 4 in the high half of byte 6, the variant in the two high bits of byte 8.
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Tells forms that what they sent is kept until the network is back: the next press is another one, under another key. */
export const keptEvent = 'vialkeep-kept'

/** Tells what waits that somebody has signed in over the open page. */
export const signedInEvent = 'vialkeep-signed-in'
