import type { Personal } from '@spoc/platform-kernel'

type Data = Readonly<Record<string, unknown>>

/** Parts of events that a timeline does not tell: packages, and what computations rested on. */
const leftOut: ReadonlySet<string> = new Set([
  'handover',
  'steps',
  'considered',
  'warnAt',
  'warnShares',
  'warnings',
  'pausesOn',
  'metBy',
  'restartsOn',
  'scope',
  'calendarId',
  'calendarRevision',
  'replaced',
])

/** The data without its personal values, whole objects left as they are otherwise. */
export function withoutPersonal(data: unknown): Data {
  const stripped = strip(data)
  return isRecord(stripped) ? stripped : {}
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isPersonal(item)).map(strip)
  if (!isRecord(value)) return value
  const members = Object.entries(value).filter(([name, member]) => !leftOut.has(name) && !isPersonal(member))
  return Object.fromEntries(members.map(([name, member]) => [name, strip(member)]))
}

export function isPersonal(value: unknown): value is Personal<unknown> {
  return isRecord(value) && typeof value['under'] === 'string' && ('personal' in value || 'erased' in value)
}

export function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
