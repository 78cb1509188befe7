import { storyFiles, tell } from './run-story'

const toldAs = (file: string, { title, difference }: Awaited<ReturnType<typeof tell>>): string =>
  difference === null ? `pass  ${file}  ${title}` : `FAIL  ${file}:${difference.line}  ${difference.says}`

/** Plays the files that are named, or all of this folder, and prints a line for each. Returns the program's exit code. */
export async function main(names: readonly string[], postgres: boolean): Promise<number> {
  const files = names.length > 0 ? names : storyFiles()
  let failed = 0
  for (const file of files) {
    const told = await tell(file, postgres ? 'postgresql' : 'sqlite')
    if (told.difference !== null) failed += 1
    process.stdout.write(`${toldAs(file, told)}\n`)
  }
  return failed === 0 ? 0 : 1
}
