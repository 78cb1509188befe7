// A PostgreSQL database as one plain SQL script, written without pg_dump: it fills an empty database by psql or by one
// query of any client. Tables come first, then their rows, then everything that would stand in the rows' way.

/** How many rows travel at a time. */
const rowsAtOnce = 500

const quoted = (name) => `"${name.replaceAll('"', '""')}"`

/**
 * The tables of the current schema, in the transaction that the caller has begun (REPEATABLE READ, so that it is one
 * moment's). Each row stands on a line of its own that begins with `(`.
 * @param {import('pg').Client} client
 * @returns {AsyncGenerator<string>} the script, part by part
 */
export async function* dumpPostgresql(client) {
  const ask = async (sql, values) => (await client.query(sql, values)).rows
  const tables = await ask(`SELECT c.oid, c.relname AS name FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname`)
  yield "SET client_encoding = 'UTF8';\nSET check_function_bodies = off;\nBEGIN;\n\n"
  const sequences = await ask(
    'SELECT sequencename AS name, data_type AS type, last_value AS last FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1',
  )
  for (const { name, type } of sequences) yield `CREATE SEQUENCE ${quoted(name)} AS ${type};\n`
  for (const table of tables) yield await tableSql(ask, table)
  for (const table of tables) yield* rowsSql(client, table)
  for (const line of await ownerLines(ask)) yield `${line};\n`
  for (const { name, last } of sequences) if (last !== null) yield `SELECT setval('${quoted(name)}', ${last});\n`
  for (const line of await ruleLines(ask)) yield `${line};\n`
  yield '\nCOMMIT;\n'
}

async function columnsOf(ask, table) {
  return ask(
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS needed, pg_get_expr(d.adbin, d.adrelid) AS preset
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table.oid],
  )
}

async function tableSql(ask, table) {
  table.columns = await columnsOf(ask, table)
  const lines = table.columns.map(
    ({ name, type, needed, preset }) =>
      `  ${quoted(name)} ${type}${preset === null ? '' : ` DEFAULT ${preset}`}${needed ? ' NOT NULL' : ''}`,
  )
  return `CREATE TABLE ${quoted(table.name)} (\n${lines.join(',\n')}\n);\n`
}

/** A value as a literal without line ends, made by the server: text in, text out, whatever the type. */
const literal = (column) => {
  const escaped = [
    ["E'\\\\'", "E'\\\\\\\\'"],
    ["''''", "''''''"],
    ["E'\\n'", "E'\\\\n'"],
    ["E'\\r'", "E'\\\\r'"],
  ].reduce((text, [from, to]) => `replace(${text}, ${from}, ${to})`, `${column}::text`)
  return `CASE WHEN ${column} IS NULL THEN 'NULL' ELSE concat('E''', ${escaped}, '''') END`
}

async function* rowsSql(client, table) {
  const names = table.columns.map(({ name }) => quoted(name))
  await client.query(
    `DECLARE dumped NO SCROLL CURSOR FOR SELECT concat('(', concat_ws(', ', ${names.map(literal).join(', ')}), ')') AS line
     FROM ${quoted(table.name)} ORDER BY ${names[0]}`,
  )
  for (;;) {
    const { rows } = await client.query(`FETCH ${rowsAtOnce} FROM dumped`)
    if (rows.length === 0) break
    const lines = rows.map((row) => row.line).join(',\n')
    yield `INSERT INTO ${quoted(table.name)} (${names.join(', ')}) VALUES\n${lines};\n`
  }
  await client.query('CLOSE dumped')
}

/** Which column counts by which sequence, so that the two go together when one is dropped. */
async function ownerLines(ask) {
  const owners = await ask(`SELECT format('ALTER SEQUENCE %I OWNED BY %I.%I', s.relname, c.relname, a.attname) AS line
    FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_class c ON c.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    WHERE d.deptype = 'a' AND s.relnamespace = current_schema()::regnamespace ORDER BY s.relname`)
  return owners.map(({ line }) => line)
}

/** Keys, checks, indexes, functions and triggers: after the rows, and foreign keys after the keys that they point at. */
async function ruleLines(ask) {
  const here = 'current_schema()::regnamespace'
  const constraints = await ask(
    `SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.connamespace = ${here} AND k.contype IN ('p', 'u', 'c', 'f')
     ORDER BY position(k.contype::text IN 'pucf'), c.relname, k.conname`,
  )
  const indexes = await ask(
    `SELECT pg_get_indexdef(i.indexrelid) AS line FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = ${here} AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u'))
     ORDER BY c.relname`,
  )
  const functions = await ask(
    `SELECT pg_get_functiondef(p.oid) AS line FROM pg_proc p WHERE p.pronamespace = ${here} AND p.prokind = 'f' ORDER BY p.proname`,
  )
  const triggers = await ask(
    `SELECT pg_get_triggerdef(t.oid) AS line FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND c.relnamespace = ${here} ORDER BY c.relname, t.tgname`,
  )
  const foreign = constraints.filter(({ line }) => line.includes(' FOREIGN KEY '))
  const own = constraints.filter((row) => !foreign.includes(row))
  return [...own, ...indexes, ...foreign, ...functions, ...triggers].map(({ line }) => line.trim())
}
