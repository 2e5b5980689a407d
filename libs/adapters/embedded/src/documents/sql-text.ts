import type { Value } from '../sqlite/sqlite-file.js'

/** A piece of SQL with the values for its question marks, in their order. */
export interface Sql {
  readonly text: string
  readonly values: readonly Value[]
}

export function sql(text: string, ...values: readonly Value[]): Sql {
  return { text, values }
}

export const NEVER = sql('0')

export function and(...parts: readonly Sql[]): Sql {
  return joined(parts, ' AND ', '1')
}

export function or(...parts: readonly Sql[]): Sql {
  return joined(parts, ' OR ', '0')
}

/** True where the part is false or, as SQL has it, unknown. */
export function not(part: Sql): Sql {
  return sql(`((${part.text}) IS NOT TRUE)`, ...part.values)
}

function joined(parts: readonly Sql[], by: string, ofNone: string): Sql {
  const [first, ...rest] = parts
  if (first === undefined) return sql(ofNone)
  if (rest.length === 0) return first
  return sql(`(${parts.map(({ text }) => text).join(by)})`, ...parts.flatMap(({ values }) => values))
}

/** Can SQLite be asked for this path? Not where a name could stand for a place in a list, or would need quoting. */
export function isPlainPath(path: readonly string[]): boolean {
  return path.every((name) => name !== '' && !/^\d+$|["\\]/.test(name))
}

/** The path as a literal: only written so, the same in an index and in a query, the one can serve the other. */
export function pathLiteral(path: readonly string[]): string {
  return `'$${path.map((name) => `."${name.replaceAll("'", "''")}"`).join('')}'`
}

export function valueAt(base: string, path: readonly string[]): string {
  return isId(base, path) ? 'id' : `json_extract(${base}, ${pathLiteral(path)})`
}

export function typeAt(base: string, path: readonly string[]): string {
  return isId(base, path) ? "'text'" : `json_type(${base}, ${pathLiteral(path)})`
}

/** The column that holds the document. */
export const DOCUMENT = 'doc'
/** The column that numbers the rows. */
export const ROW = 'number'

function isId(base: string, path: readonly string[]): boolean {
  return base === DOCUMENT && path.length === 1 && path[0] === '_id'
}
