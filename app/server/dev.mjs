// The server while developing: the same Express application, but loaded from the sources through Vite, which makes pages
// again when a file changes.

import { createServer } from 'node:http'
import { createServer as createVite } from 'vite'
import { root } from './prepare.mjs'

/** Serves from the sources and resolves with the address. */
export async function serveFromSources() {
  process.env.NODE_ENV = 'development'
  const server = createServer()
  const vite = await createVite({ root, appType: 'custom', server: { middlewareMode: { server }, hmr: { server } } })
  const load = (file) => vite.ssrLoadModule(file)
  const { env } = await load('/app/lib/env.server.ts')
  const { prepareDatabase } = await load('/app/server/database.ts')
  await prepareDatabase()

  // Vite loads a module again only after it or one of its imports changed; then the application is made again too.
  let loaded
  let app
  server.on('request', (req, res) => {
    vite.middlewares(req, res, async (failed) => {
      try {
        if (failed) throw failed
        const module = await load('/app/server/app.ts')
        if (module !== loaded) {
          loaded = module
          app = module.createApp()
        }
        app(req, res)
      } catch (error) {
        vite.ssrFixStacktrace(error)
        res.statusCode = 500
        res.end(error.stack)
      }
    })
  })
  const { HOST, PORT } = env()
  await new Promise((resolve, reject) => server.once('error', reject).listen(PORT, HOST, resolve))
  return `http://${HOST}:${server.address().port}`
}
