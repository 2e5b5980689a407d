import type { OpenAPIObject } from '@nestjs/swagger'

type Components = NonNullable<OpenAPIObject['components']>
type Schema = NonNullable<Components['schemas']>[string]

const text: Schema = { type: 'string', minLength: 1 }
const problem: Schema = {
  type: 'object',
  description: 'RFC 9457 problem details. `code` never changes its meaning; `instance` is the correlation id.',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: text,
    title: text,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: text,
    detail: text,
    instance: text,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'detail'],
        properties: { field: { type: 'string' }, code: text, detail: text },
      },
    },
  },
}
const ticketError: Schema = {
  type: 'object',
  description: "An error as TM Forum's TMF630 has it, with our code.",
  required: ['code', 'reason', 'message', 'status', '@type'],
  properties: { code: text, reason: text, message: text, status: text, '@type': { type: 'string', enum: ['Error'] } },
}

const asProblem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
const asTicketError = { 'application/json': { schema: { $ref: '#/components/schemas/TicketError' } } }

/** How an operation refuses; what never reaches a route of TMF621 is a problem there too. */
export function refusalsOf(path: string): object {
  const response = path.startsWith('/tmf-api/') ? 'TicketRefused' : 'Refused'
  const refused = { $ref: `#/components/responses/${response}` }
  return { '4XX': refused, '5XX': refused }
}

export function refusals(schemas: Components['schemas']): Pick<Components, 'schemas' | 'responses'> {
  return {
    schemas: { ...schemas, Problem: problem, TicketError: ticketError },
    responses: {
      Refused: { description: 'Why it is not done.', content: asProblem },
      TicketRefused: { description: 'Why it is not done.', content: { ...asTicketError, ...asProblem } },
    },
  }
}
