import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build as bundleScript } from 'esbuild'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Plugin, Rollup } from 'vite'
import { OfflinePage } from './offline-page'
import { type BuiltFile, filesNeeded } from './rules'

/** What has to work on an open page without a network (R6): the scan field, the camera, the scanner check with its layouts. */
const scanningParts = [
  'app/modules/labels/ui/scan-field.tsx',
  'app/modules/labels/ui/scan-camera.client.tsx',
  'app/modules/labels/ui/scanner-check-page.tsx',
]

function builtFile(file: Rollup.OutputChunk | Rollup.OutputAsset, root: string): BuiltFile {
  const name = file.fileName
  if (file.type === 'asset') {
    const readable = /\.(css|js)$/.test(name)
    return { name, text: readable ? Buffer.from(file.source).toString('utf8') : '', imports: [], sources: [] }
  }
  const sources = file.moduleIds.map((id) => id.replaceAll('\\', '/').replace(`${root}/`, ''))
  return { name, text: file.code, imports: file.imports, sources }
}

/**
 * Writes `/sw.js` beside the built pages: the service worker with the list of this build's files and the page for the time
 * without a network. Only in a build for the browser; `npm run dev` has no worker.
 */
export function offlineWorker(): Plugin {
  let root = ''
  return {
    name: 'vialkeep-offline-worker',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
    configResolved(config) {
      root = config.root.replaceAll('\\', '/')
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const files = Object.values(bundle).map((file) => builtFile(file, root))
        const styles = files.map(({ name }) => name).filter((name) => name.endsWith('.css'))
        const needed = filesNeeded(files, [...scanningParts, ...styles])
        const page = createElement(OfflinePage, { styles: styles.map((name) => `/${name}`) })
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: await script({
            // The names carry the hashes of what is in the files: another build has another name.
            BUILD: createHash('sha256').update(Object.keys(bundle).sort().join()).digest('hex').slice(0, 12),
            FILES: needed.map((name) => `/${name}`),
            OFFLINE_PAGE: `<!DOCTYPE html>${renderToStaticMarkup(page)}`,
          }),
        })
      },
    },
  }
}

/** The worker as one script, with these constants in it. */
async function script(constants: Record<string, unknown>): Promise<string> {
  const define = Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]))
  const entryPoints = [fileURLToPath(new URL('./service-worker.ts', import.meta.url))]
  const { outputFiles } = await bundleScript({
    entryPoints,
    bundle: true,
    write: false,
    minify: true,
    target: 'es2022',
    define,
  })
  return outputFiles[0]!.text
}
