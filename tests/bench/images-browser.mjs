// The Chromium of the image bench: builds its page as the app is built, serves it and the images from this process.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { root } from '../../app/server/prepare.mjs'
import { chromiumFlags, ensureChromium } from '../support/chromium.mjs'

const html =
  '<!doctype html><meta charset="utf-8"><div id="theirs"></div><script type="module" src="/page.js"></script>'
const types = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
}

async function buildPage() {
  const outDir = path.join(root, 'node_modules/.cache/vialkeep/bench-images')
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: { '~': path.join(root, 'app') } },
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
      rollupOptions: { input: path.join(root, 'tests/bench/images-page.ts'), output: { entryFileNames: 'page.js' } },
    },
  })
  return outDir
}

function answer(response, folder, images, url) {
  const body = url === '/' ? html : (images.get(url) ?? fileIn(folder, url))
  const type = url === '/' ? 'text/html' : types[path.extname(url)]
  response.writeHead(body ? 200 : 404, { 'Content-Type': type ?? 'application/octet-stream' })
  response.end(body)
}

function fileIn(folder, url) {
  const file = path.join(folder, path.normalize(url))
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}

/**
 * Starts the browser. `scene` takes the frames of one scene, `picture` one image, each as `{ type, bytes }` with a type
 * such as `.png`; they answer as the page's functions of the same name do.
 * @param {(line: string) => void} say
 */
export async function startBrowser(say) {
  const executablePath = ensureChromium(say)
  const folder = await buildPage()
  const images = new Map()
  const server = createServer((request, response) => answer(response, folder, images, request.url ?? '/'))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  await page.waitForFunction(() => 'bench' in window)
  let count = 0
  const ask = async (name, files) => {
    const urls = files.map(({ type, bytes }) => {
      const url = `/image-${++count}${type}`
      images.set(url, bytes)
      return url
    })
    const value = await page.evaluate(
      ([name, urls]) => window.bench[name](name === 'scene' ? urls : urls[0]),
      [name, urls],
    )
    images.clear()
    return value
  }
  const stop = async () => {
    await browser.close()
    server.close()
  }
  return { scene: (frames) => ask('scene', frames), picture: (file) => ask('picture', [file]), stop }
}
