import { stationOf } from '~/modules/auth/queries.server'
import { scannerOf } from '../schema'
import type { ScannerProfile } from '../types'

/** What is known of the scanner of this request's station, for `readLabel` (R6). Whoever has the visitor at hand asks `scannerOf(visitor.scanner, symbologyId)` instead. */
export async function scannerProfileOf(request: Request, symbologyId = ''): Promise<ScannerProfile | null> {
  return scannerOf((await stationOf(request))?.scannerProfile, symbologyId)
}
