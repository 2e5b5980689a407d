import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asyncApi, fileOfEvent } from './async-api.js'
import { collectionSchema } from './collection-schemas.js'
import { envelopeSchemas, eventSchema } from './event-schemas.js'
import { eventsReference } from './events-reference.js'
import { ENVELOPE, schemasOf } from './from-types.js'
import { publishedCollections, publishedEvents } from './published.js'
import type { Schema } from './schema.js'
import { interfaceNamed, openSources } from './sources.js'

/** Where the contracts lie in the checkout. */
export const CONTRACTS = 'docs/contracts'

/**
 * Every file of the contracts for others, by its path in the checkout, made from the types as they are now. What was published before keeps
 * the release that its file names; what is new gets the present one.
 */
export function contractFiles(root: string): ReadonlyMap<string, string> {
  const program = openSources(root)
  const schemaOf = schemasOf(program)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }
  const sinceOf = (file: string) => existing(join(root, CONTRACTS, file))?.['x-since'] ?? version
  const files = new Map<string, string>()
  const put = (file: string, content: object) => files.set(`${CONTRACTS}/${file}`, `${JSON.stringify(content, null, 2)}\n`)

  const { envelope, headers } = envelopeSchemas(program)
  put(`events/${ENVELOPE}`, envelope)
  put('events/headers.schema.json', headers)
  const events = publishedEvents(program)
  const since = new Map(events.map((event) => [event.type, sinceOf(fileOfEvent(event))]))
  for (const event of events)
    put(fileOfEvent(event), eventSchema(envelope, event, schemaOf(event.data, `../${ENVELOPE}`), since.get(event.type)!))
  put('asyncapi.json', asyncApi(events, version))

  const common = schemaOf(interfaceNamed(program, 'ViewDocument'), '')
  for (const collection of publishedCollections(program)) {
    const file = `collections/${collection.name}.schema.json`
    put(file, collectionSchema(collection, schemaOf(collection.document, `../events/${ENVELOPE}`), common, sinceOf(file)))
  }
  files.set('docs/reference/events.md', eventsReference(events, since))
  return files
}

function existing(file: string): Schema | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Schema) : undefined
}
