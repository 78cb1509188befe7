import { storyFiles, tell } from './run-story'

const toldAs = (file: string, { title, difference }: Awaited<ReturnType<typeof tell>>): string =>
  difference === null ? `pass  ${file}  ${title}` : `FAIL  ${file}:${difference.line}  ${difference.says}`

/** Plays the files that are named, or all of this folder, and prints a line for each. Returns the program's exit code. */
export async function main(
  named: readonly { readonly shown: string; readonly file: string }[],
  postgres: boolean,
): Promise<number> {
  const all = storyFiles().map((file) => ({ shown: file, file }))
  let failed = 0
  for (const { shown, file } of named.length > 0 ? named : all) {
    const told = await tell(file, postgres ? 'postgresql' : 'sqlite')
    if (told.difference !== null) failed += 1
    process.stdout.write(`${toldAs(shown, told)}\n`)
  }
  return failed === 0 ? 0 : 1
}
