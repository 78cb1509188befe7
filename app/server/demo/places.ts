import { perform } from '~/modules/auth/commands/perform.server'
import type { StorageBand } from '~/modules/stock/types'
import { createSimplePlace, createStorage } from '~/modules/storage/commands/places.server'
import { bandRange } from '~/modules/storage/rules/bands'
import { type Happening, keyOf, must, person, type World } from './world'

type Storage = { readonly name: string; readonly title: string; readonly band: StorageBand; readonly alarm: string }

const storages: readonly Storage[] = [
  {
    name: 'freezer',
    title: 'Ultra-low freezer',
    band: 'ultra-low',
    alarm: 'Built-in alarm with dialer',
  },
  { name: 'dewar', title: 'LN2 dewar', band: 'vapor-ln2', alarm: 'Level alarm on the wall, with dialer' },
  { name: 'fridge-1', title: 'Fridge 1', band: 'fridge', alarm: 'Glycol probe with text messages' },
  { name: 'fridge-2', title: 'Fridge 2', band: 'fridge', alarm: 'Glycol probe with text messages' },
  { name: 'cabinet', title: 'Supply cabinet', band: 'room', alarm: 'None: read each workday' },
]

const calls = 'Facilities on call, then Sam Okafor, then Dr. Maya Feldman'

const simple: readonly {
  readonly name: string
  readonly title: string
  readonly kind: 'shelf' | 'room' | 'preparation'
  readonly of?: string
}[] = [
  { name: 'shelf-a', title: 'Freezer shelf A', kind: 'shelf', of: 'freezer' },
  { name: 'shelf-b', title: 'Freezer shelf B', kind: 'shelf', of: 'freezer' },
  { name: 'shelf-c', title: 'Freezer shelf C', kind: 'shelf', of: 'freezer' },
  { name: 'preparation', title: 'Preparation area', kind: 'preparation' },
  { name: 'room-1', title: 'Procedure room 1', kind: 'room' },
  { name: 'room-2', title: 'Procedure room 2', kind: 'room' },
]

async function tell(world: World): Promise<void> {
  const visitor = person(world, 'manager', world.clock.ago(89, '09:00'))
  for (const { name, title, band, alarm } of storages) {
    const backup = name === 'fridge-2' ? world.places.get('fridge-1') : null
    const alarms = { independentAlarm: alarm, alarmCalls: calls, backupPlaceId: backup }
    const input = { name: title, band, ...bandRange(band), readingDueHours: 24, ...alarms }
    const made = await perform(visitor, createStorage, input, keyOf('place', name))
    world.places.set(name, must(title, made).placeId)
  }
  for (const { name, title, kind, of } of simple) {
    const parent = of === undefined ? {} : { parentId: world.places.get(of) }
    const made = await perform(visitor, createSimplePlace, { kind, name: title, ...parent }, keyOf('place', name))
    world.places.set(name, must(title, made).placeId)
  }
}

/** The clinic's places: storage by band, shelves, the preparation area, two procedure rooms. */
export const places = (world: World): Happening[] => [{ at: world.clock.ago(89, '09:00'), what: 'places', tell }]
