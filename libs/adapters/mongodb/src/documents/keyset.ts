import { createHash } from 'node:crypto'
import { canonicalJson } from '@spoc/platform-kernel'
import { BadCursor, type Filter, type Scalar } from '@spoc/platform-ports'
import { isRecord } from './instants.js'

/** One field of an order. */
export interface Key {
  readonly path: string
  readonly descending: boolean
}

/** The order with the id as its last key, so that it is total; a path that comes again orders nothing more. */
export function keysOf(sort: readonly string[] = []): readonly Key[] {
  const keys = new Map<string, Key>()
  for (const field of [...sort, '_id']) {
    const descending = field.startsWith('-')
    const path = descending ? field.slice(1) : field
    if (!keys.has(path)) keys.set(path, { path, descending })
  }
  return [...keys.values()]
}

/** Names the list that a cursor belongs to. */
export function listName(filter: Filter, keys: readonly Key[]): string {
  const text = canonicalJson([filter, keys])
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** Where a page ended: the document's values of the keys, absent ones as null. Bound to its list. */
export function cursorAt(list: string, keys: readonly Key[], document: Readonly<Record<string, unknown>>): string {
  const values = keys.map(({ path }) => valueAt(document, path))
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url')
}

/** The values in a cursor of this list; {@link BadCursor} for every other text. */
export function readCursor(list: string, keys: readonly Key[], cursor: string): readonly Scalar[] {
  const [name, ...values] = parsed(cursor)
  if (name !== list || values.length !== keys.length || !values.every(isScalar)) throw new BadCursor()
  if (keys.some(({ path }, index) => path === '_id' && typeof values[index] !== 'string')) throw new BadCursor()
  return values
}

/** The kinds of values in MongoDB's order of them; null, and absent with it, is before all. */
const KINDS = ['number', 'string', 'bool', 'date']

/**
 * The ways in which a document can come after these values in the order, each a filter. A filter that is to hold beside them is best
 * repeated in each: so the server can walk an index for each way and merge.
 */
export function waysAfter(keys: readonly Key[], values: readonly unknown[]): readonly Record<string, unknown>[] {
  return keys.flatMap((key, index) => {
    const same = keys.slice(0, index).map(({ path }, before) => ({ [path]: values[before] }))
    return beyondValue(key, values[index]).map((beyond) => ({ $and: [...same, beyond] }))
  })
}

function beyondValue({ path, descending }: Key, value: unknown): readonly Record<string, unknown>[] {
  const within = { [path]: descending ? { $lt: value } : { $gt: value } }
  if (path === '_id') return [within]
  if (value === null) return descending ? [] : [{ [path]: { $ne: null } }]
  const kind = KINDS.indexOf(kindOf(value))
  const kinds = descending ? KINDS.slice(0, kind) : KINDS.slice(kind + 1)
  const others = kinds.length === 0 ? [] : [{ [path]: { $type: kinds } }]
  return descending ? [within, ...others, { [path]: null }] : [within, ...others]
}

function kindOf(value: unknown): string {
  if (value instanceof Date) return 'date'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function valueAt(document: Readonly<Record<string, unknown>>, path: string): Scalar {
  let value: unknown = document
  for (const name of path.split('.'))
    value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : refuseList(value, path)
  if (value === undefined) return null
  if (!isScalar(value)) throw new Error(`${path} is no field to sort by: it holds more than one value.`)
  return value
}

function refuseList(value: unknown, path: string): undefined {
  if (Array.isArray(value)) throw new Error(`${path} is no field to sort by: it lies in a list.`)
  return undefined
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const bytes = Buffer.from(cursor, 'base64url')
    // Node reads over what is no base64url: only what it would write itself is a cursor.
    const value: unknown = bytes.toString('base64url') === cursor ? JSON.parse(bytes.toString()) : undefined
    return Array.isArray(value) ? value : []
  } catch {
    throw new BadCursor()
  }
}
