import { Router } from 'express'

/** The JSON API under `/api/v1`: thin doors onto the same commands and queries as the pages. */
export function createApiRouter(): Router {
  return Router()
}
