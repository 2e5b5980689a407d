import { createHash } from 'node:crypto'
import { BadCursor, type Query } from '@spoc/platform-ports'

/** Names the list a cursor belongs to. */
export function listOf(collection: string, { filter, sort }: Query): string {
  return createHash('sha256')
    .update(JSON.stringify([collection, filter ?? {}, sort ?? []]))
    .digest('base64url')
    .slice(0, 16)
}

/** A place in a list: the values its last document sorts by. */
export function writeCursor(list: string, place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url')
}

/** Refuses with {@link BadCursor} what is not a place in this list. */
export function readCursor(cursor: string, list: string): readonly unknown[] {
  const [of, ...place] = parse(cursor)
  if (of !== list || place.length === 0 || writeCursor(list, place) !== cursor) throw new BadCursor()
  return place
}

function parse(cursor: string): readonly unknown[] {
  try {
    const found: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(found) ? found : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
