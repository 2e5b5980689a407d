import { read } from './client.js'
import type { ClockState, Kind, Priority, Status, TimelineEntry } from './requests.js'

/** A request as its signed link tells it, without anybody signed in. */
export interface Followed {
  readonly number: string
  readonly kind: Kind
  readonly status: Status
  readonly priority: Priority
  readonly receivedAt: string
  readonly dueAt?: string | null
  /** The name of the point of contact. */
  readonly spoc: string | null
  readonly clocks: readonly { readonly clock: string; readonly state: ClockState; readonly dueAt?: string }[]
  readonly timeline: readonly Pick<TimelineEntry, 'at' | 'occurredAt' | 'type' | 'title' | 'text'>[]
}

export const readFollowed = (token: string, signal?: AbortSignal) =>
  read<Followed>(`/api/v1/follow/${encodeURIComponent(token)}`, {}, signal)
