import type { StorageBand } from '~/modules/stock/types'

/** A temperature range in hundredths of a degree Celsius, both ends allowed. */
export type TemperatureRange = { readonly min: number; readonly max: number }

/**
 * What a product of a band may be exposed to (R19). Below absolute zero nothing is colder, so vapor LN2 has no real lower
 * end; room temperature allows the excursions of USP <659>, 15–30 °C.
 */
const ranges: Record<StorageBand, TemperatureRange> = {
  'vapor-ln2': { min: -27315, max: -15000 },
  'ultra-low': { min: -9000, max: -6000 },
  freezer: { min: -2500, max: -1500 },
  fridge: { min: 200, max: 800 },
  room: { min: 1500, max: 3000 },
}

/** The range of a band: what it may be exposed to, in hundredths of °C. */
export const bandRange = (band: StorageBand): TemperatureRange => ranges[band]

/** Whether temperatures from `low` to `high` (hundredths of °C) are within a range. */
export const within = (range: TemperatureRange, low: number, high: number): boolean =>
  low >= range.min && high <= range.max

/** All bands, coldest first. */
export const bands: readonly StorageBand[] = ['vapor-ln2', 'ultra-low', 'freezer', 'fridge', 'room']
