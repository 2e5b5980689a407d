/** How often each key is there. */
export function countOf<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counted = new Map<string, number>()
  for (const item of items) counted.set(keyOf(item), (counted.get(keyOf(item)) ?? 0) + 1)
  return counted
}

export function notOnce(counted: ReadonlyMap<string, number>): readonly (readonly [key: string, times: number])[] {
  return [...counted].filter(([, times]) => times !== 1)
}

/** A member of an event's data as a text; empty where it has none. */
export function memberOf(data: unknown, name: string): string {
  const found = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>)[name] : undefined
  return found === undefined ? '' : String(found)
}
