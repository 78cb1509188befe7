import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addHours, type Instant } from '~/lib/day'
import { endTasks, finishTask, raiseTask } from '~/modules/tasks/commands.server'
import { explainTask } from '~/modules/tasks/messages'
import { openTasks, taskById, tasksAbout } from '~/modules/tasks/queries.server'
import { aboutText, decideFinish, isFor, isOverdue } from '~/modules/tasks/rules'
import type { NewTask } from '~/modules/tasks/types'
import { must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

const raise = (task: Partial<NewTask>, at: Instant = now) =>
  clinic.db.write((tx) =>
    raiseTask(
      tx,
      { actor: 'person:1', at },
      { kind: 'review', about: { kind: 'procedure', id: 12 }, siteId: clinic.siteId, ...task },
    ),
  )
const finish = (taskId: number, note: string, at: Instant = addHours(now, 1)) =>
  clinic.db.write((tx) => finishTask(tx, { actor: 'person:2', at }, { taskId, note }))

test('a task tells what, about what, whose and until when, and is found by site and by subject', async () => {
  const due = addHours(now, 4)
  const { taskId } = await raise({ role: 'director', dueAt: due, detail: { use: 3 } })
  const [open] = await openTasks(clinic.db.read, clinic.siteId, 10)
  expect(open).toEqual({
    id: taskId,
    kind: 'review',
    about: 'procedure:12',
    aboutKind: 'procedure',
    aboutId: 12,
    siteId: clinic.siteId,
    personId: null,
    role: 'director',
    dueAt: due,
    detail: { use: 3 },
    createdAt: now,
    doneAt: null,
    doneBy: null,
    doneNote: null,
  })
  expect(await tasksAbout(clinic.db.read, 'procedure:12', 'open')).toEqual([open])
  expect(await openTasks(clinic.db.read, clinic.siteId + 1, 10)).toEqual([])
})

test('the same task is raised once; for another thing, kind or role it is another one', async () => {
  const first = await raise({ role: 'manager' })
  expect(await raise({ role: 'manager' })).toEqual({ taskId: first.taskId, raised: false })
  expect((await raise({ role: 'director' })).raised).toBe(true)
  expect((await raise({ role: 'manager', kind: 'call' })).raised).toBe(true)
  expect((await raise({ role: 'manager', about: { kind: 'procedure', id: 13 } })).raised).toBe(true)
  must(await finish(first.taskId, 'Looked at it.'))
  expect((await raise({ role: 'manager' })).raised).toBe(true)
})

test('a task is done once, by somebody who says what was done', async () => {
  const { taskId } = await raise({})
  expect(refusal(await finish(taskId, '  '))).toEqual({ code: 'TASK_NOTE_MISSING' })
  must(await finish(taskId, ' Called the supplier. '))
  expect(await taskById.one(clinic.db.read, taskId)).toMatchObject({
    doneAt: addHours(now, 1),
    doneBy: 'person:2',
    doneNote: 'Called the supplier.',
  })
  expect(refusal(await finish(taskId, 'Again.'))).toEqual({ code: 'TASK_DONE', at: addHours(now, 1) })
  expect(refusal(await finish(taskId + 99, 'Again.'))).toEqual({ code: 'TASK_UNKNOWN' })
  expect(await openTasks(clinic.db.read, clinic.siteId, 10)).toEqual([])
})

test('what was waited for ends every open task of its kind, and no other', async () => {
  await raise({ role: 'manager' })
  await raise({ role: 'director' })
  await raise({ kind: 'call' })
  const which = { about: { kind: 'procedure', id: 12 }, kind: 'review', note: 'The review is closed.' }
  expect(await clinic.db.write((tx) => endTasks(tx, { actor: 'system', at: now }, which))).toBe(2)
  expect((await openTasks(clinic.db.read, clinic.siteId, 10)).map((task) => task.kind)).toEqual(['call'])
})

test('tasks come due first first, those without a time last, and the organization’s at every site', async () => {
  await raise({ kind: 'whenever' })
  await raise({ kind: 'later', dueAt: addHours(now, 9) })
  await raise({ kind: 'soon', dueAt: addHours(now, 1), siteId: null, about: { kind: 'clock', id: null } })
  const open = await openTasks(clinic.db.read, clinic.siteId, 10)
  expect(open.map((task) => [task.kind, task.about])).toEqual([
    ['soon', 'clock'],
    ['later', 'procedure:12'],
    ['whenever', 'procedure:12'],
  ])
  expect(await openTasks(clinic.db.read, clinic.siteId, 1)).toHaveLength(1)
})

describe('the rules of tasks', () => {
  test('a task is its person’s, else its role’s, else anybody’s', () => {
    const nurse = { personId: 3, roles: ['clinician'] as const }
    expect(isFor({ personId: 3, role: 'director' }, nurse)).toBe(true)
    expect(isFor({ personId: 4, role: 'clinician' }, nurse)).toBe(false)
    expect(isFor({ personId: null, role: 'clinician' }, nurse)).toBe(true)
    expect(isFor({ personId: null, role: 'director' }, nurse)).toBe(false)
    expect(isFor({ personId: null, role: null }, { personId: null, roles: [] })).toBe(true)
  })

  test('only an open task with a time that has passed is overdue', () => {
    const dueAt = now
    expect(isOverdue({ dueAt, doneAt: null }, addHours(now, 1))).toBe(true)
    expect(isOverdue({ dueAt, doneAt: null }, now)).toBe(false)
    expect(isOverdue({ dueAt, doneAt: now }, addHours(now, 1))).toBe(false)
    expect(isOverdue({ dueAt: null, doneAt: null }, addHours(now, 1))).toBe(false)
  })

  test('what a task is about is written down in one way, and every refusal has its sentence', () => {
    expect([aboutText({ kind: 'lot', id: 4 }), aboutText({ kind: 'clock', id: null })]).toEqual(['lot:4', 'clock'])
    const refusals = [decideFinish(null, 'x'), decideFinish({ doneAt: now }, 'x'), decideFinish({ doneAt: null }, '')]
    const sentences = refusals.map((done) => explainTask(done.ok ? { code: 'TASK_UNKNOWN' } : done.refusal, 'utc'))
    expect(new Set(sentences).size).toBe(3)
    for (const sentence of sentences) expect(sentence).toMatch(/\.$/)
  })
})
