import { z } from 'zod'
import { bodyLimit, unpackedLimit } from './body.ts'
import { problemSchema } from './problem.ts'
import {
  cursorAnswerSchema,
  enrolAnswerSchema,
  enrolRequestSchema,
  pushAnswerSchema,
  pushRequestSchema,
} from './wire.ts'

type Json = Record<string, unknown>

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function content(name: string): Json {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } }
}

const retryAfter = { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } }

function problems(kinds: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(kinds).map(([status, description]) => [
      status,
      {
        description,
        ...(status === '429' || status === '503' ? { headers: retryAfter } : {}),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

const unreadable = {
  400: 'The body cannot be read',
  413: `More than ${bodyLimit} bytes, or more than ${unpackedLimit} unpacked`,
  415: 'Neither plain nor gzip',
  422: 'Not of the agreed form',
  503: 'The database is not available',
}
const storeParameter = { name: 'store', in: 'path', required: true, schema: { type: 'string' } }
const signedIn = [{ desk: [] }]

/**
 * The OpenAPI 3.1 document of this service, made from the schemas that its routes check with.
 * @returns the document as plain JSON
 */
export function openApiDocument(): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Countersign head office', version: '1' },
    paths: {
      '/v1/enrol': {
        post: {
          operationId: 'enrol',
          summary: 'Enrol a desk with its one-time code',
          requestBody: { required: true, content: content('EnrolRequest') },
          responses: {
            201: {
              description: 'Enrolled; an earlier desk of the store is cut off',
              content: content('EnrolAnswer'),
            },
            ...problems({
              ...unreadable,
              404: 'The code was not issued',
              410: 'The code was used before or has expired',
              429: 'Too many wrong codes',
            }),
          },
        },
      },
      '/v1/stores/{store}/cursor': {
        get: {
          operationId: 'readCursor',
          summary: 'The last entry of the store that head office has',
          security: signedIn,
          parameters: [storeParameter],
          responses: {
            200: { description: 'The cursor, null before the first entry', content: content('CursorAnswer') },
            ...problems({ 401: 'Not the desk of this store', 503: 'The database is not available' }),
          },
        },
      },
      '/v1/stores/{store}/journal': {
        post: {
          operationId: 'pushJournal',
          summary: 'Take in entries after the cursor, all or none',
          security: signedIn,
          parameters: [
            storeParameter,
            {
              name: 'Content-Encoding',
              in: 'header',
              schema: { type: 'string', enum: ['identity', 'gzip'] },
            },
          ],
          requestBody: { required: true, content: content('PushRequest') },
          responses: {
            200: { description: 'A receipt for each entry, in order', content: content('PushAnswer') },
            ...problems({
              ...unreadable,
              401: 'Not the desk of this store',
              409: '`gap` with `expected` {epoch, seq}, or `fork` with `epoch`, `seq`, `knownHash`',
              422: 'Not of the agreed form (`errors`), or `broken-chain` with `epoch`, `seq`',
            }),
          },
        },
      },
      '/v1/openapi.json': {
        get: {
          operationId: 'openApi',
          summary: 'This document',
          responses: {
            200: {
              description: 'OpenAPI 3.1',
              content: { 'application/json': { schema: { type: 'object' } } },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        EnrolRequest: schemaOf(enrolRequestSchema, 'input'),
        EnrolAnswer: schemaOf(enrolAnswerSchema, 'output'),
        CursorAnswer: schemaOf(cursorAnswerSchema, 'output'),
        PushRequest: schemaOf(pushRequestSchema, 'input'),
        PushAnswer: schemaOf(pushAnswerSchema, 'output'),
        Problem: schemaOf(problemSchema, 'output'),
      },
      securitySchemes: {
        desk: { type: 'http', scheme: 'bearer', description: 'The token given at enrolment' },
      },
    },
  }
}
