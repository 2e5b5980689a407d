import type { Actor, Channel, Instant } from '@spoc/platform-kernel'

/**
 * Published read model `intake_timeline`: one document an event of any context that is about a request, `_id` the event's id.
 * Nothing personal in it.
 */
export interface TimelineDocument {
  readonly _id: string
  readonly requestId: string
  readonly accountId?: string
  /** The event's position in the log as a decimal text of 20 digits, so that texts sort as positions do. */
  readonly order: string
  readonly stream: string
  readonly revision: number
  /** When it was recorded. */
  readonly at: Instant
  readonly occurredAt: Instant
  readonly type: string
  /** Whether the client may see it. What is not, never leaves. */
  readonly public: boolean
  readonly actor: Actor
  readonly onBehalfOf?: Actor
  readonly channel: Channel
  /** The event's data without its personal values, hand-over packages and computations. */
  readonly data: Readonly<Record<string, unknown>>
}

/** Restricted read model `intake_timeline_personal`: what was said, and the name whoever said it went by. */
export interface PersonalTimelineDocument {
  readonly _id: string
  readonly requestId: string
  readonly text?: string
  /** Checksum of the sealed blob that holds the text where it is long. */
  readonly blob?: string
  readonly authorName?: string
}

/** Read model `intake_teams`: names of routing's teams. */
export interface TeamNameDocument {
  readonly _id: string
  readonly name: string
}

export const TIMELINE = {
  name: 'intake_timeline',
  indexes: [{ fields: ['requestId', 'order'] }],
  holds: 'view',
  rests: true,
  instants: ['at', 'occurredAt'],
} as const
export const TIMELINE_PERSONAL = {
  name: 'intake_timeline_personal',
  indexes: [{ fields: ['requestId'] }],
  holds: 'view',
} as const
export const TEAM_NAMES = { name: 'intake_teams', indexes: [], holds: 'view' } as const
