import { describe, expect, it } from 'vitest'
import { goodFirst } from '~/modules/procedures/queries/emergency-page.server'

const drug = (name: string, sort: string, last = false) => ({ name, sort, last })
const names = (drugs: readonly { readonly name: string }[]) => drugs.map(({ name }) => name)

describe('the buttons of the emergency record', () => {
  it('show a held auto-injector behind good ampoules and everything else that is good', () => {
    const held = drug('auto-injector', 'epinephrine', true)
    const good = [drug('ampoule', 'epinephrine'), drug('diphenhydramine', 'antihistamine-injectable')]
    expect(names(goodFirst([held, ...good]))).toEqual(['ampoule', 'diphenhydramine', 'auto-injector'])
  })

  it('keep the only epinephrine first, though something stands against it', () => {
    const held = drug('auto-injector', 'epinephrine', true)
    expect(names(goodFirst([held, drug('cetirizine', 'antihistamine-oral')]))).toEqual(['auto-injector', 'cetirizine'])
  })

  it('keep a sort together, of whichever kit', () => {
    const drugs = [drug('a', 'epinephrine'), drug('c', 'antihistamine-oral'), drug('b', 'epinephrine')]
    expect(names(goodFirst(drugs))).toEqual(['a', 'b', 'c'])
  })
})
