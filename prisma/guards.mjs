// What Prisma's models can't say, and both databases must hold: rows that nobody changes, and checks between columns.
// Both are written as doc comments above a model (`/// append-only`, `/// check: quantity >= 0`) and become triggers, or
// check constraints on PostgreSQL. What a new row needs of other tables is a file in guards/ (`/// insert: end-of-hold`). A guard's name carries a hash of what it checks, so two guards of one name do the
// same, and a migration needs only the names that are missing and those that are too many.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/**
 * @typedef {object} Guard
 * @property {string} name
 * @property {string} create its SQL
 */

/** @typedef {{ name: string, condition: string }} InsertRule a file of guards/: SQL over NEW."column", true or false, never null */

/**
 * @typedef {object} ModelRules
 * @property {string} table
 * @property {boolean} appendOnly
 * @property {string[]} checks SQL expressions over the fields of the model
 * @property {InsertRule[]} inserts what a new row needs of other tables
 * @property {Map<string, string>} columns the column of each field
 */

/**
 * The rules that doc comments put on models. Refuses an enum: it is plain text on SQLite, so it would be guarded on
 * PostgreSQL only; a `String` with a check is guarded on both.
 * @param {import('./schema.mjs').SchemaFile[]} files
 * @returns {ModelRules[]}
 */
export function readRules(files) {
  const text = files.map((file) => file.content.replaceAll('\r\n', '\n')).join('\n')
  const anEnum = /^enum\s+(\w+)/m.exec(text)
  if (anEnum) throw new Error(`Write the enum ${anEnum[1]} as a String with a line "/// check: column IN ('…', '…')".`)
  const models = text.matchAll(/((?:^[ \t]*\/\/\/.*\n)*)^model\s+(\w+)\s*\{\n([\s\S]*?)^\}/gm)
  return [...models].map(([, comments, name, body]) => readModel(name, comments, body))
}

