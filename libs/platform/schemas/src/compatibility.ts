import { posix } from 'node:path'
import { compareSchemas, type Change } from './compare-schemas.js'
import { mapSchema, type Schema } from './schema.js'

/** Schemas by their path below docs/contracts. */
export type Schemas = ReadonlyMap<string, Schema>

/**
 * What has changed in the contracts for those who rely on them. A form that was published stays: an event gets a new type (`….v2`), a
 * collection a new version of its fold, and then the change is told and no longer refused.
 */
export function contractChanges(before: Schemas, after: Schemas): readonly Change[] {
  return [...before].flatMap(([file, old]): readonly Change[] => {
    const now = after.get(file)
    if (now === undefined) return [gone(file, after)]
    const moved = old['x-topic'] !== now['x-topic']
    const changes = compareSchemas(inPlace(before, file), inPlace(after, file), file, file.startsWith('events/'))
    const all: readonly Change[] = moved
      ? [...changes, { is: 'breaking', where: file, what: `is on the topic ${now['x-topic'] ?? 'none'} now` }]
      : changes
    return (now['x-fold'] ?? 0) > (old['x-fold'] ?? 0) ? all.map((change) => ({ ...change, is: 'told' })) : all
  })
}

function gone(file: string, after: Schemas): Change {
  const [, stem, version] = /^(.*)\.v(\d+)\.schema\.json$/.exec(file) ?? []
  const successor = [...after.keys()].find((name) => {
    const [, otherStem, otherVersion] = /^(.*)\.v(\d+)\.schema\.json$/.exec(name) ?? []
    return stem !== undefined && otherStem === stem && Number(otherVersion) > Number(version)
  })
  return successor === undefined
    ? { is: 'breaking', where: file, what: 'is gone' }
    : { is: 'told', where: file, what: `is written no more; ${successor} has followed it` }
}

/** The schema with all that it refers to in place; where a part contains itself, a reference stays. */
function inPlace(schemas: Schemas, file: string): Schema {
  const filled = (from: string, { definitions: _, ...part }: Schema, within: readonly string[]): Schema =>
    mapSchema(part, (inner) => (inner.$ref === undefined ? inner : target(from, inner.$ref, within)))
  const target = (from: string, ref: string, within: readonly string[]): Schema => {
    const [path = '', pointer = ''] = ref.split('#')
    const home = path === '' ? from : posix.join(posix.dirname(from), path)
    const name = pointer.slice('/definitions/'.length)
    const found = schemas.get(home)?.definitions?.[name]
    if (found === undefined) throw new Error(`${from} refers to ${ref}, which there is not.`)
    const place = `${home}#${pointer}`
    return within.includes(place) ? { $ref: place } : filled(home, found, [...within, place])
  }
  return filled(file, schemas.get(file) ?? {}, [])
}
