import { parseInstant } from '@spoc/platform-kernel'
import type { Filter } from '@spoc/platform-ports'
import { type InstantPaths, instantsAt, isRecord, withDates } from './instants.js'

const COMPARISONS = new Set(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'])
const LISTS = new Set(['$in', '$nin', '$all'])
const PLAIN = new Set(['$exists', '$regex', '$options', '$size'])
const JUNCTIONS = new Set(['$and', '$or', '$nor'])

/**
 * The filter as MongoDB is asked it: instants as dates, an undefined value as null (left out, it would match everything). An operator
 * that is not of the port's language is an error, so that none reaches the server by way of a caller's input.
 */
export function mongoFilter(filter: Filter, paths: InstantPaths): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filter).map(([name, operand]): [string, unknown] => {
      if (JUNCTIONS.has(name)) return [name, listOf(name, operand).map((part) => mongoFilter(filterIn(name, part), paths))]
      if (name.startsWith('$')) throw new Error(`A filter has no operator ${name}.`)
      return [name, condition(operand, instantsAt(paths, name))]
    }),
  )
}

function condition(operand: unknown, paths: InstantPaths): unknown {
  return hasOperators(operand) ? operators(operand, paths) : literal(operand, paths)
}

function operators(operand: Readonly<Record<string, unknown>>, paths: InstantPaths): Record<string, unknown> {
  return Object.fromEntries(Object.entries(operand).map(([name, value]) => [name, operator(name, value, paths)]))
}

function operator(name: string, value: unknown, paths: InstantPaths): unknown {
  if (COMPARISONS.has(name)) return literal(value, paths)
  if (LISTS.has(name)) return listOf(name, value).map((item) => condition(item, paths))
  if (PLAIN.has(name)) return value
  if (name === '$not') return operators(filterIn(name, value), paths)
  if (name === '$elemMatch') return hasOperators(value) ? operators(value, paths) : mongoFilter(filterIn(name, value), paths)
  throw new Error(`A filter has no operator ${name}.`)
}

/** More lenient than a document: a bound without milliseconds or with an offset is the instant it names. */
function literal(value: unknown, paths: InstantPaths): unknown {
  if (value === undefined) return null
  const instant = paths.isInstant && typeof value === 'string' ? parseInstant(value) : undefined
  return instant === undefined ? withDates(value, paths) : new Date(instant)
}

function hasOperators(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.keys(value).some((name) => name.startsWith('$'))
}

function listOf(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} takes a list.`)
  return value
}

function filterIn(name: string, value: unknown): Filter {
  if (!isRecord(value)) throw new Error(`${name} takes a filter.`)
  return value
}
