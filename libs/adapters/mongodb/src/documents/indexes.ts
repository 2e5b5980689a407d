import type { Index } from '@spoc/platform-ports'
import type { IndexDescription } from 'mongodb'
import { keysOf } from './keyset.js'

/** All types a unique value can have; null and absent are none of them. */
const VALUE_TYPES = ['string', 'number', 'bool', 'date']

/**
 * What MongoDB is asked to make for an index. A unique one leaves out documents in which a field of it is null or absent: as in SQL, such
 * do not collide. The planner does not use that partial index for reading, so an ordinary one stands beside it.
 */
export function mongoIndexes(index: Index): readonly IndexDescription[] {
  const keys = keysOf(index.fields).map(({ path, descending }): [string, 1 | -1] => [path, descending ? -1 : 1])
  const reading = { key: new Map(keys), name: nameOf('by', keys) }
  if (index.unique !== true) return [reading]
  const own = keys.slice(0, index.fields.length)
  const filled = Object.fromEntries(own.map(([path]) => [path, { $type: VALUE_TYPES }]))
  return [reading, { key: new Map(own), name: nameOf('unique', own), unique: true, partialFilterExpression: filled }]
}

function nameOf(kind: string, keys: readonly (readonly [string, 1 | -1])[]): string {
  return [kind, ...keys.map(([path, direction]) => (direction === 1 ? path : `-${path}`))].join('_')
}
