// One set of models for two databases: what is composed here is what Prisma sees.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder `prisma/` of the project. */
export const prismaFolder = path.dirname(fileURLToPath(import.meta.url))

/** @typedef {'sqlite' | 'postgresql'} Provider */
/** @typedef {{ path: string, content: string }} SchemaFile a file of the schema, its path relative to the composed folder */

/** The databases that Vialkeep runs on. */
export const providers = /** @type {const} */ (['sqlite', 'postgresql'])

/**
 * The whole schema for one database: its own head and the shared models, in the order of their names.
 * @param {Provider} provider
 * @returns {SchemaFile[]}
 */
export function composeSchema(provider) {
  const read = (file) => readFileSync(path.join(prismaFolder, file), 'utf8')
  const models = readdirSync(path.join(prismaFolder, 'models'))
    .filter((name) => name.endsWith('.prisma'))
    .sort()
  return [
    { path: 'main.prisma', content: read(`${provider}/main.prisma`) },
    ...models.map((name) => ({ path: `models/${name}`, content: read(`models/${name}`) })),
  ]
}
