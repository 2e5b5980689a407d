import { createHash } from 'node:crypto'
import { canonicalJson } from '@spoc/platform-kernel'
import { BadCursor, type Filter, type Scalar } from '@spoc/platform-ports'
import { isRecord } from './instants.js'

/** One field of an order. */
export interface Key {
  readonly path: string
  readonly descending: boolean
}

/** The order with the id as its last key, so that it is total. */
export function keysOf(sort: readonly string[] = []): readonly Key[] {
  const keys = sort.map((field) =>
    field.startsWith('-') ? { path: field.slice(1), descending: true } : { path: field, descending: false },
  )
  return keys.some(({ path }) => path === '_id') ? keys : [...keys, { path: '_id', descending: false }]
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
  return values
}

/**
 * Matches what comes after these values in the order. Absent and null are one value, the lowest, as in MongoDB's own order; all other
 * values of a field are of one type.
 */
export function afterValues(keys: readonly Key[], values: readonly unknown[]): Record<string, unknown> {
  const ways = keys.flatMap((key, index) => {
    const beyond = beyondValue(key, values[index])
    if (beyond === undefined) return []
    const same = keys.slice(0, index).map(({ path }, before) => ({ [path]: values[before] }))
    return [{ $and: [...same, beyond] }]
  })
  return { $or: ways }
}

function beyondValue({ path, descending }: Key, value: unknown): Record<string, unknown> | undefined {
  if (value === null) return descending ? undefined : { [path]: { $ne: null } }
  return descending ? { $or: [{ [path]: { $lt: value } }, { [path]: null }] } : { [path]: { $gt: value } }
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
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(value) ? value : []
  } catch {
    throw new BadCursor()
  }
}
