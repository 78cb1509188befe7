import type { ServerBuild } from '@remix-run/node'
import { expect, test } from 'vitest'
import { routesBelow, wordOf, wordsOf } from '~/server/routes-below'

type Place = { readonly path?: string; readonly parentId?: string }
const places: Record<string, Place> = {
  root: { path: '' },
  frame: { parentId: 'root' },
  today: { parentId: 'frame' },
  lots: { path: 'stock/lots/:lotId', parentId: 'frame' },
  units: { path: 'stock/units/:unitId', parentId: 'frame' },
  notice: { path: 'recalls/:noticeId', parentId: 'frame' },
  letters: { path: 'letters', parentId: 'notice' },
  entry: { path: 'sign-in', parentId: 'root' },
}
const build = { routes: places, assets: { routes: places, version: '7' } } as unknown as ServerBuild

test('below a word are its pages, the frame around them and the first page', () => {
  expect(wordsOf(build)).toEqual(['stock', 'recalls', 'sign-in'])
  const { routes, assets } = routesBelow(build, 'recalls')
  expect(Object.keys(routes)).toEqual(['root', 'frame', 'today', 'notice', 'letters'])
  expect(assets).toEqual({ version: '7', routes })
  expect(Object.keys(routesBelow(build, 'stock').routes)).toEqual(['root', 'frame', 'today', 'lots', 'units'])
})

test('an address and the data of its page begin with the same word', () => {
  expect(['/recalls', '/recalls/', '/recalls/7', '/recalls.data', '/recalls/7.data'].map(wordOf)).toEqual(
    Array(5).fill('recalls'),
  )
  expect(['/', '/_root.data', '/%72ecalls', '/Recalls', '//recalls'].map(wordOf)).toEqual([
    '',
    '_root',
    '%72ecalls',
    'Recalls',
    '',
  ])
})
