import type { Request, Response } from 'express'
import { database } from '~/lib/db.server'
import { logFault } from '~/lib/log.server'

/** `GET /health`: 200 when this process lives and its database answers, 503 with a sentence when the database does not. */
export async function health(_req: Request, res: Response): Promise<void> {
  const uptimeSeconds = Math.floor(process.uptime())
  try {
    const { read } = await database()
    await read.$queryRaw`SELECT 1`
    res.json({ status: 'ok', database: 'ok', uptimeSeconds })
  } catch (error) {
    logFault(error, res.locals.requestId, 'health')
    res
      .status(503)
      .json({ status: 'failing', database: 'no answer', message: 'The database does not answer.', uptimeSeconds })
  }
}
