import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, test } from 'vitest'
import { httpClasses } from '~/server/http-classes'

test('Express leaves the prototypes of requests and answers as they were made', async () => {
  const app = express()
  const classes = httpClasses(app)
  const seen: unknown[] = []
  app.get('/', (req, res) => {
    seen.push(Object.getPrototypeOf(req), Object.getPrototypeOf(res))
    res.json({ path: req.path, accepts: req.accepts('json') })
  })
  const server = createServer(classes, app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  expect(await answer.json()).toEqual({ path: '/', accepts: 'json' })
  expect(seen[0]).toBe(classes.IncomingMessage.prototype)
  expect(seen[1]).toBe(classes.ServerResponse.prototype)
  server.close()
})
