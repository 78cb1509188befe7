import { z } from 'zod'

/** A day, `YYYY-MM-DD`. */
const day = z.iso.date()
/** An instant in UTC. */
const instant = z.iso.datetime()
const count = z.int().min(0)
const key = z.int().min(1)

/** Quantities are whole base units; the unit is given next to them. */
const measure = {
  baseUnit: z.enum(['uL', 'each']).meta({ description: 'What quantities count: microliters, or pieces.' }),
  containerQuantity: z.int().min(1).meta({ description: 'Base units in one container.' }),
}

const lot = z.strictObject({
  lotId: key,
  lotNumber: z.string(),
  expiry: day.nullable(),
  productId: key,
  productName: z.string(),
  manufacturer: z.string(),
})

/** A lot that was found, and how. */
const match = lot.extend({
  how: z.enum(['exact', 'alias', 'unit', 'printed', 'group', 'inside', 'near']).meta({
    description:
      'exact: its own number; alias: another name of the same lot; unit: the number of one of its containers; group: its donor or donation; inside: the lot is recorded under a text in which it stands; near: it only looks alike (O/0, I/1).',
  }),
  matched: z.string().meta({ description: 'The name that matched, as it is printed.' }),
  ...measure,
})

const here = z.strictObject({
  lotId: key,
  unitId: key,
  unitNumber: z.string().nullable(),
  placeId: key,
  placeName: z.string(),
  placeKind: z.string(),
  siteName: z.string(),
  quantity: count,
  reserved: count,
  opened: z.boolean(),
  held: z.boolean(),
})

const given = z.strictObject({
  lotId: key,
  unitId: key,
  unitNumber: z.string().nullable(),
  procedureId: key,
  patientId: key,
  mrn: z.string().nullable().meta({ description: 'Null when the token may not see patients.' }),
  name: z.string().nullable().meta({ description: 'Null when the token may not see patients.' }),
  givenAt: instant,
  quantity: count,
  basis: z.string().meta({ description: 'scan, typed, or room: probable, by room and time, not by a scan.' }),
  recordedLate: z.boolean(),
  reversed: z.boolean().meta({ description: 'A correction took this record back; it stays visible.' }),
  insteadOf: z.string().nullable().meta({
    description:
      'The lot under which it is recorded, where a record made afterwards names this lot, too: it was one of these. Null where it is certain.',
  }),
})

const gone = z.strictObject({
  lotId: key,
  unitId: key,
  unitNumber: z.string().nullable(),
  kind: z.string().meta({ description: 'Where it went: discard, return or difference.' }),
  quantity: count,
  occurredAt: instant,
  reason: z.string().nullable(),
  reversed: z.boolean(),
})

const booking = z.strictObject({
  lotId: key,
  unitId: key,
  procedureId: key,
  scheduledAt: instant,
  status: z.string(),
})

/** Where a lot went. `near` holds the lots that were not followed. */
export const lookUpAnswer = z.strictObject({
  text: z.string(),
  asked: z
    .array(
      z.strictObject({
        text: z.string(),
        lots: count,
        means: z.enum(['lots', 'near', 'other', 'nothing', 'unreadable']).meta({
          description:
            "lots: some of ours; near: only look-alikes, or what was put right in the text; other: something else that we have (a kit's seal, a product); nothing: no lot here is called so; unreadable: no name of a lot.",
        }),
        said: z.array(z.string()),
      }),
    )
    .meta({
      description:
        'Each name of the text, which may be a list: how many lots it is a name of, and what is to be said of it.',
    }),
  unread: z.array(z.string()).meta({ description: 'What of the text is no single name and was not looked up.' }),
  searched: z
    .string()
    .meta({ description: 'What was searched, with its scope: how many lots, by how many names, at which sites.' }),
  followed: z.array(match).meta({ description: 'The lots whose whereabouts are below.' }),
  near: z.array(match).meta({
    description:
      'Lots that are not this very lot: look-alikes and members of the same group. Name them in `follow` to add them.',
  }),
  received: count.meta({ description: 'Base units received of the followed lots.' }),
  here: z.array(here),
  patients: z.array(given),
  gone: z.array(gone),
  bookings: z.array(booking),
})

/** What one patient received, newest first. */
export const patientLotsAnswer = z.strictObject({
  patientId: key,
  lots: z.array(
    z.strictObject({
      procedureId: key,
      lotId: key,
      lotNumber: z.string(),
      expiry: day.nullable(),
      productName: z.string(),
      ...measure,
      unitNumber: z.string().nullable(),
      quantity: count,
      givenAt: instant,
      basis: z.string(),
      reversed: z.boolean(),
      held: z.boolean(),
      insteadOf: z.string().nullable().meta({
        description:
          'The lot under which it is recorded, where a record made afterwards names this lot, too: it was one of these. Null where it is certain.',
      }),
    }),
  ),
})

/** Patients that a search found. */
export const foundPatientsAnswer = z.strictObject({
  patients: z.array(z.strictObject({ patientId: key, mrn: z.string(), name: z.string(), birthDate: day })),
})

/** A patient who was added. */
export const newPatientAnswer = z.strictObject({ patientId: key })

