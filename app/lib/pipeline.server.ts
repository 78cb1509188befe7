import pg from 'pg'

/** What of pg's connection a query writes to. pg's own types leave half of it out. */
type Wire = {
  readonly stream: { write(chunk: Buffer): boolean }
  readonly parsedStatements: Record<string, string>
  parse(message: { readonly name: string; readonly text: string }): void
  sync(): void
}

/** What pg calls on a query while its answer comes. */
type Answered = {
  readonly name: string
  readonly text: string
  submit(wire: object): Error | null
  handleRowDescription(message: unknown): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, wire: object): void
  handleReadyForQuery(wire: object): void
  handleError(error: unknown, wire: object): void
}

/** The same connection for one statement of several, which collects what is to be sent. */
function collecting(wire: Wire, chunks: Buffer[]): Wire {
  const stream = { writable: true, write: (chunk: Buffer) => chunks.push(chunk) > 0 }
  const sent: Record<string, string> = Object.create(wire.parsedStatements)
  const parse: Wire['parse'] = function (this: Wire, message) {
    if (message.name) sent[message.name] = message.text
    wire.parse.call(this, message)
  }
  return Object.create(wire, {
    stream: { value: stream },
    parsedStatements: { value: sent },
    parse: { value: parse },
    // A query syncs when it has said all; here only the last one may.
    sync: { value: () => undefined },
  }) as Wire
}

/**
 * Statements that go to PostgreSQL in one message and are answered in one, in their order: each way there and back costs as
 * much as a short statement. They are stored together or not at all, and when one fails, all of them fail with its error.
 * pg takes it for one query.
 */
export class Pipeline {
  readonly #queries: Answered[] = []
  #at = 0

  add(config: pg.QueryConfig): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const query = new pg.Query(config, (error, result) => (error ? reject(error) : resolve(result)))
      this.#queries.push(query as unknown as Answered)
    })
  }

  get #current(): Answered {
    const query = this.#queries[this.#at]
    if (!query) throw new Error('PostgreSQL answered more statements than were asked.')
    return query
  }

  // pg notes under these that a statement has been prepared, when the server says so.
  get name(): string {
    return this.#current.name
  }
  get text(): string {
    return this.#current.text
  }

  submit(connection: unknown): Error | null {
    const wire = connection as Wire
    const chunks: Buffer[] = []
    const each = collecting(wire, chunks)
    for (const query of this.#queries) {
      const error = query.submit(each)
      if (error) return error
    }
    wire.sync.call(each)
    // One write of one buffer costs half as much as one of many.
    wire.stream.write(Buffer.concat(chunks))
    return null
  }

  handleRowDescription(message: unknown): void {
    this.#current.handleRowDescription(message)
  }

  handleDataRow(message: unknown): void {
    this.#current.handleDataRow(message)
  }

  handleCommandComplete(message: unknown, wire: object): void {
    this.#current.handleCommandComplete(message, wire)
    this.#at++
  }

  handleReadyForQuery(wire: object): void {
    for (const query of this.#queries) query.handleReadyForQuery(wire)
  }

  handleError(error: unknown, wire: object): void {
    for (const query of this.#queries.splice(0)) query.handleError(error, wire)
  }
}
