import type { PublishedCollection } from './published.js'
import { DRAFT, type Schema } from './schema.js'

/** A document of a collection, with what the runner may add to any. */
export function collectionSchema(
  { name, fold, instants }: PublishedCollection,
  document: Schema,
  common: Schema,
  since: string,
): Schema {
  const { $schema: _, description, properties, required, definitions, ...rest } = document
  return {
    $schema: DRAFT,
    title: name,
    ...(description !== undefined && { description }),
    'x-since': since,
    'x-fold': fold,
    ...(instants.length > 0 && { 'x-bson-dates': instants }),
    ...rest,
    properties: { ...properties, ...without(common.properties, '_id') },
    required: required ?? [],
    ...(definitions && { definitions }),
  }
}

function without(properties: Schema['properties'] = {}, name: string): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name))
}
