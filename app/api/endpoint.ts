import { z } from 'zod'
import type { Result } from '~/lib/result'
import type { Permission, Visitor } from '~/modules/auth/types'

/** The statuses that a door's rules can answer with. */
export type ApiStatus = 400 | 401 | 403 | 404 | 409 | 422 | 503

/**
 * Why a request was not done. Codes in small letters come from the door (no such thing, not allowed), codes in capitals
 * from a room's rules. `message` is a sentence for a person.
 */
export type ApiRefusal = { readonly code: string; readonly status: ApiStatus; readonly message: string }

// An empty object's type would let nothing stand beside it.
type Given<S extends z.ZodObject> = string extends keyof z.output<S> ? unknown : z.output<S>

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T

const nothing = z.strictObject({})
type Nothing = typeof nothing

/** A door as its table row says it: the router and the OpenAPI document are both made out of these rows. */
type Row<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodObject, A extends z.ZodType> = {
  readonly method: 'get' | 'post'
  /** Below /api/v1, with parameters in braces, as OpenAPI writes them. */
  readonly path: string
  /** The operation's name for generated clients. */
  readonly name: string
  readonly summary: string
  readonly description: string
  /** What the token's role must allow; null: open to everybody, without a token. */
  readonly permission: Permission | null
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly answer: A
  /** The refusals that this door's rules can give, beside those of every door. */
  readonly refusals: readonly ApiRefusal['status'][]
  run(visitor: Visitor, input: Given<P> & Given<Q> & Given<B>): Promise<Result<Frozen<z.output<A>>, ApiRefusal>>
}

/** A door of the API, its input's types checked against its handler and forgotten. */
export type Endpoint = Omit<
  Row<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType>,
  'run' | 'params' | 'query' | 'body'
> & {
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly body: z.ZodObject | null
  run(visitor: Visitor, input: Record<string, unknown>): Promise<Result<unknown, ApiRefusal>>
}

/**
 * Makes a door out of its row. The handler gets path parameters, query and body as one object, parsed; the compiler holds
 * what it returns against the answer's schema.
 */
export function endpoint<
  A extends z.ZodType,
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodObject = Nothing,
>(row: Row<P, Q, B, A>): Endpoint {
  return {
    ...row,
    params: row.params ?? nothing,
    query: row.query ?? nothing,
    body: row.body ?? null,
    // The router has parsed the input with these very schemas.
    run: (visitor, input) => row.run(visitor, input as Given<P> & Given<Q> & Given<B>),
  }
}
