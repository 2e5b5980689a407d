/** The part of JSON Schema draft-07 that contracts are written in; nothing else comes out of the types. */
export interface Schema {
  readonly $schema?: string
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema | readonly Schema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly definitions?: Readonly<Record<string, Schema>>
  /** Of a personal value: what is sealed. */
  readonly 'x-personal'?: Schema
  readonly 'x-topic'?: string
  /** The release in which it was first published. */
  readonly 'x-since'?: string
  /** Of a collection: the version of the fold that fills it. */
  readonly 'x-fold'?: number
  /** Of a collection: the field paths that are BSON dates in MongoDB. */
  readonly 'x-bson-dates'?: readonly string[]
}

export const DRAFT = 'http://json-schema.org/draft-07/schema#'

/** The schema with each part of it, from the inside out, become what `change` makes of it. */
export function mapSchema(schema: Schema, change: (part: Schema) => Schema): Schema {
  const inside = (part: Schema) => mapSchema(part, change)
  const all = (parts: Readonly<Record<string, Schema>>) =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, inside(part)]))
  return change({
    ...schema,
    ...(schema.properties && { properties: all(schema.properties) }),
    ...(schema.definitions && { definitions: all(schema.definitions) }),
    ...(schema.items && { items: Array.isArray(schema.items) ? schema.items.map(inside) : inside(schema.items as Schema) }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map(inside) }),
    ...(schema.allOf && { allOf: schema.allOf.map(inside) }),
    ...(typeof schema.additionalProperties === 'object' && { additionalProperties: inside(schema.additionalProperties) }),
    ...(schema['x-personal'] && { 'x-personal': inside(schema['x-personal']) }),
  })
}
