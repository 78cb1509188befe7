import { z } from 'zod'
import { errorAnswer } from './answers'
import type { Endpoint } from './endpoint'
import { endpoints } from './endpoints'

type Json = Record<string, unknown>

/** A schema as JSON Schema (2020-12, which is OpenAPI 3.1's own). `input`: what is sent; `output`: what is answered. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}

const refusalWords: Record<number, string> = {
  400: 'A parameter, a field or the body is not what it must be.',
  401: 'There is no bearer token, or it is not known any more.',
  403: 'The role of the token does not allow this.',
  404: 'There is no such thing.',
  409: 'The key came before with another content.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'A rule of the clinic refuses it; nothing was changed.',
  503: 'The database is busy; nothing was stored. Send it again in a moment.',
  500: 'A fault on our side, noted under the number that the sentence gives.',
}

/** The statuses that a door can answer with, beside 200. */
export const refusalsOf = (endpoint: Endpoint): number[] => [
  400,
  ...(endpoint.permission === null ? [] : [401, 403]),
  ...endpoint.refusals,
  ...(endpoint.body === null ? [] : [413, 415]),
  500,
]

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): Json[] {
  const { properties, required } = toJsonSchema(schema, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property as Json
    return { name, in: place, required: required?.includes(name) ?? false, description, schema: rest }
  })
}

function operationOf(endpoint: Endpoint): Json {
  const refusal = (status: number) => ({
    description: refusalWords[status],
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  })
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    description: `${endpoint.description} Needs the permission \`${endpoint.permission}\`.`,
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...(endpoint.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: toJsonSchema(endpoint.body, 'input') } },
      },
    }),
    responses: {
      200: {
        description: endpoint.summary,
        content: { 'application/json': { schema: toJsonSchema(endpoint.answer, 'output') } },
      },
      ...Object.fromEntries(refusalsOf(endpoint).map((status) => [status, refusal(status)])),
    },
  }
}

function makeDocument(): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints)
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(endpoint) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vialkeep',
      version: '1',
      description:
        'Look-ups and scans of a clinic, by programs. Every request carries a bearer token that an administrator made for one role at one site. Quantities are whole base units (microliters or pieces); instants are UTC; days are YYYY-MM-DD.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: toJsonSchema(errorAnswer, 'output') },
    },
  }
}

let made: Json | undefined

/** The OpenAPI 3.1 document of the API, made out of the same table as its routes. */
export function openApiDocument(): Json {
  made ??= makeDocument()
  return made
}
