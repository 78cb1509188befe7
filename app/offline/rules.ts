/** What the worker does with a request: a built file, a page, or nothing at all: then the browser asks the server as if no worker were there. */
export type Handling = 'file' | 'page' | 'leave'

/** The folder of files whose names carry a hash of their content, so that a cached one is never out of date. */
const hashedFiles = '/assets/'

/**
 * What to do with a request of our pages. Only files with a hash in their name are kept; a page is asked of the server and
 * of nobody else; loaders' answers, the API and whatever is sent are left alone. A page that answers a sent form is left to
 * the browser, whose own error page sends the form again.
 */
export function handlingOf(request: { method: string; mode: string; url: string }, ownOrigin: string): Handling {
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== ownOrigin) return 'leave'
  if (request.mode === 'navigate') return 'page'
  return pathname.startsWith(hashedFiles) ? 'file' : 'leave'
}

/** A file of the build: its text (if it can name other files), what it imports, and the sources in it. */
export type BuiltFile = {
  readonly name: string
  readonly text: string
  readonly imports: readonly string[]
  readonly sources: readonly string[]
}

/**
 * The names of the files that the code in `roots` needs to run, in order: the built files that hold these sources, what
 * they import, and the files that they name: worker, decoder, fonts. What is only imported when asked for isn't followed.
 * Throws where a root is in no file, so that a renamed source can't fall out silently.
 */
export function filesNeeded(files: readonly BuiltFile[], roots: readonly string[]): string[] {
  const scripts = files.filter(({ sources }) => sources.length > 0)
  const others = files.filter(({ sources }) => sources.length === 0)
  const needed = new Set<BuiltFile>()
  const take = (file: BuiltFile): void => {
    if (needed.has(file)) return
    needed.add(file)
    for (const script of scripts) if (file.imports.includes(script.name)) take(script)
    for (const other of others) if (file.text.includes(other.name)) take(other)
  }
  for (const root of roots) {
    const holding = files.filter(({ name, sources }) => name === root || sources.includes(root))
    if (holding.length === 0) throw new Error(`No file of the build holds ${root}, which is to work without a network.`)
    for (const file of holding) take(file)
  }
  return [...needed].map(({ name }) => name).sort()
}
