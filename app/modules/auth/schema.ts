import { z } from 'zod'

/** The sign-in form. */
export const signInForm = z.object({
  email: z
    .string({ error: 'Enter your email.' })
    .trim()
    .toLowerCase()
    .min(3, 'Enter your email.')
    .max(200, 'An email has at most 200 characters.'),
  password: z
    .string({ error: 'Enter your password.' })
    .min(1, 'Enter your password.')
    .max(200, 'A password has at most 200 characters.'),
})

const newPassword = z
  .string({ error: 'Choose a password.' })
  .min(12, 'Choose a password of at least 12 characters; a sentence works well.')
  .max(200, 'A password has at most 200 characters.')

/** An account: what the set-up page and the administrator's page ask. */
export const accountForm = z.object({
  name: z
    .string({ error: 'Enter a name.' })
    .trim()
    .min(1, 'Enter a name.')
    .max(120, 'A name has at most 120 characters.'),
  email: z
    .email('Enter an email address, such as ana@clinic.example.')
    .max(200)
    .transform((text) => text.toLowerCase()),
  password: newPassword,
})

/** The first page of an empty database: a clinic and its administrator. */
export const setupForm = accountForm.extend({
  clinic: z.string({ error: "Enter the clinic's name." }).trim().min(1, "Enter the clinic's name.").max(120),
  address: z.string().trim().max(300).default(''),
  timeZone: z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', {
    error: 'Choose a time zone from the list.',
  }),
})

export type SetupInput = z.infer<typeof setupForm>
export type AccountInput = z.infer<typeof accountForm>

const role = z.enum(['supply', 'clinician', 'manager', 'auditor', 'administrator', 'director', 'reviewer'])

/** A person added by an administrator. */
export const personForm = accountForm.extend({ roles: z.array(role).min(1, 'Choose at least one role.') })

/** An API token made by an administrator. */
export const tokenForm = z.object({
  name: z
    .string({ error: 'Name the program that will use the token.' })
    .trim()
    .min(1, 'Name the program that will use the token.')
    .max(120),
  role,
})
