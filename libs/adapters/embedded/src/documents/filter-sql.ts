import { unreachable } from '@spoc/platform-kernel'
import type { Condition, Test } from './filter.js'
import { isOfTextsAndNumbers, passesMissing, scalarSql } from './scalar-sql.js'
import { BOOLEAN, LIST, NUMBER, OBJECT, TEXT, type Shape } from './shape.js'
import { and, DOCUMENT, isPlainPath, not, or, pathLiteral, ROW, sql, typeAt, valueAt, type Sql } from './sql-text.js'

const ANY_KIND = NUMBER | TEXT | BOOLEAN | OBJECT | LIST

/** A filter, divided into what SQL answers exactly and what must be tried on each document after that. */
export interface Divided {
  readonly sql: Sql
  readonly rest: Condition | undefined
}

/** What is known of the documents that are filtered. */
export interface Known {
  readonly shape: Shape
  /** The index over the lists at a path, if there is one. */
  membersAt(path: readonly string[]): string | undefined
  /** False where what documents have at this name at their root is packed in some. */
  keeps(name: string): boolean
}

export function divide(condition: Condition, known: Known): Divided {
  const inSql: Sql[] = []
  const rest: Condition[] = []
  for (const part of conjuncts(condition)) {
    const found = conditionSql(part, { base: DOCUMENT, known, depth: 0 })
    if (found === undefined) rest.push(part)
    else inSql.push(found)
  }
  return { sql: and(...inSql), rest: rest.length === 0 ? undefined : { is: 'every', of: rest } }
}

function conjuncts(condition: Condition): readonly Condition[] {
  return condition.is === 'every' ? condition.of.flatMap(conjuncts) : [condition]
}

/** Where a path starts: the document, of which the shape is known, or an element of a list in it. */
interface Base {
  readonly base: string
  readonly known: Known | undefined
  readonly depth: number
}

function conditionSql(condition: Condition, from: Base): Sql | undefined {
  switch (condition.is) {
    case 'every':
      return allOrNothing(condition.of, from, and)
    case 'some':
      return allOrNothing(condition.of, from, or)
    case 'none': {
      const any = allOrNothing(condition.of, from, or)
      return any && not(any)
    }
    case 'field':
      if (!isPlainPath(condition.path) || from.known?.keeps(condition.path[0] ?? '') === false) return undefined
      return fieldSql(condition.path, condition.test, from)
    default:
      return unreachable(condition)
  }
}

function allOrNothing(of: readonly Condition[], from: Base, join: (...parts: readonly Sql[]) => Sql): Sql | undefined {
  const parts = of.map((part) => conditionSql(part, from)).filter((part) => part !== undefined)
  return parts.length === of.length ? join(...parts) : undefined
}

function fieldSql(path: readonly string[], test: Test, from: Base): Sql | undefined {
  if (test.is === 'not' || test.is === 'all') {
    const parts = test.tests.map((part) => fieldSql(path, part, from)).filter((part) => part !== undefined)
    if (parts.length < test.tests.length) return undefined
    if (test.is === 'not') return not(and(...parts))
    return parts.length === 0 ? sql('0') : and(...parts)
  }
  const { kinds, throughLists } = from.known?.shape.at(path) ?? { kinds: ANY_KIND, throughLists: true }
  const members = throughLists || (kinds & LIST) !== 0 ? from.known?.membersAt(path) : undefined
  if (members !== undefined && isOfTextsAndNumbers(test)) return indexedSql(path, test, members, from, kinds)
  const direct = directSql(path, test, from, kinds, throughLists)
  if (direct === undefined || !throughLists) return direct
  const through = path.slice(1).map((_, index) => throughListSql(path.slice(0, index + 1), path.slice(index + 1), test, from))
  const known = through.filter((part) => part !== undefined)
  return known.length === through.length ? or(direct, ...known) : undefined
}

/** The value at the path itself, or a member of a list: both by index. */
function indexedSql(path: readonly string[], test: Test, members: string, from: Base, kinds: number): Sql | undefined {
  const direct = scalarSql(test, { value: valueAt(from.base, path), type: typeAt(from.base, path), kinds })
  const member = scalarSql(test, { value: 'value', type: 'typeof(value)', kinds: NUMBER | TEXT })
  if (direct === undefined || member === undefined) return undefined
  const ofMember = sql(`${ROW} IN (SELECT ${ROW} FROM ${members} WHERE ${member.text})`, ...member.values)
  return (kinds & (NUMBER | TEXT)) === 0 ? ofMember : or(direct, ofMember)
}

/** The value at the path itself and, where it is a list, its elements. */
function directSql(path: readonly string[], test: Test, from: Base, kinds: number, throughLists: boolean): Sql | undefined {
  const list = sql(`${typeAt(from.base, path)} = 'array'`)
  switch (test.is) {
    case 'size':
      return and(list, sql(`json_array_length(${from.base}, ${pathLiteral(path)}) = ?`, test.size))
    case 'element':
      return (kinds & LIST) === 0
        ? sql('0')
        : elementSql(path, from, (element) => objectSql(element, conditionSql(test.fits, element)))
    case 'element-value':
      return (kinds & LIST) === 0 ? sql('0') : elementSql(path, from, (element) => valueSql(test.tests, element))
    default: {
      const scalar = scalarSql(test, { value: valueAt(from.base, path), type: typeAt(from.base, path), kinds })
      if (scalar === undefined) return undefined
      const notThroughList = path.slice(1).map((_, index) => sql(`${typeAt(from.base, path.slice(0, index + 1))} IS NOT 'array'`))
      const guarded = throughLists && passesMissing(test) ? and(scalar, ...notThroughList) : scalar
      if ((kinds & LIST) === 0 || test.is === 'exists') return guarded
      const elements = elementSql(path, from, (element) => valueSql([test], element))
      return elements && or(guarded, elements)
    }
  }
}

/** Some object in the list at `path` has what the test wants at `rest`. */
function throughListSql(path: readonly string[], rest: readonly string[], test: Test, from: Base): Sql | undefined {
  return elementSql(path, from, (element) => objectSql(element, fieldSql(rest, test, element)))
}

function elementSql(path: readonly string[], from: Base, fits: (element: Base) => Sql | undefined): Sql | undefined {
  const name = `e${from.depth}`
  const element = fits({ base: `${name}.value`, known: undefined, depth: from.depth + 1 })
  if (element === undefined) return undefined
  const each = `SELECT 1 FROM json_each(${from.base}, ${pathLiteral(path)}) AS ${name} WHERE ${element.text}`
  return sql(`(${typeAt(from.base, path)} = 'array' AND EXISTS (${each}))`, ...element.values)
}

/** Only an object is looked into; CASE, since the text of another element would be no JSON. */
function objectSql({ base }: Base, fits: Sql | undefined): Sql | undefined {
  return fits && sql(`CASE ${typeOf(base)} WHEN 'object' THEN ${fits.text} END`, ...fits.values)
}

function valueSql(tests: readonly Test[], { base }: Base): Sql | undefined {
  const parts = tests.map((test) => scalarSql(test, { value: base, type: typeOf(base), kinds: ANY_KIND }))
  const known = parts.filter((part) => part !== undefined)
  return known.length === parts.length ? and(...known) : undefined
}

function typeOf(element: string): string {
  return element.replace(/value$/, 'type')
}
