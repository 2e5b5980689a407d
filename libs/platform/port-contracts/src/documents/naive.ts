import type { Filter } from '@spoc/platform-ports'
import type { Doc } from './harness.js'

/**
 * MongoDB's answers, computed in the plainest way over documents in memory: what a property compares an engine with. Knows the
 * operators that {@link ./anything} makes.
 */
export function naiveMatches(filter: Filter, doc: unknown): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    if (name === '$and') return filtersOf(wanted).every((part) => naiveMatches(part, doc))
    if (name === '$or') return filtersOf(wanted).some((part) => naiveMatches(part, doc))
    if (name === '$nor') return !filtersOf(wanted).some((part) => naiveMatches(part, doc))
    return meets(branches(doc, name.split('.')), wanted)
  })
}

function filtersOf(wanted: unknown): readonly Filter[] {
  return Array.isArray(wanted) ? (wanted as readonly Filter[]) : []
}

/** The values at the end of every branch of a path. */
function branches(node: unknown, path: readonly string[]): readonly unknown[] {
  if (path.length === 0) return [node]
  if (Array.isArray(node)) return node.filter(isObject).flatMap((element) => branches(element, path))
  return branches(isObject(node) ? node[path[0] ?? ''] : undefined, path.slice(1))
}

function meets(values: readonly unknown[], wanted: unknown): boolean {
  if (!isObject(wanted)) return anyValue(values, (value) => order(value, wanted) === 0)
  return Object.entries(wanted).every(([operator, operand]) => {
    const members = Array.isArray(operand) ? (operand as readonly unknown[]) : []
    switch (operator) {
      case '$eq':
        return meets(values, operand)
      case '$ne':
        return !meets(values, operand)
      case '$in':
        return members.some((member) => meets(values, member))
      case '$nin':
        return !members.some((member) => meets(values, member))
      case '$all':
        return members.length > 0 && members.every((member) => meets(values, member))
      case '$exists':
        return values.some((value) => value !== undefined) === operand
      case '$size':
        return values.some((value) => Array.isArray(value) && value.length === operand)
      case '$not':
        return !meets(values, operand)
      case '$regex':
        return anyValue(values, (value) => typeof value === 'string' && new RegExp(String(operand), 'u').test(value))
      case '$elemMatch':
        return values.some((value) => Array.isArray(value) && value.some((element) => elementMeets(element, operand)))
      default:
        return anyValue(values, (value) => kind(value) === kind(operand) && compares(order(value, operand), operator))
    }
  })
}

function elementMeets(element: unknown, operand: unknown): boolean {
  if (!isObject(operand)) return false
  const ofValue = Object.keys(operand).some((name) => name.startsWith('$'))
  // A list among the members is one value here; an object stands for it, which no comparison takes for anything else.
  if (ofValue) return meets([Array.isArray(element) ? { list: element } : element], operand)
  return isObject(element) && naiveMatches(operand, element)
}

function anyValue(values: readonly unknown[], fits: (value: unknown) => boolean): boolean {
  return values.flatMap((value) => (Array.isArray(value) ? [value, ...(value as readonly unknown[])] : [value])).some(fits)
}

function compares(found: number, operator: string): boolean {
  return { $gt: found > 0, $gte: found >= 0, $lt: found < 0, $lte: found <= 0 }[operator] ?? false
}

/** MongoDB's order of kinds: null and missing, numbers, texts, objects, lists, booleans. */
function kind(value: unknown): number {
  if (value === undefined || value === null) return 0
  if (typeof value === 'object') return Array.isArray(value) ? 4 : 3
  return { number: 1, string: 2, boolean: 5 }[typeof value as 'number' | 'string' | 'boolean']
}

function order(a: unknown, b: unknown): number {
  if (kind(a) !== kind(b)) return kind(a) - kind(b)
  if (kind(a) === 0) return 0
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'number' || typeof a === 'boolean') return Number(a) - Number(b)
  return JSON.stringify(a) === JSON.stringify(b) ? 0 : 1
}

/** The documents in the order of `sort`, fields of scalars only. */
export function naiveSorted(docs: readonly Doc[], sort: readonly string[]): readonly Doc[] {
  return [...docs].sort((a, b) => {
    for (const field of [...sort, '_id']) {
      const path = field.replace(/^-/, '').split('.')
      const found = order(branches(a, path)[0], branches(b, path)[0])
      if (found !== 0) return field.startsWith('-') ? -found : found
    }
    return 0
  })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
