import type { Clock } from '~/lib/clock'
import type { Database } from '~/lib/db.server'
import type { Site, Visitor } from '../types'

/** Before a clinic is set up there is no site, and only commands that need none can run. */
const noSite: Site = { id: 0, name: '', timeZone: 'UTC' }

/** The program itself as a visitor, for the set-up and for the demo's own marks. It is no person and may do everything. */
export const systemVisitor = (db: Database, clock: Clock, site: Site = noSite): Visitor => ({
  context: { db, actor: 'system', at: clock() },
  clock,
  personId: null,
  name: 'Vialkeep',
  roles: [],
  site,
})
