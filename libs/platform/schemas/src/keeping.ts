import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { CONTRACTS } from './contract-files.js'
import { mapSchema, type Schema } from './schema.js'

/** The contracts as they are published, to hold what really flows against them. */
export interface Keeping {
  readonly eventTypes: readonly string[]
  readonly collections: readonly string[]
  /** What is wrong with a message's value; nothing where it keeps to its schema, and has nothing in it that the schema does not name. */
  wrongInEvent(value: { readonly type: string }): readonly string[]
  wrongInHeaders(headers: unknown): readonly string[]
  wrongInDocument(collection: string, document: unknown): readonly string[]
}

export function publishedContracts(root: string): Keeping {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
  formats.default(ajv)
  ajv.addVocabulary(['x-personal', 'x-topic', 'x-since', 'x-fold', 'x-bson-dates'])
  const files = schemaFiles(root)
  for (const [file, schema] of files) ajv.addSchema(mapSchema(schema, closed), uriOf(file))
  const titles = (folder: RegExp) =>
    new Map([...files].flatMap(([file, { title = '' }]) => (folder.test(file) ? [[title, file]] : [])))
  const events = titles(/^events\/.*\//)
  const collections = titles(/^collections\//)
  const wrong = (file: string | undefined, name: string, value: unknown) => {
    const validate = file === undefined ? undefined : ajv.getSchema(uriOf(file))
    return validate === undefined ? [`${name} has no schema.`] : errorsOf(name, validate, value)
  }
  return {
    eventTypes: [...events.keys()],
    collections: [...collections.keys()],
    wrongInEvent: (value) => wrong(events.get(value.type), value.type, value),
    wrongInHeaders: (headers) => wrong('events/headers.schema.json', 'headers', headers),
    wrongInDocument: (collection, document) => wrong(collections.get(collection), collection, document),
  }
}

/** Every schema by its path below docs/contracts. */
export function schemaFiles(root: string): ReadonlyMap<string, Schema> {
  const folder = join(root, CONTRACTS)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
  return new Map(
    names
      .filter((name) => name.endsWith('.schema.json'))
      .sort()
      .map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Schema]),
  )
}

/** Published schemas are open, so that a property may be added; what flows today has none that is not named. */
function closed(part: Schema): Schema {
  return part.properties && part.additionalProperties === undefined ? { ...part, additionalProperties: false } : part
}

function errorsOf(name: string, validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value) === true) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message = '', params }) => `${name}${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

function uriOf(file: string): string {
  return `file:///${file}`
}
