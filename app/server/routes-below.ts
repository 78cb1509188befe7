import type { ServerBuild } from '@remix-run/node'

type Routes = ServerBuild['routes']

/** The first word of an address: `recalls` of `/recalls/7` and of `/recalls.data`. */
export const wordOf = (path: string): string => /^\/([^/.]*)/.exec(path)?.[1] ?? ''

/** The first word of a route's whole address; undefined for the frame, whose pages have their own, and for the first page. */
function firstWord(routes: Routes, id: string | undefined): string | undefined {
  const route = id === undefined ? undefined : routes[id]
  if (!route) return undefined
  return firstWord(routes, route.parentId) ?? (route.path?.split('/')[0] || undefined)
}

/** Every word that addresses of pages begin with. */
export const wordsOf = ({ routes }: ServerBuild): string[] => [
  ...new Set(Object.keys(routes).flatMap((id) => firstWord(routes, id) ?? [])),
]

/**
 * The build with the pages below one word only. Remix compares an address with each of its routes, several times for each
 * page, and with all of ours that costs more than the page's queries. What isn't below a known word gets the whole build.
 */
export function routesBelow(build: ServerBuild, word: string): ServerBuild {
  const isBelow = ([id]: [string, unknown]): boolean => [undefined, word].includes(firstWord(build.routes, id))
  const only = <T extends object>(all: T): T => Object.fromEntries(Object.entries(all).filter(isBelow)) as T
  return { ...build, routes: only(build.routes), assets: { ...build.assets, routes: only(build.assets.routes) } }
}
