import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Answer, type House, openHouse, wordsOf } from './house'

let house: House
beforeAll(async () => {
  house = await openHouse()
  // Filling the demo clinic takes minutes on a busy machine.
}, 300_000)
afterAll(() => house.close())

const hasFrame = ({ text }: Answer): boolean =>
  text.includes('<nav class="rail" aria-label="Main"') && text.includes('href="/scan"') && text.includes('Marcus Bell')

describe('what goes wrong in a page stays in the page', () => {
  test.each([
    ['nothing of that id', '/stock/lots/2147483647', 404, 'There is no such lot. Look it up in Stock.'],
    ['no id', '/kits/of-gold', 404, 'There is no such kit at this site.'],
    ['a day that is none', '/procedures?day=2026-02-30', 400, 'There is no such day'],
    ['no right', '/access', 403, 'You may not'],
  ])('%s (%s): the frame stays, with the sentence and ways on', async (_what, path, status, words) => {
    const answer = await house.page('manager', path)
    expect([answer.status, hasFrame(answer)]).toEqual([status, true])
    expect(wordsOf(answer.text)).toContain(words)
    expect(wordsOf(answer.text)).toMatch(/Go to Today (Try this page again|Switch account)/)
  })

  it('a form that is refused before it is read keeps the frame as well', async () => {
    const answer = await house.send('manager', '/kits/1', '__proto__=1')
    expect([answer.status, hasFrame(answer)]).toEqual([400, true])
    expect(wordsOf(answer.text)).toContain('This form has a field named "__proto__"')
  })

  it('a stranger sees no frame', async () => {
    const answer = await house.send(null, '/sign-in', '__proto__=1')
    expect([answer.status, answer.text.includes('aria-label="Main"')]).toEqual([400, false])
  })
})

describe('a fault', () => {
  it('keeps the frame, and shows the id under which it is in the log', async () => {
    const lot = await house.db.read.lot.findFirstOrThrow({ select: { id: true } })
    // A database in disorder, as a half-restored backup leaves it: the page asks for a table that is gone.
    await house.db.write((tx) => tx.$executeRaw`ALTER TABLE "Hold" RENAME TO "HoldGone"`)
    const answer = await house.page('manager', `/stock/lots/${lot.id}`)
    await house.db.write((tx) => tx.$executeRaw`ALTER TABLE "HoldGone" RENAME TO "Hold"`)
    expect([answer.status, hasFrame(answer)]).toEqual([500, true])
    const id = answer.headers.get('x-request-id') ?? ''
    expect(wordsOf(answer.text)).toContain(`Fault ${id} : say this number when you ask for help.`)
    expect((await house.page('manager', `/stock/lots/${lot.id}`)).status).toBe(200)
  })
})
