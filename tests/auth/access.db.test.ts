import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '~/lib/db.server'
import type { CommandContext } from '~/modules/audit/types'
import { addPerson, endApiToken, endPerson, makeApiToken, setUpClinic, signIn } from '~/modules/auth/commands.server'
import { backTo, may, menuOf } from '~/modules/auth/rules'
import { signInForm } from '~/modules/auth/schema'
import { key, must, now, refusal } from '../support/clinic'
import { testDatabase } from '../support/database'

let context: CommandContext
let close: () => Promise<void>
const password = 'correct horse battery'

beforeEach(async () => {
  const store = await testDatabase()
  const db = await openDatabase(store.url)
  context = { db, actor: 'system', at: now }
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
const setUp = async () => must(await setUpClinic(context, key(), clinic))

describe('accounts', () => {
  test('a clinic is set up once', async () => {
    await setUp()
    expect(refusal(await setUpClinic(context, key(), clinic))).toEqual({ code: 'SITE_EXISTS' })
  })
  test('the right pair signs in; neither the password nor the session secret is stored', async () => {
    await setUp()
    const { secret } = must(await signIn(context.db, now, { email: clinic.email, password }))
    const session = await context.db.read.session.findFirst()
    const person = await context.db.read.person.findFirst()
    expect(session?.tokenHash).not.toContain(secret)
    expect(person?.passwordHash).toMatch(/^\$argon2id\$/)
    const stored = JSON.stringify([
      await context.db.read.command.findMany(),
      await context.db.read.auditEntry.findMany(),
    ])
    expect(stored).not.toContain(password)
    expect(stored).not.toContain(secret)
  })
  test('a wrong password and an unknown account are refused alike, and ten failures ask to wait', async () => {
    await setUp()
    expect(refusal(await signIn(context.db, now, { email: 'nobody@clinic.example', password }))).toEqual({
      code: 'SIGN_IN_WRONG',
    })
    for (let attempt = 0; attempt < 10; attempt++)
      expect(refusal(await signIn(context.db, now, { email: clinic.email, password: 'wrong' }))).toEqual({
        code: 'SIGN_IN_WRONG',
      })
    expect(refusal(await signIn(context.db, now, { email: clinic.email, password }))).toMatchObject({
      code: 'SIGN_IN_TOO_MANY',
    })
  })
  test('somebody who left can not sign in, and their sessions and tokens are over', async () => {
    const { siteId } = await setUp()
    const { personId } = must(
      await addPerson(context, key(), { name: 'Bo', email: 'bo@clinic.example', password, siteId, roles: ['supply'] }),
    )
    must(await signIn(context.db, now, { email: 'bo@clinic.example', password }))
    must(await makeApiToken(context, key(), { name: 'scale', role: 'supply', siteId, createdById: personId }))
    must(await endPerson(context, key(), { personId }))
    expect(await context.db.read.session.count({ where: { personId, endedAt: null } })).toBe(0)
    expect(await context.db.read.apiToken.count({ where: { endedAt: null } })).toBe(0)
    expect(refusal(await signIn(context.db, now, { email: 'bo@clinic.example', password }))).toEqual({
      code: 'SIGN_IN_WRONG',
    })
  })
  test('the last administrator of a clinic stays, and one of two can be ended', async () => {
    const { siteId, personId } = await setUp()
    const end = async (id: number) => endPerson(context, key(), { personId: id })
    expect(refusal(await end(personId))).toEqual({ code: 'LAST_ADMINISTRATOR' })
    const another = { name: 'Bo', email: 'bo@clinic.example', password, siteId, roles: ['administrator'] as const }
    const { personId: second } = must(await addPerson(context, key(), another))
    must(await end(second))
    expect(refusal(await end(personId))).toEqual({ code: 'LAST_ADMINISTRATOR' })
    expect(await context.db.read.person.findMany({ where: { endedAt: null }, select: { id: true } })).toEqual([
      { id: personId },
    ])
  })
  test('two administrators who end each other at once leave one', async () => {
    const { siteId, personId } = await setUp()
    for (let round = 0; round < 5; round++) {
      const email = `bo${round}@clinic.example`
      const bo = must(
        await addPerson(context, key(), { name: 'Bo', email, password, siteId, roles: ['administrator'] }),
      )
      const left = await context.db.read.person.findMany({
        where: { endedAt: null, id: { not: bo.personId } },
        select: { id: true },
      })
      expect(left).toHaveLength(1)
      const ended = await Promise.all([
        endPerson({ ...context, actor: `person:${bo.personId}` }, key(), { personId: left[0]?.id ?? personId }),
        endPerson({ ...context, actor: `person:${personId}` }, key(), { personId: bo.personId }),
      ])
      expect(ended.map((each) => each.ok).sort()).toEqual([false, true])
      expect(await context.db.read.person.count({ where: { endedAt: null } })).toBe(1)
    }
  })
  test('an email has one account', async () => {
    const { siteId } = await setUp()
    expect(refusal(await addPerson(context, key(), { ...clinic, siteId, roles: ['supply'] }))).toMatchObject({
      code: 'ACCOUNT_EMAIL_TAKEN',
    })
  })
  test('an API token is stored as a hash, and ends at once', async () => {
    const { siteId, personId } = await setUp()
    const token = must(
      await makeApiToken(context, key(), { name: 'lab', role: 'clinician', siteId, createdById: personId }),
    )
    expect(token.secret).toMatch(/^vk_/)
    expect(JSON.stringify(await context.db.read.apiToken.findMany())).not.toContain(token.secret)
    must(await endApiToken(context, key(), { tokenId: token.id, siteId }))
    expect(refusal(await endApiToken(context, key(), { tokenId: token.id, siteId }))).toEqual({
      code: 'ACCOUNT_UNKNOWN',
    })
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
