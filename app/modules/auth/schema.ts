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

/** Who is named as the outside reviewer while a clinic is set up: all of it, or nothing. */
const reviewerFields = {
  reviewerName: z.string().trim().max(120, 'A name has at most 120 characters.').default(''),
  reviewerEmail: z
    .union([z.literal(''), z.email('Enter an email address, such as ana@clinic.example.').max(200)])
    .transform((text) => text.toLowerCase())
    .default(''),
  reviewerPassword: z.union([z.literal(''), newPassword]).default(''),
}

/** The form of the set-up page: the clinic, its first person, and an outside reviewer where one is named. */
export const setupPageForm = setupForm.extend(reviewerFields).superRefine((given, context) => {
  const asked = ['reviewerName', 'reviewerEmail', 'reviewerPassword'] as const
  if (asked.every((name) => given[name] === '')) return
  for (const path of asked)
    if (given[path] === '')
      context.addIssue({
        code: 'custom',
        path: [path],
        message: 'Name the outside reviewer in full, or leave all three empty.',
      })
  if (given.reviewerEmail === given.email)
    context.addIssue({
      code: 'custom',
      path: ['reviewerEmail'],
      message: 'The outside reviewer is another person than you.',
    })
})

/** A clinic as the set-up command takes it. */
export const setupInput = setupForm.extend({ reviewer: accountForm.optional() })

/** What the set-up page's form says, as the command takes it. */
export function setupOf(given: z.infer<typeof setupPageForm>): z.infer<typeof setupInput> {
  const { reviewerName: name, reviewerEmail: email, reviewerPassword: password, ...clinic } = given
  return name === '' ? clinic : { ...clinic, reviewer: { name, email, password } }
}

export type SetupInput = z.infer<typeof setupInput>
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
