import { randomUUID } from 'node:crypto'

/** A name nobody else has, so that a suite can share a server with others and with its own last run. */
export function unique(prefix: string): string {
  return `${prefix}-${randomUUID()}`
}

/** As {@link unique}, of letters and digits alone. */
export function uniqueWord(prefix: string): string {
  return `${prefix}${randomUUID().replaceAll('-', '')}`
}
