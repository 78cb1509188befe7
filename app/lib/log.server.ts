import pino from 'pino'
import { env } from '~/lib/env.server'

/**
 * The one logger: JSON lines on standard output. No patient data, no raw scans, no query strings: the log is for the
 * people who run the machine, the audit trail is for the clinic.
 */
export const log = pino(
  {
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  },
  // Lines go out together, after 4 kB or a tenth of a second, and at the end of the process: one write for each line
  // would take as long as the database's part of a short request.
  pino.destination({ minLength: 4_096, periodicFlush: 100, sync: false }),
)

/** An error as the log keeps it. */
export type DescribedError = { type: string; code?: string; model?: string; message?: string; at: string[] }

/**
 * Describes a thrown value for the log: its type, code, message and where it was thrown (our frames, innermost first).
 * Errors of the database layer quote the values of the statement, which may be a patient's: their message is left out,
 * unless the level is debug or trace.
 */
export function describeError(thrown: unknown): DescribedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, at: [] }
  const { code, meta } = thrown as { code?: unknown; meta?: { modelName?: unknown } }
  const quotesValues = thrown.name.startsWith('PrismaClient') || 'detail' in thrown || 'query' in thrown
  const verbose = env().LOG_LEVEL === 'debug' || env().LOG_LEVEL === 'trace'
  return {
    type: thrown.name,
    code: typeof code === 'string' ? code : undefined,
    model: typeof meta?.modelName === 'string' ? meta.modelName : undefined,
    message: quotesValues && !verbose ? undefined : thrown.message,
    at: frames(thrown),
  }
}

function frames(error: Error): string[] {
  const all = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const ours = all.filter((line, index) => index === 0 || !/node_modules|node:/.test(line))
  return ours.slice(0, 8).map((line) => line.trim().slice('at '.length))
}

/**
 * Logs a fault: an unforeseen error. The screen shows the same `id`, so that the two can be matched.
 */
export function logFault(thrown: unknown, id: string, where: string): void {
  log.error({ fault: id, where, err: thrown }, 'fault')
}