/** A unit where it stands, and whether it may be used now. */
const onHandUnit = z.strictObject({
  unitId: key,
  unitNumber: z.string().nullable(),
  lotId: key,
  lotNumber: z.string(),
  expiry: day.nullable(),
  productId: key,
  productName: z.string(),
  ...measure,
  placeId: key,
  placeName: z.string(),
  siteId: key,
  quantity: count,
  reserved: count,
  usable: z.boolean(),
  findings: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(['stop', 'ask', 'open', 'check']),
      message: z.string().meta({ description: 'The finding as a sentence.' }),
    }),
  ),
})

/** A lot with all that stands of it, at every site. */
export const lotAnswer = z.strictObject({ lot: lot.extend(measure), units: z.array(onHandUnit) })

/** What is at this site, a page at a time. */
export const onHandAnswer = z.strictObject({
  units: z.array(onHandUnit),
  next: z.string().nullable().meta({ description: 'The `after` of the next page; null on the last one.' }),
})

const warning = z.strictObject({ code: z.string(), detail: z.string() })

const reading = z.strictObject({
  symbology: z.string(),
  form: z.string(),
  elements: z.array(z.strictObject({ id: z.string(), value: z.string() })),
  fields: z
    .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]).optional())
    .meta({ description: 'gtin, lot, serial, expiry, din … as far as the label carries them.' }),
  warnings: z.array(warning),
  link: z.string().optional(),
})

/** What a label says. An ambiguous text comes with all its readings and never as one of them. */
export const labelAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read'), raw: z.string(), reading }),
  z.strictObject({
    kind: z.literal('ambiguous'),
    raw: z.string(),
    reason: z.string(),
    detail: z.string(),
    readings: z.array(reading),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    raw: z.string(),
    refusal: z.strictObject({
      code: z.string(),
      position: z.int().optional(),
      seen: z.string().optional(),
      detail: z.string(),
    }),
    warnings: z.array(warning),
  }),
])

/** Today's procedures, in the order of their times. */
export const todayAnswer = z.strictObject({
  day,
  procedures: z.array(
    z.strictObject({
      procedureId: key,
      scheduledAt: instant,
      roomName: z.string(),
      side: z.enum(['left', 'right']),
      injectionSite: z.string(),
      productName: z.string(),
      status: z.string(),
      light: z.enum(['ready', 'unsigned', 'not-ready', 'over']).meta({
        description:
          'ready: signed, and still true; unsigned: all is there, nobody signed; not-ready: something is missing.',
      }),
      openRequirements: count,
      reason: z.string().nullable().meta({ description: 'The first thing that is missing, as a sentence.' }),
      validUntil: instant.nullable(),
    }),
  ),
})

/** What something scanned is. */
export const identifiedAnswer = z.strictObject({
  tone: z.enum(['good', 'refused', 'question']),
  title: z.string(),
  detail: z.string().nullable(),
  page: z.string().nullable().meta({ description: 'The page of Vialkeep that it leads to.' }),
  others: z
    .array(z.strictObject({ name: z.string(), kind: z.string(), how: z.string(), page: z.string() }))
    .meta({ description: 'Everything else that it may mean, each with how the text is its name.' }),
})

/** A line that was received. */
export const receivedAnswer = z.strictObject({
  lineId: key,
  productId: key,
  productName: z.string(),
  lotId: key,
  lotNumber: z.string(),
  expiry: day.nullable(),
  unitIds: z.array(key),
  containers: count,
  quantity: count.meta({ description: 'Base units received.' }),
  verdict: z.enum(['accepted', 'quarantined', 'rejected']),
  reasons: z.array(z.string()).meta({ description: 'Why it is not simply accepted, one sentence each.' }),
  placeName: z.string(),
})

/** Every refusal of the API. */
export const errorAnswer = z.strictObject({
  error: z.strictObject({
    code: z.string().meta({
      description: 'Small letters: the door (not-found, forbidden …). Capitals: a rule of the clinic (NOT_ENOUGH …).',
    }),
    message: z.string().meta({ description: 'A sentence: what is wrong, what was seen, what to do next.' }),
  }),
})

const centi = z.int().meta({ description: 'Hundredths of °C.' })

/** The storage locations of a site. */
export const locationsAnswer = z.strictObject({
  locations: z.array(
    z.strictObject({
      placeId: key,
      name: z.string(),
      band: z.enum(['vapor-ln2', 'ultra-low', 'freezer', 'fridge', 'room']),
      min: centi,
      max: centi,
      readingDueHours: z.int().min(1),
      provenUntil: instant.nullable(),
      last: z.strictObject({ min: centi, max: centi, current: centi, takenAt: instant }).nullable(),
      excursionId: key.nullable(),
      units: count,
    }),
  ),
})

/** What a reading led to, with its figures as they were stored. */
export const readingAnswer = z.strictObject({
  readingId: key,
  min: centi,
  max: centi,
  current: centi,
  late: z.boolean().meta({ description: 'A newer reading was there already.' }),
  outOfRange: z.boolean(),
  excursionId: key.nullable(),
  held: count.meta({ description: 'Containers that are on hold by it.' }),
  unproven: count.meta({ description: 'Containers on hold because no reading covers the time before.' }),
})
