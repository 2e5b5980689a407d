import { epochMs, type Instant, type Position } from '@spoc/platform-kernel'

interface Placed {
  readonly position: Position
  readonly metadata: { readonly recordedAt: Instant }
}

/**
 * The log as of an instant: the longest prefix whose running maximum of recordedAt is not after it. Position decides the order; an event
 * whose recorder's clock was behind does not come in front of those that were appended before it. To be asked of the whole log in its
 * order: of a part of it (one subject's events), take {@link asOfPosition} with the position that the whole log gives.
 */
export function asOf<E extends Placed>(log: readonly E[], instant: Instant): readonly E[] {
  const beyond = log.findIndex((event) => isBeyond(event, instant))
  return beyond < 0 ? log : log.slice(0, beyond)
}

/** Whether the log as of the instant ends before this event, at the latest: a reader that pages through the log stops at the first such. */
export function isBeyond(event: Pick<Placed, 'metadata'>, instant: Instant): boolean {
  return epochMs(event.metadata.recordedAt) > epochMs(instant)
}

/** The log as of a position, that position included. */
export function asOfPosition<E extends Placed>(events: readonly E[], position: Position): readonly E[] {
  return events.filter((event) => event.position <= position)
}
