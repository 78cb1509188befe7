import type { z } from 'zod'

type Part = 'path' | 'query' | 'body'

const named: Record<Part, string> = { path: 'path parameter', query: 'query parameter', body: 'field' }

function sentenceOf(part: Part, schema: z.ZodObject, issue: z.core.$ZodIssue): string {
  const [first] = issue.path
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(schema.shape)
    const seen = issue.keys.map((key) => `"${key.slice(0, 40)}"`).join(', ')
    return known.length === 0
      ? `There is no ${named[part]} here, but ${seen} was sent.`
      : `There is no ${named[part]} ${seen}; there is: ${known.join(', ')}.`
  }
  if (first === undefined)
    return issue.code === 'invalid_type' ? 'The body must be a JSON object.' : `${issue.message.replace(/\.$/, '')}.`
  const place = issue.path.map(String).join('.')
  return `The ${named[part]} ${place} ${issue.message.replace(/\.$/, '')}.`
}

/** What is wrong with an input, as sentences: each wrong field, at most five. Values are not repeated. */
export const wrongInput = (part: Part, schema: z.ZodObject, error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map((issue) => sentenceOf(part, schema, issue))
    .join(' ')
