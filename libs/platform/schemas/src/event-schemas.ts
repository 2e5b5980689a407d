import type ts from 'typescript'
import { ENVELOPE, schemasOf } from './from-types.js'
import type { PublishedEvent } from './published.js'
import { DRAFT, type Schema } from './schema.js'
import { interfaceNamed } from './sources.js'

/** What every message carries, whatever happened; and what a personal value looks like in it. */
export function envelopeSchemas(program: ts.Program): { readonly envelope: Schema; readonly headers: Schema } {
  const schemaOf = schemasOf(program)
  const of = (name: string) => schemaOf(interfaceNamed(program, name), '')
  const { definitions, ...envelope } = of('EventMessage')
  const personal = ['Erased', 'Sealed'].map((name) => {
    const { $schema: _, definitions: used, ...schema } = of(name)
    return { ...used, [name]: schema }
  })
  return {
    envelope: { ...envelope, title: 'Event', definitions: Object.assign({}, definitions, ...personal) },
    headers: { ...of('EventHeaders'), title: 'Headers' },
  }
}

/** The whole value of a message of this type. */
export function eventSchema(envelope: Schema, { type, topic, meaning }: PublishedEvent, data: Schema, since: string): Schema {
  const { $schema: _, definitions, ...plain } = data
  return {
    $schema: DRAFT,
    title: type,
    description: meaning,
    'x-topic': topic,
    'x-since': since,
    type: 'object',
    properties: {
      ...envelope.properties,
      type: { type: 'string', const: type },
      data: plain,
      metadata: { $ref: `../${ENVELOPE}#/definitions/Metadata` },
    },
    required: envelope.required ?? [],
    ...(definitions && { definitions }),
  }
}
