import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stopped } from '~/lib/clock'
import { type Database, openDatabase } from '~/lib/db.server'
import { addPerson, endPerson } from '~/modules/auth/commands/accounts.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { hashSecret, newTokenSecret } from '~/modules/auth/commands/secrets.server'
import { signIn } from '~/modules/auth/commands/sessions.server'
import { endApiToken, makeApiToken } from '~/modules/auth/commands/tokens.server'
import { systemVisitor } from '~/modules/auth/queries/system.server'
import { backTo, may, menuOf } from '~/modules/auth/rules'
import { signInForm } from '~/modules/auth/schema'
import type { Visitor } from '~/modules/auth/types'
import { setUpClinic } from '~/server/set-up'
import { key, must, now, refusal } from '../support/clinic'
import { testDatabase } from '../support/database'
import { insertPerson, visitorOfPerson } from '../support/visitor'

let db: Database
let program: Visitor
let close: () => Promise<void>
const password = 'correct horse battery'

beforeEach(async () => {
  const store = await testDatabase()
  db = await openDatabase(store.url)
  program = systemVisitor(db, stopped(now))
  close = async () => {
    await db.close()
    await store.close()
  }
})
afterEach(() => close())

const clinic = {
  clinic: 'Hip Clinic',
  address: '',
  timeZone: 'America/New_York',
  name: 'Ana',
  email: 'ana@clinic.example',
  password,
}
const setUp = async () => {
  const made = must(await perform(program, setUpClinic, clinic, key()))
  return { ...made, ana: visitor(made.personId, made.siteId) }
}
const visitor = (personId: number, siteId: number) =>
  visitorOfPerson(db, personId, { id: siteId, name: 'Hip Clinic', timeZone: 'America/New_York' }, now)
const token = (name: string, role: 'supply' | 'clinician') => {
  const secret = newTokenSecret()
  return { secret, input: { name, role, tokenHash: hashSecret(secret) } }
}

describe('accounts', () => {
  test('a clinic is set up once', async () => {
    await setUp()
    expect(refusal(await perform(program, setUpClinic, clinic, key()))).toEqual({ code: 'SITE_EXISTS' })
  })
  test('an outside reviewer that the set-up names can sign in, and no password of theirs is stored', async () => {
    const reviewer = { name: 'Ruth', email: 'ruth@elsewhere.example', password: `${password} too` }
    must(await perform(program, setUpClinic, { ...clinic, reviewer }, key()))
    must(await signIn(db, stopped(now), { email: reviewer.email, password: reviewer.password }))
    const ruth = await db.read.person.findUniqueOrThrow({ where: { email: reviewer.email }, include: { roles: true } })
    expect(ruth.roles.map(({ role }) => role)).toEqual(['reviewer'])
    expect(JSON.stringify([await db.read.command.findMany(), await db.read.auditEntry.findMany()])).not.toContain(
      reviewer.password,
    )
  })
  test('the right pair signs in; neither the password nor the session secret is stored', async () => {
    await setUp()
    const { secret } = must(await signIn(db, stopped(now), { email: clinic.email, password }))
    const session = await db.read.session.findFirst()
    const person = await db.read.person.findFirst()
    expect(session?.tokenHash).not.toContain(secret)
    expect(person?.passwordHash).toMatch(/^\$argon2id\$/)
    const stored = JSON.stringify([await db.read.command.findMany(), await db.read.auditEntry.findMany()])
    expect(stored).not.toContain(password)
    expect(stored).not.toContain(secret)
  })
  test('a wrong password and an unknown account are refused alike, and ten failures ask to wait', async () => {
    await setUp()
    expect(refusal(await signIn(db, stopped(now), { email: 'nobody@clinic.example', password }))).toEqual({
      code: 'SIGN_IN_WRONG',
    })
    for (let attempt = 0; attempt < 10; attempt++)
      expect(refusal(await signIn(db, stopped(now), { email: clinic.email, password: 'wrong' }))).toEqual({
        code: 'SIGN_IN_WRONG',
      })
    expect(refusal(await signIn(db, stopped(now), { email: clinic.email, password }))).toMatchObject({
      code: 'SIGN_IN_TOO_MANY',
    })
  })
  test('somebody who left can not sign in, and their sessions and tokens are over', async () => {
    const { siteId, ana } = await setUp()
    const { personId } = must(
      await perform(
        ana,
        addPerson,
        { name: 'Bo', email: 'bo@clinic.example', password, roles: ['supply', 'administrator'] },
        key(),
      ),
    )
    must(await signIn(db, stopped(now), { email: 'bo@clinic.example', password }))
    must(await perform(visitor(personId, siteId), makeApiToken, token('scale', 'supply').input, key()))
    must(await perform(ana, endPerson, { personId }, key()))
    expect(await db.read.session.count({ where: { personId, endedAt: null } })).toBe(0)
    expect(await db.read.apiToken.count({ where: { endedAt: null } })).toBe(0)
    expect(refusal(await signIn(db, stopped(now), { email: 'bo@clinic.example', password }))).toEqual({
      code: 'SIGN_IN_WRONG',
    })
  })
  test('the last administrator of a clinic stays, and one of two can be ended', async () => {
    const { personId, ana } = await setUp()
    const end = async (id: number) => perform(ana, endPerson, { personId: id }, key())
    expect(refusal(await end(personId))).toEqual({ code: 'LAST_ADMINISTRATOR' })
    const another = { name: 'Bo', email: 'bo@clinic.example', password, roles: ['administrator' as const] }
    const { personId: second } = must(await perform(ana, addPerson, another, key()))
    must(await end(second))
    expect(refusal(await end(personId))).toEqual({ code: 'LAST_ADMINISTRATOR' })
    expect(await db.read.person.findMany({ where: { endedAt: null }, select: { id: true } })).toEqual([
      { id: personId },
    ])
  })
  test('two administrators who end each other at once leave one', async () => {
    const { siteId, personId } = await setUp()
    let left = personId
    for (let round = 0; round < 5; round++) {
      const email = `bo${round}@clinic.example`
      const account = { name: 'Bo', email, password, roles: ['administrator' as const] }
      const bo = must(await perform(visitor(left, siteId), addPerson, account, key()))
      const ended = await Promise.all([
        perform(visitor(bo.personId, siteId), endPerson, { personId: left }, key()),
        perform(visitor(left, siteId), endPerson, { personId: bo.personId }, key()),
      ])
      expect(ended.map((each) => each.ok).sort()).toEqual([false, true])
      const [stays, ...more] = await db.read.person.findMany({ where: { endedAt: null }, select: { id: true } })
      expect(more).toEqual([])
      left = stays?.id ?? 0
    }
  })
  test('an email has one account', async () => {
    const { ana } = await setUp()
    expect(refusal(await perform(ana, addPerson, { ...clinic, roles: ['supply'] }, key()))).toMatchObject({
      code: 'ACCOUNT_EMAIL_TAKEN',
    })
  })
  test('an API token is stored as a hash, and ends at once', async () => {
    const { ana } = await setUp()
    const lab = token('lab', 'clinician')
    const { tokenId } = must(await perform(ana, makeApiToken, lab.input, key()))
    expect(lab.secret).toMatch(/^vk_/)
    expect(JSON.stringify(await db.read.apiToken.findMany())).not.toContain(lab.secret)
    must(await perform(ana, endApiToken, { tokenId }, key()))
    expect(refusal(await perform(ana, endApiToken, { tokenId }, key()))).toEqual({ code: 'ACCOUNT_UNKNOWN' })
  })
  test('an administrator of one site ends nobody of another', async () => {
    const { ana } = await setUp()
    const other = await db.write(async (tx) => {
      const site = await tx.site.create({ data: { name: 'Knee Clinic', address: '', timeZone: 'UTC' } })
      return insertPerson(tx, site.id, now, ['supply'])
    })
    expect(refusal(await perform(ana, endPerson, { personId: other }, key()))).toEqual({ code: 'ACCOUNT_UNKNOWN' })
  })
})

