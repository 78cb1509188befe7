// Rows in and out, in portions that no statement's parameters and no memory are too small for.

const rowsAtOnce = 400
const readAtOnce = 5_000

/** Inserts rows as they come, some hundred at a time; `end` inserts the rest. */
export function inserter({ execute }, table, columns) {
  const names = columns.map((name) => `"${name}"`).join(', ')
  let waiting = []
  const flush = async () => {
    if (waiting.length === 0) return
    const rows = waiting.map(
      (_, row) => `(${columns.map((_name, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
    )
    await execute(`INSERT INTO "${table}" (${names}) VALUES ${rows.join(', ')}`, waiting.flat())
    waiting = []
  }
  return {
    async add(...values) {
      waiting.push(values)
      if (waiting.length >= rowsAtOnce) await flush()
    },
    end: flush,
  }
}

/** The rows of a read that ends in `"id" > $1`, some thousand at a time, in the order of their ids. */
export async function* inSlices({ query }, sql) {
  for (let last = 0; ; ) {
    const rows = await query(`${sql} ORDER BY 1 LIMIT ${readAtOnce}`, [last])
    yield* rows
    if (rows.length < readAtOnce) return
    last = rows.at(-1).id
  }
}
