/** What a scan turned out to be at a door that takes one thing, and why it was not taken. */
import type { Status } from '~/modules/auth/types'
import type { LabelRefusal } from '~/modules/labels/types'
import type { UnitFacts } from '../types'

/** What a scan turned out to be. `units` has several where a lot's label could mean each of them. */
export type Scanned =
  | { readonly kind: 'units'; readonly units: readonly UnitFacts[] }
  | { readonly kind: 'kit'; readonly kitId: number; readonly seal: string | null }
  | { readonly kind: 'patient'; readonly patientId: number }
  | { readonly kind: 'place'; readonly placeId: number }

/** A thing that a scan may mean, to be chosen with one tap: `meant` goes back with the same scan. */
export type ScanChoice = { readonly meant: string; readonly label: string }

/** Why a scan was not taken, and what is said of its reading: what was mended, what the label's warnings are. */
export type ScanRefusal = ScanFault & { readonly said?: readonly string[] }

type ScanFault =
  | { readonly code: 'SCAN_EMPTY' }
  | { readonly code: 'SCAN_TOO_LONG' }
  | { readonly code: 'SCAN_LABEL'; readonly refusal: LabelRefusal }
  | { readonly code: 'SCAN_AMBIGUOUS'; readonly count: number; readonly detail: string }
  | { readonly code: 'SCAN_UNKNOWN'; readonly seen: string; readonly near: string | null }
  /** One of our own labels whose number is not here, or whose check letters are wrong. */
  | { readonly code: 'SCAN_OWN_LABEL'; readonly seen: string; readonly fault: 'unknown' | 'misread' }
  /** Only by something that was mended or guessed: `meant` are the things that it may be. */
  | {
      readonly code: 'SCAN_UNSURE'
      readonly seen: string
      readonly meant: readonly string[]
      readonly choices?: readonly ScanChoice[]
    }
  | { readonly code: 'SCAN_PRODUCT_UNKNOWN'; readonly seen: string }
  /** Nothing here bears the name, or only a container that is not told apart, and an open notice names it: a sentence each. */
  | { readonly code: 'SCAN_RECALLED'; readonly seen: string; readonly notices: readonly string[] }
  | { readonly code: 'SCAN_SEVERAL'; readonly names: readonly string[]; readonly choices?: readonly ScanChoice[] }
  /** A lot of which several containers are known, and the label doesn't say which one this is. */
  | {
      readonly code: 'SCAN_WHICH_ONE'
      readonly product: string
      readonly lotNumber: string
      readonly count: number
      /** The own numbers of those that stand here. */
      readonly names: readonly string[]
      readonly choices: readonly ScanChoice[]
    }
  | { readonly code: 'SCAN_NO_LOT'; readonly product: string }
  | {
      readonly code: 'SCAN_LOT_UNKNOWN'
      readonly product: string
      readonly seen: string
      /** The lot of another product that has the printed number. */
      readonly other?: string | null
    }
  | { readonly code: 'SCAN_UNIT_UNKNOWN'; readonly seen: string; readonly lotNumber: string }
  /**
   * The serial that was scanned, the lot that the label prints, and the lot with which the serial came. With `product`: the product
   * of the serial; the label is of the product `printed`.
   */
  | {
      readonly code: 'SCAN_CONTRADICTS'
      readonly seen: string
      readonly printed: string
      readonly known: string
      readonly product?: string
    }
  | { readonly code: 'SCAN_EXPIRY_DIFFERS'; readonly lotNumber: string; readonly known: string; readonly seen: string }
  | { readonly code: 'SCAN_NOT_HERE'; readonly seen: string }
  /** `name`: of a place, as people call it. */
  | { readonly code: 'SCAN_OTHER_THING'; readonly kind: string; readonly name?: string | null }

/** The status with which the API answers a scan that can't be taken. */
export const scanRefusals = {
  SCAN_EMPTY: 422,
  SCAN_TOO_LONG: 422,
  SCAN_LABEL: 422,
  SCAN_AMBIGUOUS: 422,
  SCAN_UNKNOWN: 404,
  SCAN_OWN_LABEL: 404,
  SCAN_UNSURE: 422,
  SCAN_PRODUCT_UNKNOWN: 404,
  SCAN_RECALLED: 422,
  SCAN_SEVERAL: 409,
  SCAN_WHICH_ONE: 409,
  SCAN_NO_LOT: 422,
  SCAN_LOT_UNKNOWN: 404,
  SCAN_UNIT_UNKNOWN: 404,
  SCAN_CONTRADICTS: 422,
  SCAN_EXPIRY_DIFFERS: 422,
  SCAN_NOT_HERE: 404,
  SCAN_OTHER_THING: 422,
} satisfies Record<ScanRefusal['code'], Status>