describe('who may', () => {
  test('supply staff see stock, not patients (R25)', () => {
    expect(may(['supply'], 'stock.read')).toBe(true)
    expect(may(['supply'], 'patient.read')).toBe(false)
    expect(may(['supply'], 'recall.patients')).toBe(false)
    expect(menuOf(['supply']).more.map((page) => page.to)).not.toContain('/patients')
  })
  test('an administrator manages access and sees no patient', () => {
    expect(may(['administrator'], 'access.manage')).toBe(true)
    expect(may(['administrator'], 'patient.read')).toBe(false)
  })
  test('nobody without a role may do anything', () => expect(may([], 'today.read')).toBe(false))
  test.each([
    ['/stock?x=1', '/stock?x=1'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/\n/evil.example', '/'],
    ['\t//evil.example', '/'],
    [' //evil.example', '/'],
    ['/stock\r\nSet-Cookie: a=b', '/'],
    ['/stock\0', '/'],
    ['/.//evil.example', '/'],
    ['/..//evil.example', '/'],
    ['/stock/..//evil.example', '/'],
    ['/%2e%2e//evil.example', '/'],
    ['/%5cevil.example', '/'],
    ['/%2Fevil.example', '/'],
    ['/stock\\..\\..\\evil.example', '/'],
    ['///evil.example', '/'],
    ['http:/evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['stock', '/'],
    [`/${'a'.repeat(3_000)}`, '/'],
    ['/stock/lots/7?find=a%20b#story', '/stock/lots/7?find=a%20b#story'],
    ['/catalog?find=Höfte', '/catalog?find=H%C3%B6fte'],
    ['/recalls?other=https://supplier.example/letter', '/recalls?other=https://supplier.example/letter'],
    [null, '/'],
    ['', '/'],
  ])('after signing in, %j leads to %j', (back, to) => expect(backTo(back)).toBe(to))
  test('a sign-in without a field, or with a book as password, is told at the field', () => {
    const answer = signInForm.safeParse({ email: 'a', password: 'x'.repeat(500) })
    expect(answer.success ? [] : answer.error.issues.map((issue) => issue.path.join('.'))).toEqual([
      'email',
      'password',
    ])
  })
})
