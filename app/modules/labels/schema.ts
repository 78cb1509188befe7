import { z } from 'zod'

/** What the scanner check found of a station's scanner, as it is stored with the station. */
export const scannerProfileForm = z.object({
  layout: z.string().max(60).nullish(),
  groupSeparator: z.string().max(8).nullish(),
  dropsSeparator: z.boolean().optional(),
  prefix: z.string().max(40).optional(),
  suffix: z.string().max(40).optional(),
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
