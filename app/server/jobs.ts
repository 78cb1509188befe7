import { clock } from '~/lib/clock'
import { database } from '~/lib/db.server'
import { logFault } from '~/lib/log.server'
import { sealAudit } from '~/modules/audit/commands/seal.server'

const sealEveryMs = 60_000

/** Seals new audit entries, batch after batch, so that no writer waits for a hash (R38). */
async function sealAll(): Promise<void> {
  const db = await database()
  while ((await sealAudit(db, clock())) > 0);
}

/** Starts the background jobs: once a minute the audit trail is sealed. They never keep the process running. */
export function startJobs(): void {
  const timer = setInterval(() => {
    sealAll().catch((error) => logFault(error, 'none', 'sealing the audit trail'))
  }, sealEveryMs)
  timer.unref()
}
