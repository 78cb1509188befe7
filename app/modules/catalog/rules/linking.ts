import { ok, type Result, refuse } from '~/lib/result'
import type { LinkRefusal, NewCode, PrintedCode } from '../types'
import { storedCode } from './codes'

/** Who has a code already. */
export type Claim = { readonly productId: number; readonly productName: string; readonly packageQuantity: number }

/**
 * Decides whether a printed code may be linked to a product. Refuses a malformed code, one that this product has already,
 * and, until it is confirmed, one that another product claims: from then on each scan of it asks (R3).
 */
export function decideLink(code: NewCode, claims: readonly Claim[]): Result<PrintedCode, LinkRefusal> {
  const stored = storedCode(code)
  if (stored === null) return refuse({ code: 'CODE_MALFORMED', scheme: code.scheme, seen: code.code })
  const own = claims.find((claim) => claim.productId === code.productId)
  if (own) return refuse({ code: 'CODE_LINKED_ALREADY', seen: stored, packageQuantity: own.packageQuantity })
  if (claims.length > 0 && !code.also)
    return refuse({ code: 'CODE_CLAIMED', seen: stored, by: claims.map((claim) => claim.productName) })
  return ok({ scheme: code.scheme, code: stored })
}
