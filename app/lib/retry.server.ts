import { setTimeout as sleep } from 'node:timers/promises'

/** Others are writing the same things and did not come to an end in time. Nothing was stored; the same may be sent again. */
export class DatabaseBusy extends Error {
  override name = 'DatabaseBusy'
  readonly code = 'BUSY'

  constructor(cause: unknown) {
    super('Others are storing the same things just now. Nothing of this was stored; send it again.', { cause })
  }
}

/** How long a write is retried, in milliseconds. Someone is waiting with a scanner. */
const patienceMs = 10_000
/** The longest single wait between two tries, in milliseconds. */
const pauseMsMax = 400
/**
 * How often to run again when someone else stored the same key in the meantime: the second run finds it among its
 * facts.
 */
const repeatsMax = 5

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined

/** PostgreSQL's own code of an error, wherever Prisma has put it. */
function sqlState(error: unknown): string {
  const driverError = partOf(partOf(error, 'meta'), 'driverAdapterError') ?? error
  return String(partOf(partOf(driverError, 'cause'), 'originalCode') ?? partOf(error, 'code') ?? '')
}

// Serialization conflict, deadlock, a lock not had in time; P2034 is Prisma's word for the first two.
const conflicts = new Set(['40001', '40P01', '55P03', 'P2034'])
const repeated = new Set(['23505', 'P2002'])
// The server went away or shut down, or had no connection to give: whoever asks again gets a new one.
const unreachable = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
  '08003',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
])

type Kind = 'conflict' | 'repeated' | 'unreachable' | 'lasting'

function kindOf(error: unknown): Kind {
  const state = sqlState(error)
  if (conflicts.has(state)) return 'conflict'
  if (repeated.has(state)) return 'repeated'
  return unreachable.has(state) ? 'unreachable' : 'lasting'
}

/** The error of a transaction that may have been stored all the same: nobody heard the answer. Never run again. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown'
}

/**
 * Runs work until it comes through, with random waits that grow. Throws `DatabaseBusy` when conflicts outlast the time,
 * and any other error as it is.
 */
export async function retrying<T>(run: () => Promise<T>, forMs = patienceMs): Promise<T> {
  const end = performance.now() + forMs
  let repeats = 0
  for (let tries = 0; ; tries++) {
    try {
      return await run()
    } catch (error) {
      const kind = kindOf(error)
      if (kind === 'lasting' || (kind === 'repeated' && ++repeats > repeatsMax)) throw error
      if (performance.now() >= end) throw kind === 'conflict' ? new DatabaseBusy(error) : error
      await sleep(Math.random() * Math.min(pauseMsMax, 3 * 1.6 ** tries))
    }
  }
}
