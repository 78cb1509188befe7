import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Day } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { setSterile } from '~/modules/catalog/commands/facts.server'
import { signReady } from '~/modules/procedures/commands/ready.server'
import { boardOf } from '~/modules/procedures/queries/board.server'
import { book, type Clinic, makeReady, morning, newKey, openClinic, target, zone } from '../procedures/clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.close())

const light = async (id: number) => {
  const site = { id: clinic.siteId, timeZone: zone }
  const rows = await clinic.db.snapshot((reader) => boardOf(reader, site, '2026-11-24' as Day, morning))
  return rows.find(({ file }) => file.row.id === id)?.light.state
}

it('a product’s fact that is corrected while a booking that counts on it is signed turns it to NOT READY', async () => {
  const productId = clinic.product('syringe')
  const say = (answer: 'yes' | 'no') => perform(clinic.visitor(), setSterile, { productId, answer }, newKey())
  const id = await book(clinic)
  await makeReady(clinic, id)
  for (let round = 0; round < 6; round++) {
    await say('yes')
    expect(await light(id)).toBe('ready')
    const sign = () => perform(clinic.visitor(), signReady, { ...target(id), signedName: 'Ana Ruiz' }, newKey())
    const [first, second] = await Promise.all(round % 2 === 0 ? [sign(), say('no')] : [say('no'), sign()])
    const [signed, said] = round % 2 === 0 ? [first, second] : [second, first]
    expect(said.ok).toBe(true)
    // Either it was signed before, or it is refused; in no case is it READY now.
    if (!signed.ok) expect(signed.refusal).toMatchObject({ code: 'NOT_READY' })
    expect(await light(id)).toBe('not-ready')
  }
})
