import path from 'node:path'
// Remix's own reading of the names in app/routes, so that tests see the addresses that a build sees.
import { flatRoutes } from '@remix-run/dev/dist/config/flat-routes.js'
import type { ServerBuild } from '@remix-run/node'
import * as entryModule from '~/entry.server'
import remixConfig from '../../remix.config.js'

type Build = ServerBuild['routes'][string]
type Module = NonNullable<Build>['module']

const appFolder = path.resolve('app')
const modules = import.meta.glob<Module>('../../app/routes/*.{ts,tsx}', { eager: true })
const rootModule = import.meta.glob<Module>('../../app/root.tsx', { eager: true })

const moduleOf = (file: string): Module => {
  const found = modules[`../../app/${file}`] ?? rootModule[`../../app/${file}`]
  if (!found) throw new Error(`No route module for ${file}.`)
  return found
}

const conventional = flatRoutes(appFolder)

/** What Vite's build gives the server under `virtual:remix/server-build`, made of the sources: all pages, and no browser's files. */
export const routes: ServerBuild['routes'] = {
  root: { id: 'root', path: '', module: moduleOf('root.tsx') },
  ...Object.fromEntries(
    Object.values(conventional).map(({ id, path, index, caseSensitive, parentId, file }) => [
      id,
      { id, path, index, caseSensitive, parentId: parentId ?? 'root', module: moduleOf(file) },
    ]),
  ),
}

export const entry = { module: entryModule } as ServerBuild['entry']
export const future = remixConfig.future as ServerBuild['future']
export const isSpaMode = false
export const mode = 'test'
export const publicPath = '/'
export const basename = '/'
export const assetsBuildDirectory = 'public'
export const assets: ServerBuild['assets'] = {
  version: 'test',
  url: '/assets/manifest.js',
  entry: { module: '/assets/entry.client.js', imports: [] },
  routes: Object.fromEntries(
    Object.values(routes).map((route) => [
      route?.id ?? '',
      {
        id: route?.id ?? '',
        parentId: route?.parentId,
        path: route?.path,
        index: route?.index,
        caseSensitive: route?.caseSensitive,
        module: `/assets/${route?.id}.js`,
        imports: [],
        hasAction: route?.module.action !== undefined,
        hasLoader: route?.module.loader !== undefined,
        hasClientAction: false,
        hasClientLoader: false,
        hasErrorBoundary: route?.module.ErrorBoundary !== undefined,
      },
    ]),
  ),
}
