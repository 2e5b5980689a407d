import { join } from 'node:path'
import fc from 'fast-check'
import type { Fact } from '@spoc/platform-kernel'
import { schemaFiles, type Schema } from '@spoc/platform-schemas'

const schemas = new Map(
  [...schemaFiles(join(__dirname, '../../../..'))].flatMap(([, schema]) =>
    schema.title === undefined ? [] : [[schema.title, schema] as const],
  ),
)

/**
 * A golden event, and whatever else its published schema lets it be: without properties that may be missing, with other words where a few are
 * to choose from, with fewer or more items (not with none: many a list is never empty, which a schema cannot say). Texts and numbers stay as they are, so that instants, zones and personal values stay what they are.
 */
export function variantsOf(golden: Fact): fc.Arbitrary<Fact> {
  const schema = schemas.get(golden.type)
  const data = schema?.properties?.['data']
  if (schema === undefined || data === undefined) return fc.constant(golden)
  return like(golden.data, data, schema.definitions ?? {}).map((varied) => ({ type: golden.type, data: varied }))
}

type Definitions = Readonly<Record<string, Schema>>

function like(value: unknown, schema: Schema, definitions: Definitions): fc.Arbitrary<unknown> {
  const { $ref } = schema
  if ($ref !== undefined) {
    const target = definitions[$ref.slice('#/definitions/'.length)]
    return target === undefined ? fc.constant(value) : like(value, target, definitions)
  }
  if (schema.enum !== undefined) return fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, fc.constantFrom(...schema.enum))
  if (Array.isArray(value)) return itemsLike(value, schema.items, definitions)
  if (isRecord(value) && schema.properties !== undefined) return recordLike(value, schema, definitions)
  return fc.constant(value)
}

function itemsLike(value: readonly unknown[], items: Schema['items'], definitions: Definitions): fc.Arbitrary<unknown> {
  if (items === undefined || Array.isArray(items) || value.length === 0) return fc.constant(value)
  const one = fc.oneof(...value.map((item) => like(item, items as Schema, definitions)))
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<unknown>(value) },
    fc.array(one, { minLength: 1, maxLength: value.length + 1 }),
  )
}

function recordLike(value: Readonly<Record<string, unknown>>, schema: Schema, definitions: Definitions): fc.Arbitrary<unknown> {
  const properties = schema.properties ?? {}
  const model = Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const known = properties[name]
      return [name, known === undefined ? fc.constant(part) : like(part, known, definitions)]
    }),
  )
  const needed = Object.keys(model).filter((name) => !(name in properties) || schema.required?.includes(name))
  return fc.record(model, { requiredKeys: needed, noNullPrototype: true })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
