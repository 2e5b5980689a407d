/** The value at a path such as `spoc.personName`; nothing where there is none. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, name) => (isRecord(found) ? found[name] : undefined), value)
}

/** The value at a path as text; empty where there is none. */
export function textAt(value: unknown, path: string): string {
  const found = at(value, path)
  if (found === undefined || found === null) return ''
  return typeof found === 'object' ? JSON.stringify(found) : String(found)
}

export function listAt(value: unknown, path: string): readonly unknown[] {
  const found = at(value, path)
  return Array.isArray(found) ? found : []
}

export function membersAt(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  const found = at(value, path)
  return isRecord(found) ? Object.entries(found) : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
