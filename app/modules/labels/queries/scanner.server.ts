import { stationOf } from '~/modules/auth/queries.server'
import { scannerProfileForm } from '../schema'
import type { ScannerProfile } from '../types'

/**
 * What is known of the scanner of this request's station, for `readLabel`; null where no scanner check was done there.
 * Only for what a keyboard typed: a text that came with its symbology identifier apart is the camera's (R6).
 */
export async function scannerProfileOf(request: Request, symbologyId = ''): Promise<ScannerProfile | null> {
  if (symbologyId !== '') return null
  const station = await stationOf(request)
  if (!station) return null
  const stored = scannerProfileForm.safeParse(JSON.parse(station.scannerProfile))
  return stored.success ? stored.data : null
}
