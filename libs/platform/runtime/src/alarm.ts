import { createHash } from 'node:crypto'
import { epochMs, type Fact, type Instant, type Recorded, type StreamKind } from '@spoc/platform-kernel'

export const BUCKETS = 64

/** When a stream wants to be woken next. `_id` is its name. */
export interface AlarmDocument {
  readonly _id: string
  readonly bucket: number
  readonly at: Instant
  /** The trace of the event that asked for it, and whether it asked to be woken at once: then the trace goes on, else a new one begins. */
  readonly traced?: { readonly by: string; readonly goesOn: boolean }
}

export function alarmOf({ stream, metadata: { traceparent, recordedAt } }: Recorded, at: Instant): AlarmDocument {
  const by = traceparent === undefined ? {} : { traced: { by: traceparent, goesOn: at <= recordedAt } }
  return { _id: stream, bucket: bucketOf(stream), at, ...by }
}

export function isDue(kind: StreamKind<unknown, Fact>, state: unknown, now: Instant): boolean {
  const at = earliest(kind.alarms?.(state) ?? [])
  return at !== undefined && epochMs(at) <= epochMs(now)
}

export function earliest(alarms: readonly { readonly at: Instant }[]): Instant | undefined {
  return alarms.reduce<Instant | undefined>((first, { at }) => (first === undefined || at < first ? at : first), undefined)
}

export function bucketOf(stream: string): number {
  return createHash('sha256').update(stream).digest()[0]! % BUCKETS
}