function readModel(name, comments, body) {
  const said = [...`${comments}\n${body}`.matchAll(/^\s*\/\/\/(.*)$/gm)].map(([, line]) => line.trim())
  const fields = [...body.matchAll(/^[ \t]*(\w+)[ \t]+\w+(.*)$/gm)]
  return {
    table: /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? name,
    appendOnly: said.includes('append-only'),
    checks: said.filter((line) => line.startsWith('check:')).map((line) => line.slice('check:'.length).trim()),
    inserts: said
      .filter((line) => line.startsWith('insert:'))
      .map((line) => insertRule(line.slice('insert:'.length).trim())),
    columns: new Map(fields.map(([, field, rest]) => [field, /@map\("([^"]+)"\)/.exec(rest)?.[1] ?? field])),
  }
}

/** Its comments are for people: the database gets the condition alone. */
function insertRule(name) {
  const text = readFileSync(new URL(`guards/${name}.sql`, import.meta.url), 'utf8').replaceAll('\r\n', '\n')
  return { name, condition: text.replace(/^--.*\n/gm, '').trim() }
}

/**
 * Every guard that a database must have.
 * @param {import('./schema.mjs').Provider} provider
 * @param {import('./schema.mjs').SchemaFile[]} files
 * @returns {Guard[]}
 */
export function guardsOf(provider, files) {
  const write = provider === 'sqlite' ? sqliteGuards : postgresqlGuards
  const guards = readRules(files).flatMap(write)
  const tooLong = guards.find((guard) => guard.name.length > 63)
  if (tooLong) throw new Error(`The name of the guard ${tooLong.name} is longer than the 63 letters PostgreSQL keeps.`)
  return guards
}

function sqliteGuards(model) {
  const guards = []
  const refuse = (text) => `BEGIN SELECT RAISE(ABORT, ${literal(text)}); END;`
  const trigger = (suffix, event, when, text) => {
    const name = `guard_${model.table}_${suffix}`
    const create = `CREATE TRIGGER "${name}" BEFORE ${event} ON "${model.table}"${when} ${refuse(text)}`
    guards.push({ name, create })
  }
  if (model.appendOnly) {
    trigger('append_only_update', 'UPDATE', '', `${model.table} is append-only: no row is changed.`)
    trigger('append_only_delete', 'DELETE', '', `${model.table} is append-only: no row is deleted.`)
  }
  for (const { name, condition } of model.inserts)
    trigger(`${hash(condition)}_insert`, 'INSERT', ` WHEN NOT (${condition})`, insertRefusal(model, name))
  for (const check of model.checks) {
    const { sql, columns } = expression(model, check, 'NEW.')
    const when = ` WHEN NOT (${sql})`
    const text = `${model.table} holds: ${check}`
    trigger(`${hash(check)}_insert`, 'INSERT', when, text)
    if (model.appendOnly) continue
    trigger(`${hash(check)}_update`, `UPDATE OF ${columns.map((c) => `"${c}"`).join(', ')}`, when, text)
  }
  return guards
}

function postgresqlGuards(model) {
  const guards = []
  if (model.appendOnly) {
    for (const [suffix, event] of [
      ['append_only', 'UPDATE OR DELETE ON "%" FOR EACH ROW'],
      ['no_truncate', 'TRUNCATE ON "%" FOR EACH STATEMENT'],
    ]) {
      const name = `guard_${model.table}_${suffix}`
      const timing = `BEFORE ${event.replace('%', model.table)}`
      guards.push({ name, create: `CREATE TRIGGER "${name}" ${timing} EXECUTE FUNCTION guard_append_only();` })
    }
  }
  for (const { name: rule, condition } of model.inserts) {
    const name = `guard_${model.table}_${hash(condition)}`
    const create = `CREATE OR REPLACE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (${condition}) THEN
    RAISE EXCEPTION ${literal(insertRefusal(model, rule))} USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "${name}" BEFORE INSERT ON "${model.table}" FOR EACH ROW EXECUTE FUNCTION "${name}"();`
    guards.push({ name, create })
  }
  for (const check of model.checks) {
    const name = `guard_${model.table}_${hash(check)}`
    const { sql } = expression(model, check, '')
    guards.push({ name, create: `ALTER TABLE "${model.table}" ADD CONSTRAINT "${name}" CHECK (${sql});` })
  }
  return guards
}

const appendOnlyFunction = `CREATE OR REPLACE FUNCTION guard_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: no row is changed or deleted.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;`

/**
 * The SQL that creates guards, with the function that they call on PostgreSQL.
 * @param {Guard[]} guards
 */
export function createGuards(guards) {
  const statements = guards.map((guard) => guard.create)
  if (statements.some((sql) => sql.includes('guard_append_only()'))) statements.unshift(appendOnlyFunction)
  return statements.join('\n')
}

/** @typedef {{ name: string, table: string, kind: 'trigger' | 'check' }} PresentGuard a guard that a database has */

/**
 * The SQL that takes guards away.
 * @param {import('./schema.mjs').Provider} provider
 * @param {PresentGuard[]} guards
 */
export function dropGuards(provider, guards) {
  const statement = ({ name, table, kind }) => {
    if (provider === 'sqlite') return `DROP TRIGGER "${name}";`
    return kind === 'check'
      ? `ALTER TABLE "${table}" DROP CONSTRAINT "${name}";`
      : `DROP TRIGGER "${name}" ON "${table}";`
  }
  return guards.map(statement).join('\n')
}

/**
 * The question that answers with the guards of a database, as rows of PresentGuard.
 * @param {import('./schema.mjs').Provider} provider
 */
export function presentGuardsSql(provider) {
  if (provider === 'sqlite') {
    return `SELECT name, tbl_name AS "table", 'trigger' AS kind FROM sqlite_master
      WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\' ORDER BY name`
  }
  return `SELECT tgname AS name, relname AS "table", 'trigger' AS kind FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
      WHERE NOT tgisinternal AND starts_with(tgname, 'guard_') AND relnamespace = current_schema()::regnamespace
    UNION ALL SELECT conname, relname, 'check' FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
      WHERE contype = 'c' AND starts_with(conname, 'guard_') AND relnamespace = current_schema()::regnamespace
    ORDER BY 1`
}

/**
 * A check as SQL: the fields that it names become quoted columns, strings in it stay as they are. Refuses a check that
 * names no field.
 * @param {ModelRules} model
 * @param {string} check
 * @param {'' | 'NEW.'} prefix
 */
export function expression(model, check, prefix) {
  const columns = new Set()
  const sql = check.replace(/'(?:[^']|'')*'|"(\w+)"|\b[A-Za-z_]\w*\b/g, (token, quoted) => {
    const column = model.columns.get(quoted ?? token)
    if (!column) return token
    columns.add(column)
    return `${prefix}"${column}"`
  })
  if (columns.size === 0) throw new Error(`The check "${check}" on ${model.table} names none of its fields.`)
  return { sql, columns: [...columns] }
}

const insertRefusal = (model, rule) => `${model.table} takes only rows that prisma/guards/${rule}.sql allows.`
const literal = (text) => `'${text.replaceAll("'", "''")}'`
const hash = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8)
