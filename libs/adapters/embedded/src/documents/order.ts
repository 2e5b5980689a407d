/** MongoDB's order of types: nothing, numbers, texts, objects, lists, booleans. */
function rank(value: unknown): number {
  if (value === undefined || value === null) return 0
  switch (typeof value) {
    case 'number':
      return 1
    case 'string':
      return 2
    case 'boolean':
      return 5
    default:
      return Array.isArray(value) ? 4 : 3
  }
}

/** Are the two of one kind, so that a range may compare them? */
export function comparable(a: unknown, b: unknown): boolean {
  return rank(a) === rank(b)
}

/** MongoDB's order of values. Missing and null are alike; texts go by code point, as their UTF-8 bytes do. */
export function compare(a: unknown, b: unknown): number {
  const ranks = rank(a) - rank(b)
  if (ranks !== 0) return ranks
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (Array.isArray(a) && Array.isArray(b)) return compareEach(a, b)
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null)
    return compareEach(Object.entries(a).flat(), Object.entries(b).flat())
  return Number(a ?? 0) - Number(b ?? 0)
}

export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b) === 0
}

function compareEach(a: readonly unknown[], b: readonly unknown[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const order = compare(a[index], b[index])
    if (order !== 0) return order
  }
  return a.length - b.length
}

const surrogate = /[\ud800-\udfff]/

function compareText(a: string, b: string): number {
  if (a === b) return 0
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : 1
}
