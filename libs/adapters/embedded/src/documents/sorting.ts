import type { Value } from '../sqlite/sqlite-file.js'
import { compare } from './order.js'
import { valuesAt } from './matching.js'
import { BOOLEAN, LIST, NUMBER, OBJECT, TEXT, type Shape } from './shape.js'
import { DOCUMENT, isPlainPath, sql, typeAt, valueAt, type Sql } from './sql-text.js'

/** One field to sort by. */
export interface SortField {
  readonly path: readonly string[]
  readonly descending: boolean
}

/** The fields in their order; the id is the last, so that the order is total. */
export function parseSort(sort: readonly string[]): readonly SortField[] {
  const fields = sort.map((field) => {
    const descending = field.startsWith('-')
    return { path: (descending ? field.slice(1) : field).split('.'), descending }
  })
  return fields.some(({ path }) => path.join('.') === '_id') ? fields : [...fields, { path: ['_id'], descending: false }]
}

/** One expression to sort by. */
export interface SortKey {
  readonly expression: string
  readonly descending: boolean
}

/** The order in SQL; undefined where the values at a path sort otherwise than SQL has it (lists, objects). */
export function sortKeys(
  fields: readonly SortField[],
  known: { readonly shape: Shape; keeps(name: string): boolean },
): readonly SortKey[] | undefined {
  const keys: SortKey[] = []
  for (const { path, descending } of fields) {
    const { kinds, throughLists } = known.shape.at(path)
    if (!isPlainPath(path) || !known.keeps(path[0] ?? '') || throughLists || (kinds & (LIST | OBJECT)) !== 0) return undefined
    // Booleans come as 1 and 0 but sort after texts.
    if ((kinds & BOOLEAN) !== 0 && (kinds & (NUMBER | TEXT)) !== 0)
      keys.push({ expression: `((${typeAt(DOCUMENT, path)} IN ('true', 'false')) IS TRUE)`, descending })
    keys.push({ expression: valueAt(DOCUMENT, path), descending })
  }
  return keys
}

/** A part of a list that an index can give in order: what equals the place in the first keys and lies after it in the next. */
export interface Stage {
  readonly where: Sql
  readonly orderBy: string
}

/** The stages after a place, which together are the rest of the list; the whole list where there is no place yet. */
export function stagesAfter(keys: readonly SortKey[], place: readonly Value[] | undefined): readonly Stage[] {
  if (place === undefined) return [{ where: sql('1'), orderBy: orderBy(keys) }]
  return keys
    .map((_, index) => index)
    .reverse()
    .flatMap((index) => {
      const same = keys.slice(0, index).map(({ expression }, at) => equalTo(expression, place[at] ?? null))
      return after(keys[index], place[index] ?? null).map((beyond) => {
        const parts = [...same, beyond.sql]
        return {
          where: sql(parts.map(({ text }) => text).join(' AND '), ...parts.flatMap(({ values }) => values)),
          // Sorting by what is the same in all would keep SQLite from taking the order of the index.
          orderBy: orderBy(keys.slice(beyond.areAlike ? index + 1 : index)),
        }
      })
    })
}

function equalTo(expression: string, value: Value): Sql {
  return value === null ? sql(`${expression} IS NULL`) : sql(`${expression} = ?`, value)
}

interface Beyond {
  readonly sql: Sql
  readonly areAlike: boolean
}

function after(key: SortKey | undefined, value: Value): readonly Beyond[] {
  if (key === undefined) return []
  const { expression, descending } = key
  const nothing = { sql: sql(`${expression} IS NULL`), areAlike: true }
  if (descending) return value === null ? [] : [{ sql: sql(`${expression} < ?`, value), areAlike: false }, nothing]
  return [{ sql: value === null ? sql(`${expression} IS NOT NULL`) : sql(`${expression} > ?`, value), areAlike: false }]
}

function orderBy(keys: readonly SortKey[]): string {
  return keys.map(({ expression, descending }) => `${expression}${descending ? ' DESC' : ''}`).join(', ')
}

/** The values a document sorts by, for lists that are sorted here: of several values the least or, descending, the greatest. */
export function sortValues(fields: readonly SortField[], document: unknown): readonly unknown[] {
  return fields.map(({ path, descending }) => {
    const values = valuesAt(document, path).flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    const sorted = [...values].sort(compare)
    return (descending ? sorted.at(-1) : sorted[0]) ?? null
  })
}

export function compareSortValues(fields: readonly SortField[], a: readonly unknown[], b: readonly unknown[]): number {
  for (const [index, { descending }] of fields.entries()) {
    const order = compare(a[index], b[index])
    if (order !== 0) return descending ? -order : order
  }
  return 0
}
