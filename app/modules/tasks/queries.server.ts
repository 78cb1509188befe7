import { empty, sql } from '~/lib/db.server'
import { instant, int, json, nullable, oneOf, read, row, text } from '~/lib/rows.server'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Error('expected an object')
  return value
}

const task = row({
  id: int,
  kind: text,
  about: text,
  aboutKind: text,
  aboutId: nullable(int),
  siteId: nullable(int),
  personId: nullable(int),
  role: nullable(oneOf('supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer')),
  dueAt: nullable(instant),
  detail: json(record),
  createdAt: instant,
  doneAt: nullable(instant),
  doneBy: nullable(text),
  doneNote: nullable(text),
})

const columns = sql`t."id", t."kind", t."about", t."aboutKind", t."aboutId", t."siteId", t."personId", t."role", t."dueAt", t."detail",
  t."createdAt", t."doneAt", t."doneBy", t."doneNote"`

/** The open tasks of a site and of the organization, those due first first; whose they are, `isFor` tells. */
export const openTasks = read(
  'tasks.open',
  task,
  (siteId: number, limit: number) =>
    sql`SELECT ${columns} FROM "Task" t WHERE t."doneAt" IS NULL AND (t."siteId" = ${siteId} OR t."siteId" IS NULL)
        ORDER BY CASE WHEN t."dueAt" IS NULL THEN 1 ELSE 0 END, t."dueAt", t."id" LIMIT ${limit}`,
  [1, 50],
)

/** The tasks about one thing, `procedure:12`, newest first; without those that are done if only open ones are asked for. */
export const tasksAbout = read(
  'tasks.about',
  task,
  (about: string, only: 'open' | 'all') =>
    sql`SELECT ${columns} FROM "Task" t WHERE t."about" = ${about} ${only === 'open' ? sql`AND t."doneAt" IS NULL` : empty} ORDER BY t."id" DESC`,
  ['procedure:1', 'open'],
  ['procedure:1', 'all'],
)

/** A task by its number. */
export const taskById = read(
  'tasks.by-id',
  task,
  (id: number) => sql`SELECT ${columns} FROM "Task" t WHERE t."id" = ${id}`,
  [1],
)
