import { fileURLToPath } from 'node:url'
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import { offlineWorker } from './app/offline/build'
import remixConfig from './remix.config.js'

// Loaders and actions return plain values: with this, Remix's types know it.
declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Makes our Express server the entry of the server bundle. Remix would bundle only its pages and leave the server outside;
 * then the API and the pages would each have their own database connection and their own queue of writes. The server
 * imports the pages from `virtual:remix/server-build` instead, so that both live in one module graph.
 */
function serverAsEntry(): Plugin {
  return {
    name: 'vialkeep-server-entry',
    config: (_config, { command, isSsrBuild }) =>
      command === 'build' && isSsrBuild
        ? { build: { target: 'node20', rollupOptions: { input: root('./app/server/main.ts') } } }
        : undefined,
  }
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig), serverAsEntry(), offlineWorker()],
  resolve: { alias: { '~': root('./app'), '#prisma': root('./prisma/generated') } },
  // Bundled, so that the server loads the few widgets that we use and not the whole library: 20 MB of memory.
  ssr: { noExternal: [/react-aria/, /react-stately/, /^@internationalized/] },
  // No file becomes a data: address, since the content security policy allows fonts and programs from our own origin only.
  build: { assetsInlineLimit: 0, sourcemap: false, reportCompressedSize: false },
  optimizeDeps: { exclude: ['zxing-wasm', '@node-rs/argon2'] },
})
