import { readdirSync } from 'node:fs'
import path from 'node:path'

/** The TypeScript files below a folder of the project, with forward slashes, in order. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.posix.join(entry.parentPath.split(path.sep).join('/'), entry.name))
    .sort()
}
