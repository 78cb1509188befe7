import type { LateFinding } from '../types'

type Stored = Readonly<Record<string, unknown>> & { readonly code: string }

const isStored = (value: unknown): value is Stored =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'

const owners: Record<string, string> = {
  other: 'OF_OTHER_PATIENT',
  unknown: 'OWNER_UNKNOWN',
  theirs: 'OF_THIS_PATIENT',
}

/** A finding as it is said today: earlier releases wrapped those of stock, and had one code for whose a unit is. */
function ofToday(stored: Stored): Stored {
  const { code, finding, whose } = stored
  if (code === 'STOCK' && isStored(finding)) return finding
  if (code === 'AUTOLOGOUS') return { ...stored, code: owners[String(whose)] ?? 'OWNER_UNKNOWN' }
  return code === 'TWO_DONORS' && !('lots' in stored) ? { ...stored, lots: [] } : stored
}

/** Reads the findings that are kept with a use or an event. Only this room writes them, and it writes nothing else. */
export function storedFindings(value: unknown): readonly LateFinding[] {
  if (!Array.isArray(value) || !value.every(isStored)) throw new Error('expected a list of findings')
  return value.map((each) => ofToday(each) as unknown as LateFinding)
}
