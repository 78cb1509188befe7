import { z } from 'zod'
import { formId } from '~/lib/form-id'

/** How a transducer was disinfected. */
export const disinfection = z.object({
  level: z.enum(['low', 'intermediate', 'high'], { error: 'Choose the level.' }),
  method: z
    .string({ error: 'Say with what it was disinfected.' })
    .trim()
    .min(1, 'Say with what it was disinfected.')
    .max(120, 'Say it in 120 characters.')
    // "." says nothing, and the transducer would be usable by it.
    .refine((said) => (said.match(/\p{L}/gu) ?? []).length >= 3, {
      error: 'Say with what it was disinfected, by name: three letters at least.',
    }),
})

/** A transducer was disinfected, as its form says it. */
export const disinfectionForm = disinfection.extend({
  unitId: formId('Choose the transducer.'),
})
