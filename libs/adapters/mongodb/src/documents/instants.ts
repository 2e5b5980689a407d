import { parseInstant } from '@spoc/platform-kernel'

/** Field paths as a tree: `windows.start` is `windows` over `start`, which is an instant. Arrays on the way are passed through. */
export interface InstantPaths {
  readonly isInstant: boolean
  readonly below: ReadonlyMap<string, InstantPaths>
}

const NO_INSTANTS: InstantPaths = { isInstant: false, below: new Map() }

export function instantPaths(paths: readonly string[] = []): InstantPaths {
  const below = new Map<string, string[]>()
  for (const path of paths) {
    const [first = '', ...rest] = path.split('.')
    below.set(first, [...(below.get(first) ?? []), rest.join('.')])
  }
  return {
    isInstant: paths.includes(''),
    below: new Map([...below].filter(([name]) => name !== '').map(([name, rests]) => [name, instantPaths(rests)])),
  }
}

/** The tree below a dotted path; numbers in it are places in an array. */
export function instantsAt(paths: InstantPaths, path: string): InstantPaths {
  return path
    .split('.')
    .filter((name) => !/^\d+$/.test(name))
    .reduce((tree, name) => tree.below.get(name) ?? NO_INSTANTS, paths)
}

/** The value with BSON dates where the paths say so; a text that is no instant in the kernel's form stays a text, so that it comes back as it was. */
export function withDates(value: unknown, paths: InstantPaths): unknown {
  if (typeof value === 'string') return paths.isInstant && parseInstant(value) === value ? new Date(value) : value
  if (!paths.isInstant && paths.below.size === 0) return value
  if (Array.isArray(value)) return value.map((item) => withDates(item, paths))
  return isRecord(value) ? recordWithDates(value, paths) : value
}

export function recordWithDates(value: Readonly<Record<string, unknown>>, paths: InstantPaths): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...value }
  for (const [name, tree] of paths.below) if (Object.hasOwn(value, name)) changed[name] = withDates(value[name], tree)
  return changed
}

/** The value with its BSON dates as the kernel's instants. */
export function withInstants(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(withInstants)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withInstants(member)]))
}

/** A plain object, as JSON has them: not a date, not one of the driver's classes. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
