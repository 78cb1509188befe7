import type { Day, Instant } from './day'
import type { Reader, Sql } from './db.server'

/** What a column holds, as `tests/database/reads.db.test.ts` compares it with what each database says of it. */
export type ColumnKind = 'int' | 'bool' | 'text'

/** A column of a read: its kind, whether it may be null, and the conversion from what either database hands out. */
export type Column<T> = {
  readonly kind: ColumnKind
  readonly nullable: boolean
  /** Throws a sentence without the value, which may be a patient's, when the value is not of this kind. */
  decode(value: unknown): T
}

/** What a read gives for a shape of columns. */
export type Row<Shape> = { readonly [Name in keyof Shape]: Shape[Name] extends Column<infer T> ? T : never }

type AnyShape = Readonly<Record<string, Column<unknown>>>

/** Turns a database's row into a typed one, or throws saying which column is not as declared. */
export type Decoder<T> = { readonly shape: AnyShape; decode(row: Record<string, unknown>): T }

const column = <T>(kind: ColumnKind, decode: (value: unknown) => T): Column<T> => ({ kind, nullable: false, decode })

function wrong(wanted: string, value: unknown): never {
  throw new Error(`expected ${wanted}, got ${value === null ? 'null' : typeof value}`)
}

function decodeInt(value: unknown): number {
  // Counts and sums come as BigInt or, from PostgreSQL's int8, as text.
  const number = typeof value === 'bigint' || (typeof value === 'string' && value !== '') ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : wrong('a whole number', value)
}

function decodeBool(value: unknown): boolean {
  if (value === true || value === 1 || value === 1n) return true
  return value === false || value === 0 || value === 0n ? false : wrong('true or false', value)
}

const decodeText = (value: unknown): string => (typeof value === 'string' ? value : wrong('text', value))

/** A whole number. */
export const int = column('int', decodeInt)
/** True or false: 1 and 0 on SQLite. */
export const bool = column('bool', decodeBool)
/** Any text. */
export const text = column('text', decodeText)
/** A calendar day, `YYYY-MM-DD`. */
export const day = column('text', (value) =>
  /^\d{4}-\d{2}-\d{2}$/.test(decodeText(value)) ? (value as Day) : wrong('a day', value),
)
/** A moment in UTC, as the program stores it. */
export const instant = column('text', (value) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(decodeText(value))
    ? (value as Instant)
    : wrong('an instant', value),
)

/** One of these words; a word that the program doesn't know is a fault, not a guess. */
export const oneOf = <const Words extends readonly string[]>(...words: Words): Column<Words[number]> =>
  column('text', (value) =>
    words.includes(decodeText(value)) ? (value as Words[number]) : wrong(`one of ${words.join(', ')}`, value),
  )

/** JSON text, handed to `parse`, which throws when it is not as expected (a Zod schema's `parse` fits). */
export const json = <T>(parse: (value: unknown) => T): Column<T> =>
  column('text', (value) => parse(JSON.parse(decodeText(value))))

/** Text that is converted by `parse`, which throws when it can't be. */
export const parsed = <T>(parse: (value: string) => T): Column<T> => column('text', (value) => parse(decodeText(value)))

/** A column that may be null. */
export const nullable = <T>(inner: Column<T>): Column<T | null> => ({
  kind: inner.kind,
  nullable: true,
  decode: (value) => (value === null || value === undefined ? null : inner.decode(value)),
})

/** Declares the columns of a read by their names. */
export function row<const Shape extends AnyShape>(shape: Shape): Decoder<Row<Shape>> {
  const columns = Object.entries(shape)
  return {
    shape,
    decode(found) {
      for (const [name, { decode }] of columns)
        try {
          found[name] = decode(found[name])
        } catch (cause) {
          throw new Error(`Column ${name}: ${cause instanceof Error ? cause.message : String(cause)}`)
        }
      return found as Row<Shape>
    },
  }
}

/** A declared read as the test that describes all of them sees it. */
export type DeclaredRead = { readonly name: string; readonly shape: AnyShape; readonly examples: readonly Sql[] }

const declared = new Map<string, DeclaredRead>()

/** Every read that the loaded modules declare. */
export const declaredReads = (): readonly DeclaredRead[] => [...declared.values()]

/** A read: its rows for these arguments, decoded. `one` gives the first, or null. */
export type Read<Args extends readonly unknown[], T> = {
  (reader: Reader, ...args: Args): Promise<T[]>
  one(reader: Reader, ...args: Args): Promise<T | null>
}

/**
 * Declares a read, the only way in which the program reads raw rows: `name` (`stock.lots-by-id`), the columns it gives,
 * the statement for its arguments, and examples of arguments, one for each form that the statement can take: with these
 * a test describes the read on both databases and compares names, kinds and nullability.
 */
export function read<T, Args extends readonly unknown[]>(
  name: string,
  decoder: Decoder<T>,
  statement: (...args: Args) => Sql,
  ...examples: readonly [NoInfer<Args>, ...NoInfer<Args>[]]
): Read<Args, T> {
  declared.set(name, {
    name,
    shape: decoder.shape,
    get examples() {
      return examples.map((args) => statement(...args))
    },
  })
  const all = async (reader: Reader, ...args: Args): Promise<T[]> => {
    const rows = await reader.$queryRaw<Record<string, unknown>[]>(statement(...args))
    try {
      return rows.map(decoder.decode)
    } catch (cause) {
      throw new Error(`The read ${name} gave a row that is not as declared.`, { cause })
    }
  }
  return Object.assign(all, {
    one: async (reader: Reader, ...args: Args): Promise<T | null> => (await all(reader, ...args))[0] ?? null,
  })
}
