import { perform } from '~/modules/auth/commands/perform.server'
import { moveUnit } from '~/modules/stock/commands/move-unit.server'
import { type Happening, keyOf, must, person, type World } from './world'

/** What is taken from the supply cabinet to where it is used: pieces of a lot's bulk, or whole containers in microliters. */
type Move = { readonly unit: string; readonly to: string; readonly quantity: number }

const many = (to: string, list: Readonly<Record<string, number>>): Move[] =>
  Object.entries(list).map(([unit, quantity]) => ({ unit, to, quantity }))

const moves: readonly Move[] = [
  ...many('preparation', {
    '4C118': 60,
    '4C121': 60,
    '4D002': 60,
    '4D019': 30,
    '4E310': 30,
    'GL-3301': 20,
    'GP-4102': 20,
    D60118: 30,
    '4G205': 40,
    '4H077': 40,
    MK0052: 20,
    CH4419: 15,
    AP6631: 40,
    PV1207: 15,
    LX0417: 16,
  }),
  ...many('preparation', { LM2207: 20_000, 'LM2207#2': 20_000, BV1092: 10_000, SC8841: 10_000, 'SC8841#2': 10_000 }),
  ...many('preparation', { LP6610: 5_000, 'LP6610#2': 5_000, 'LP6610#3': 5_000, 'LP6610#4': 5_000 }),
  ...many('preparation', { LC2209: 40, LG7731: 60, LW1180: 3 }),
  ...many('room-1', { sharps: 1, 'GP-4102': 6, '4G205': 12, CH4419: 4 }),
  ...many('room-2', { sharps: 1, 'GP-4102': 6, '4G205': 12, CH4419: 4 }),
]

async function tell(world: World): Promise<void> {
  const visitor = person(world, 'supply', world.clock.ago(79, '14:00'))
  for (const { unit, to, quantity } of moves) {
    const input = {
      unitId: world.units.get(unit),
      fromPlaceId: world.places.get('cabinet'),
      toPlaceId: world.places.get(to),
      quantity,
      reason: 'Stocked for use',
    }
    must(`moving ${unit}`, await perform(visitor, moveUnit, input, keyOf('move', unit.replace('#', '.'), to)))
  }
}

/** The preparation area and the procedure rooms are stocked out of the cabinet. */
export const stocking = (world: World): Happening[] => [{ at: world.clock.ago(79, '14:00'), what: 'stocking', tell }]
