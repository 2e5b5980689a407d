/** How long reads ask to be at least as new as our last command; by then every healthy projection holds it. */
const WITHIN_MS = 8_000

let last: { readonly position: string; readonly at: number } | undefined

/** Remembers where in the log our last command stands. Positions are opaque: the latest told is the latest. */
export function justWrote(position: string, at: number): void {
  last = { position, at }
}

/** The position a read made now has to wait for, if any. */
export function waitFor(now: number): string | undefined {
  return last !== undefined && now - last.at < WITHIN_MS ? last.position : undefined
}
