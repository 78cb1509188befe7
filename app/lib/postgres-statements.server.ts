import pg from 'pg'
import { Pipeline } from './pipeline.server'

/** A statement as `sql` makes it for PostgreSQL: `$1` … stand for its values, in their order. */
export type NumberedStatement = { readonly text: string; readonly values: readonly unknown[] }

type Translation = { readonly text: string; readonly lists: readonly number[] }

/** How many translations are remembered: one for each text, and the texts are those in the program. */
const rememberedMax = 2_000
const remembered = new Map<string, Translation>()

/**
 * Our lists travel as one JSON value (`among`, `rowsOf`), read by SQLite's `json_each`. PostgreSQL reads a list of keys
 * faster from an array, and other rows by a function of its own.
 */
function translationOf(text: string): Translation {
  const known = remembered.get(text)
  if (known) return known
  const lists: number[] = []
  const translated = text
    .replace(/\bIN \(SELECT value FROM json_each\(\$(\d+)\)( texts)?\)/g, (_, position: string, texts?: string) => {
      lists.push(Number(position) - 1)
      return `= ANY($${position}::${texts ? 'text' : 'int'}[])`
    })
    .replace(/\bjson_each\((\$\d+)\)/g, 'jsonb_array_elements($1::jsonb)')
    .replace(/\bNOT = ANY\(/g, '<> ALL(')
  const made = { text: translated, lists }
  if (remembered.size < rememberedMax) remembered.set(text, made)
  return made
}

/** The statement in PostgreSQL's own words: its lists as arrays. */
export function inPostgresWords({ text, values }: NumberedStatement): NumberedStatement {
  const { text: translated, lists } = translationOf(text)
  if (lists.length === 0) return { text: translated, values }
  return {
    text: translated,
    values: values.map((value, index) => (lists.includes(index) ? JSON.parse(String(value)) : value)),
  }
}

/** Whole numbers, counts and sums come as numbers; truths as truths; everything else as pg reads it. */
const asNumber = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC])
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    asNumber.has(oid) && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

/** How many statements a connection keeps prepared. */
const preparedMax = 1_000
const names = new Map<string, string>()

/** The name under which connections keep a statement prepared; undefined once there are too many different ones. */
export function preparedName(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= preparedMax) return known
  const name = `vk${names.size}`
  names.set(text, name)
  return name
}

/**
 * Runs statements straight on a connection: prepared there once, read by name from then on. Those that are asked
 * without waiting for an answer travel together, in their order.
 */
export class PostgresStatements {
  readonly #client: Pick<pg.ClientBase, 'query'>
  #together: Pipeline | null = null

  constructor(client: Pick<pg.ClientBase, 'query'>) {
    this.#client = client
  }

  async rows(statement: NumberedStatement): Promise<unknown[]> {
    return (await this.#run(statement)).rows
  }

  /** How many rows a statement changed. */
  async run(statement: NumberedStatement): Promise<number> {
    return (await this.#run(statement)).rowCount ?? 0
  }

  async #run(statement: NumberedStatement): Promise<pg.QueryResult> {
    const { text, values } = inPostgresWords(statement)
    try {
      return await this.#pipeline().add({ name: preparedName(text), text, values: [...values], types })
    } catch (error) {
      // The error's own stack is of the socket; that of whoever asked says more.
      if (error instanceof Error) Error.captureStackTrace(error)
      throw error
    }
  }

  /** What the statements of this moment are added to; it leaves when nothing more is asked. */
  #pipeline(): Pipeline {
    if (this.#together) return this.#together
    const pipeline = new Pipeline()
    this.#together = pipeline
    // Unlike a microtask, this is not before all that goes on now has asked what it can, whichever way leads there.
    process.nextTick(() => {
      this.#together = null
      this.#client.query(pipeline)
    })
    return pipeline
  }
}
