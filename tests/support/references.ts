import path from 'node:path'
import type { TextFile } from './texts'

/** A reference that leads nowhere, or out of the repository. */
export type Broken = { readonly path: string; readonly seen: string }

/** What the repository holds: every file's path, and the headings of its Markdown files. */
export type Shelf = { readonly files: ReadonlySet<string>; readonly headings: ReadonlyMap<string, readonly string[]> }

const fence = /^```[\s\S]*?^```/gm

/** The headings of a Markdown text, without their marks. */
export const headingsOf = (text: string): string[] =>
  [...text.replace(fence, '').matchAll(/^#{1,6} +(.+?) *$/gm)].map((match) => match[1] ?? '')

/** The anchor that GitHub gives a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

/** The shelf that these files stand on. */
export const shelfOf = (paths: readonly string[], texts: readonly TextFile[]): Shelf => ({
  files: new Set(paths.flatMap((each) => [each, ...parents(each)])),
  headings: new Map(
    texts.filter((file) => file.path.endsWith('.md')).map((file) => [file.path, headingsOf(file.text)]),
  ),
})

const parents = (file: string): string[] => {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** The rules that `docs/rules.md` has, in its order. */
export const rulesIn = (text: string): string[] => headingsOf(text).filter((heading) => /^R\d+$/.test(heading))

/** The rules that a text cites: `R41`, and both ends of a range of them. */
export const citedIn = (text: string): string[] => [...text.matchAll(/\bR[1-9]\d?\b/g)].map((match) => match[0])

const resolved = (from: string, target: string): string =>
  path.posix.normalize(path.posix.join(path.posix.dirname(from), target)).replace(/\/$/, '')

function leads(shelf: Shelf, file: string, anchor: string | undefined): boolean {
  if (!shelf.files.has(file)) return false
  return anchor === undefined || (shelf.headings.get(file) ?? []).some((heading) => anchorOf(heading) === anchor)
}

/** The links of a Markdown file that lead to no file, or to no heading of it. Addresses of the web are not followed. */
export function brokenLinks({ path: from, text }: TextFile, shelf: Shelf): Broken[] {
  if (!from.endsWith('.md')) return []
  return [...text.replace(fence, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#')
      return !leads(shelf, file === '' ? from : resolved(from, file), anchor)
    })
    .map((seen) => ({ path: from, seen }))
}

const documents = /(?<![\w./…}-])((?:\.{0,2}\/)?(?:[\w.-]+\/)*[\w-]+\.md)(#[\w-]+)?/g

/**
 * The Markdown files that a text names and the repository does not have, written from the project's root or from the
 * file's own folder, with its anchor where it has one.
 */
export function unknownDocuments({ path: from, text }: TextFile, shelf: Shelf): Broken[] {
  return [...text.matchAll(documents)]
    .filter(([, file = '', anchor]) =>
      [path.posix.normalize(file), resolved(from, file)].every((each) => !leads(shelf, each, anchor?.slice(1))),
    )
    .map(([seen]) => ({ path: from, seen }))
}

const ours = /^(architecture|safety|rules|style|domain|look|screens|labels|stack|dangers)$/i

/** A chapter of ours without its document's path and sign, such as "architecture" with a bare number. */
const bareChapter = /\b(?:architecture|domain|screens)(?:\.md)? \d+\b/g

/**
 * The numbered sections that a text names and no document has. Code names the document before the number
 * (`docs/safety.md §5`); inside a document of ours a bare `§5` is its own.
 */
export function unknownSections({ path: from, text }: TextFile, shelf: Shelf): Broken[] {
  const bare = [...text.matchAll(bareChapter)].map(([seen]): Broken => ({ path: from, seen }))
  const signed = [...text.matchAll(/(?:([\w./-]+)[ \u00a0]+)?§ ?(\d+)/g)].flatMap(([seen, before = '', number]) => {
    const has = (file: string) => (shelf.headings.get(file) ?? []).some((each) => each.startsWith(`${number}. `))
    const named = before.endsWith('.md') ? [path.posix.normalize(before), resolved(from, before)] : null
    if (named) return named.some(has) ? [] : [{ path: from, seen }]
    if (ours.test(before)) return [{ path: from, seen }]
    return /^docs\/[^/]+\.md$/.test(from) && !has(from) ? [{ path: from, seen }] : []
  })
  return [...bare, ...signed]
}

/** Paths of one machine, and data beside the repository anywhere but in tests, which do without where it is absent. */
export function outsidePaths({ path: from, text }: TextFile): Broken[] {
  const found = [...text.matchAll(/(?<![\w.])\/(?:work|home|root|Users|mnt)\/\w+/g)]
  const beside = from.startsWith('tests/') ? [] : [...text.matchAll(/\.\.\/shared\b/g)]
  return [...found, ...beside].map(([seen]) => ({ path: from, seen }))
}
