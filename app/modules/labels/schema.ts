import { z } from 'zod'
import { formWhole } from '~/lib/form-id'
import { idOf } from '~/lib/id'
import { perSheet, rolls, sheets } from './rules/print/stocks'
import { printedKinds } from './rules/print/words'
import type { ScannerProfile } from './types'

/** What the scanner check found of a station's scanner, as it is stored with the station. */
export const scannerProfileForm = z.object({
  layout: z.string().max(60).nullish(),
  groupSeparator: z.string().max(8).nullish(),
  dropsSeparator: z.boolean().optional(),
  prefix: z.string().max(40).optional(),
  suffix: z.string().max(40).optional(),
})

/**
 * What `readLabel` is told about a station's scanner, from what was stored (`visitor.scanner`). Null where no check was
 * done, and for what came with its symbology identifier apart: that is the camera's, past every keyboard (R6).
 */
export function scannerOf(stored: string | null | undefined, symbologyId = ''): ScannerProfile | null {
  if (!stored || symbologyId !== '') return null
  const profile = scannerProfileForm.safeParse(JSON.parse(stored))
  return profile.success ? profile.data : null
}

/** A scan as it came, untrimmed: a check character may be a space. `symbologyId` is empty where the scanner sends none. */
export const scanned = z.object({
  raw: z
    .string('must be text')
    .max(20_000, 'must have at most 20,000 characters')
    .refine((text) => !text.includes('\u0000'), 'has a character that no label carries (NUL)'),
  symbologyId: z.string('must be text').max(20, 'must have at most 20 characters').default(''),
  scanner: scannerProfileForm.nullish(),
  /** A hand typed it, or may have: pages say so of whatever no scanner and no camera read. */
  typed: z.boolean().optional(),
  /** The thing that the person chose when the same scan meant several. */
  meant: z.string().max(120, 'must have at most 120 characters').optional(),
})

/** The scans of a scanner check so far, as one hidden field: a JSON list of texts. */
export const scansField = z
  .string()
  .default('[]')
  .transform((text, context): string[] => {
    try {
      return z.array(z.string().max(500)).max(30).parse(JSON.parse(text))
    } catch {
      context.addIssue({ code: 'custom', message: 'The scans of this page are damaged. Begin the check anew.' })
      return z.NEVER
    }
  })

/** Keeping the result of a scanner check for this station. */
export const stationForm = z.object({
  name: z
    .string({ error: 'Name this station.' })
    .trim()
    .min(1, 'Name this station.')
    .max(60, 'A name has at most 60 characters.'),
  scans: scansField,
})

const mostLabels = 400

const sheetOf = (id: string) => sheets.find((sheet) => sheet.id === id)

/**
 * What to print, as the address says it: `?kind=unit&ids=1,2&on=letter-30&start=4`. An id may come several times: as
 * many labels. How it is printed falls back to what the preview then shows; what is printed does not.
 */
export const printQuery = z
  .object({
    kind: z.enum(printedKinds as [(typeof printedKinds)[number]], { error: 'Say what kind of label to print.' }),
    ids: z
      .string({ error: 'Say what to print labels for.' })
      .refine(
        (text) => text.split(',').every((part) => idOf(part) !== null),
        'Say what to print labels for: numbers with commas between them.',
      )
      .transform((text) => text.split(',').map(Number))
      .refine((ids) => ids.length <= mostLabels, `Print at most ${mostLabels} labels at once.`),
    on: z
      .string()
      .refine((id) => sheetOf(id) || rolls.some((roll) => roll.id === id))
      .catch('letter-30'),
    start: formWhole('Begin at a label of the sheet.', 1, 1_000).catch(1),
    dpi: z.enum(['203', '300']).catch('203'),
  })
  .transform((query) => {
    const sheet = sheetOf(query.on)
    return { ...query, start: sheet ? Math.min(query.start, perSheet(sheet)) : 1 }
  })

export type PrintQuery = z.infer<typeof printQuery>
