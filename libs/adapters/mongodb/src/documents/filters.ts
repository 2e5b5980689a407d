import { parseInstant } from '@spoc/platform-kernel'
import type { Filter } from '@spoc/platform-ports'
import { type InstantPaths, instantsAt, isRecord, withDates } from './instants.js'

const COMPARISONS = new Set(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'])
const LISTS = new Set(['$in', '$nin', '$all'])
const PLAIN = new Set(['$exists', '$regex', '$options', '$size'])
const JUNCTIONS = new Set(['$and', '$or', '$nor'])

/**
 * The filter as MongoDB is asked it: instants as dates. An operator that is not of the port's language is an error, so that none reaches
 * the server by way of a caller's input; so is an undefined value, which the driver would leave out, condition and all.
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
  return nullApart(Object.fromEntries(Object.entries(operand).map(([name, value]) => [name, operator(name, value, paths)])))
}

/**
 * Null among those of `$all` as a condition of its own, which is the same in MongoDB; servers that only speak its protocol look for a
 * null that is there, and not for what is missing.
 */
function nullApart(operators: Record<string, unknown>): Record<string, unknown> {
  const { $all: all, ...others } = operators
  if (!Array.isArray(all) || !all.includes(null)) return operators
  const free = ['$eq', '$in'].find((name) => !Object.hasOwn(others, name))
  const filled = all.filter((value: unknown) => value !== null)
  if (free === undefined) return operators
  return { ...others, ...(filled.length === 0 ? {} : { $all: filled }), [free]: free === '$eq' ? null : [null] }
}

/** A member of a list. The condition in front is always met; it tells servers that only speak the protocol that fields follow. */
function member(filter: Filter, paths: InstantPaths): Record<string, unknown> {
  const fields = mongoFilter(filter, paths)
  return Object.keys(fields)[0]?.startsWith('$') ? { _gone: { $exists: false }, ...fields } : fields
}

function operator(name: string, value: unknown, paths: InstantPaths): unknown {
  if (COMPARISONS.has(name)) return literal(value, paths)
  if (LISTS.has(name)) return listOf(name, value).map((item) => condition(item, paths))
  if (PLAIN.has(name)) return value
  if (name === '$not') return operators(filterIn(name, value), paths)
  if (name === '$elemMatch') return hasOperators(value) ? operators(value, paths) : member(filterIn(name, value), paths)
  throw new Error(`A filter has no operator ${name}.`)
}

/** More lenient than a document: a bound without milliseconds or with an offset is the instant it names. */
function literal(value: unknown, paths: InstantPaths): unknown {
  if (value === undefined) throw new Error('A filter compares with a value; null is what matches where there is none.')
  const instant = paths.isInstant && typeof value === 'string' ? parseInstant(value) : undefined
  return instant === undefined ? withDates(value, paths) : new Date(instant)
}

/** Conditions on one value; a junction is a filter over the fields of a document. */
function hasOperators(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.keys(value).some((name) => name.startsWith('$') && !JUNCTIONS.has(name))
}

function listOf(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} takes a list.`)
  return value
}

function filterIn(name: string, value: unknown): Filter {
  if (!isRecord(value)) throw new Error(`${name} takes a filter.`)
  return value
}
