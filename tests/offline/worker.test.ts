import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { OfflinePage } from '~/offline/offline-page'
import { type BuiltFile, filesNeeded, handlingOf } from '~/offline/rules'

const origin = 'https://vialkeep.clinic.example'

describe('what the worker does with a request', () => {
  test.each([
    ['a built file', 'GET', 'cors', '/assets/scan-field-CZPGjgCt.js', 'file'],
    ['the decoder', 'GET', 'cors', '/assets/zxing_reader-Bb9Mx2Pu.wasm', 'file'],
    ['a page', 'GET', 'navigate', '/procedures/3/readiness', 'page'],
    ['a page of the stock with a search', 'GET', 'navigate', '/stock?lot=MX2231', 'page'],
    ["a loader's answer", 'GET', 'cors', '/procedures/3/readiness.data', 'leave'],
    ["a patient's loader", 'GET', 'same-origin', '/patients/1042.data?_routes=routes', 'leave'],
    ['the API', 'GET', 'cors', '/api/v1/lots?number=MX2231', 'leave'],
    ['whether the server is there', 'GET', 'same-origin', '/health', 'leave'],
    ['a form with a page for an answer', 'POST', 'navigate', '/scan', 'leave'],
    ['a scan', 'POST', 'cors', '/scan.data', 'leave'],
    ['a sent file', 'POST', 'cors', '/assets/x.js', 'leave'],
    ['what only looks like a built file', 'GET', 'cors', '/stock/assets/x.js', 'leave'],
  ])('%s (%s, %s, %s): %s', (_what, method, mode, path, expected) => {
    expect(handlingOf({ method, mode, url: origin + path }, origin)).toBe(expected)
  })

  test("another origin's file and page are left alone", () => {
    expect(handlingOf({ method: 'GET', mode: 'cors', url: 'https://other.example/assets/x.js' }, origin)).toBe('leave')
    expect(handlingOf({ method: 'GET', mode: 'navigate', url: 'https://other.example/' }, origin)).toBe('leave')
  })
})

describe('the files that scanning needs', () => {
  const script = (name: string, sources: string[], imports: string[] = [], text = ''): BuiltFile => ({
    name,
    sources,
    imports,
    text,
  })
  const other = (name: string, text = ''): BuiltFile => ({ name, sources: [], imports: [], text })
  const files = [
    script(
      'assets/camera-1.js',
      ['app/camera.tsx', 'node_modules/html5-qrcode/x.js'],
      ['assets/react-2.js'],
      'new Worker("/assets/decode-3.js")',
    ),
    script('assets/react-2.js', ['node_modules/react/index.js']),
    other('assets/decode-3.js', 'fetch("/assets/reader-4.wasm")'),
    other('assets/reader-4.wasm'),
    script('assets/patients-5.js', ['app/patients.tsx'], ['assets/react-2.js', 'assets/camera-1.js']),
    other('assets/root-6.css', 'url(/assets/font-7.woff2)'),
    other('assets/font-7.woff2'),
  ]

  test('are the code, what it imports, its worker, and the decoder that the worker names', () => {
    const needed = ['assets/camera-1.js', 'assets/decode-3.js', 'assets/react-2.js', 'assets/reader-4.wasm']
    expect(filesNeeded(files, ['app/camera.tsx'])).toEqual(needed)
  })

  test('are a style sheet and its fonts, where the style sheet is wanted', () => {
    expect(filesNeeded(files, ['assets/root-6.css'])).toEqual(['assets/font-7.woff2', 'assets/root-6.css'])
  })

  test('a source that no file holds stops the build by its name', () => {
    expect(() => filesNeeded(files, ['app/camera.tsx', 'app/renamed.tsx'])).toThrow('app/renamed.tsx')
  })
})

test('the page for the time without a network has no script, and asks our own origin for its styles only', () => {
  const html = renderToStaticMarkup(createElement(OfflinePage, { styles: ['/assets/root-6.css'] }))
  expect(html).not.toMatch(/<script|\son[a-z]+=|style=|https?:/)
  expect([...html.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, address]) => address)).toEqual([
    '/assets/root-6.css',
    '/',
  ])
  expect(html).toMatch(/<a[^>]* href="">Try again<\/a>/)
})
