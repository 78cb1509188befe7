import { z } from 'zod'

/** A transducer was disinfected. */
export const disinfectionForm = z.object({
  unitId: z.coerce.number({ error: 'Choose the transducer.' }).int().positive('Choose the transducer.'),
  level: z.enum(['low', 'intermediate', 'high'], { error: 'Choose the level.' }),
  method: z
    .string({ error: 'Say with what it was disinfected.' })
    .trim()
    .min(1, 'Say with what it was disinfected.')
    .max(120, 'Say it in 120 characters.'),
})
