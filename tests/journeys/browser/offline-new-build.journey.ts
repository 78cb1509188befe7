import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base, expect, signIn } from '../fixtures'
import { kept, workerReady } from './offline'

/** A door before the server, behind which another build may stand: its worker has another name, and a file is gone. */
type Door = { url: string; nextBuild: { name: string; gone: RegExp } | null }

const test = base.extend<{ door: Door }>({
  door: async ({ server }, use) => {
    const door: Door = { url: '', nextBuild: null }
    const between = createServer((req, res) => {
      if (door.nextBuild?.gone.test(req.url ?? '')) return res.writeHead(404).end()
      const { method, headers } = req
      const onward = request(server.url + req.url, { method, headers }, async (answer) => {
        if (!door.nextBuild || req.url !== '/sw.js')
          return answer.pipe(res.writeHead(answer.statusCode ?? 500, answer.headers))
        const script = Buffer.concat(await answer.toArray()).toString('utf8')
        res.writeHead(200, { 'Content-Type': 'text/javascript' })
        return res.end(script.replace(/"vialkeep-[0-9a-f]{12}"/, `"${door.nextBuild.name}"`))
      })
      // The worker's script comes whole and plain, so that its name can be changed.
      for (const header of ['Accept-Encoding', 'If-None-Match', 'If-Modified-Since']) onward.removeHeader(header)
      return req.pipe(onward)
    })
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
    door.url = `http://127.0.0.1:${(between.address() as AddressInfo).port}`
    await use(door)
    between.closeAllConnections()
    between.close()
  },
  baseURL: async ({ door }, use) => use(door.url),
})

test('a new build waits for the pages of the old one to close, leaves them their parts, and then takes their place', async ({
  page,
  context,
  door,
}) => {
  await signIn(page, 'supply')
  await page.goto('/scan')
  await workerReady(page)
  const [old = ''] = Object.keys(await kept(page))
  const name = 'vialkeep-f00df00df00d'

  door.nextBuild = { name, gone: /^$/ }
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  const waiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state)
  await expect.poll(waiting).toBe('installed')
  expect(Object.keys(await kept(page)).sort()).toEqual([old, name].sort())

  // The server no longer has what the open page was built with.
  door.nextBuild.gone = /\/assets\/scan-camera/
  await (await context.newCDPSession(page)).send('Network.clearBrowserCache')
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await expect(page.getByText(/No camera was found|The camera is not allowed/)).toBeVisible()

  await page.close()
  const next = await context.newPage()
  await next.goto('/scan')
  await workerReady(next)
  await expect.poll(async () => Object.keys(await kept(next))).toEqual([name])
})
