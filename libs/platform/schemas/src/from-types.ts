import type ts from 'typescript'
import { createGenerator } from 'ts-json-schema-generator'
import { DRAFT, mapSchema, type Schema } from './schema.js'

/** Where personal values are described: as the log and the bus have them, they are sealed. */
export const ENVELOPE = 'envelope.schema.json'

export type SchemaOf = (type: ts.Node) => Schema

/**
 * The schemas of types, as they are published: open, since a property may be added at any time, and with personal values sealed.
 * `envelope` is the way from the schema's file to that of the envelope.
 */
export function schemasOf(program: ts.Program): (type: ts.Node, envelope: string) => Schema {
  const generator = createGenerator({
    tsProgram: program,
    // `npm run typecheck` does that, with all packages at hand.
    skipTypeCheck: true,
    encodeRefs: false,
    topRef: false,
    sortProps: false,
    functions: 'fail',
  })
  return (type, envelope) => {
    const { definitions = {}, ...schema } = generator.createSchemaFromNodes([type]) as unknown as Schema
    const named = Object.entries(definitions)
      .filter(([name]) => !/^(Readable<|Erased$|Sealed$)/.test(name) || envelope === '')
      .map(([name, part]): [string, Schema] => [
        plain(name),
        name.startsWith('Personal<') ? sealed(part, definitions, envelope) : part,
      ])
      .sort(([one], [other]) => (one < other ? -1 : 1))
    return mapSchema(
      { ...schema, $schema: DRAFT, ...(named.length > 0 && { definitions: Object.fromEntries(named) }) },
      published,
    )
  }
}

function sealed({ anyOf = [] }: Schema, definitions: Readonly<Record<string, Schema>>, envelope: string): Schema {
  const readable = anyOf
    .map(({ $ref = '' }) => definitions[$ref.slice('#/definitions/'.length)])
    .find((one) => one?.properties?.['personal'])
  const value = readable?.properties?.['personal']
  if (value === undefined) throw new Error('A personal value is not made of a readable and an erased one any more.')
  return {
    description: 'A personal value: sealed under the key of a person, or what is left of it once the key is destroyed.',
    anyOf: [{ $ref: `${envelope}#/definitions/Sealed` }, { $ref: `${envelope}#/definitions/Erased` }],
    'x-personal': value,
  }
}

function published({ additionalProperties, $ref, ...part }: Schema): Schema {
  return {
    ...($ref !== undefined && {
      $ref: $ref.startsWith('#') ? `#/definitions/${plain($ref.slice('#/definitions/'.length))}` : $ref,
    }),
    ...part,
    // That there are none at all, `Record<string, never>`, holds until one is added.
    ...(typeof additionalProperties === 'object' && !('not' in additionalProperties) && { additionalProperties }),
  }
}

/** A name without what a generic type brings into it: `Version<CalendarRules>` is `Version-CalendarRules`. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')
}
