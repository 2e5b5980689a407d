import type { Instant } from '@spoc/platform-kernel'
import type { ClockName } from '../policy.events.js'
import type { Clock, ClockStanding } from '../sla-of-request.js'

/** Published read model `sla_clocks`: one document a clock of a request, with all that its stream tells of it. */
export interface ClockDocument extends Clock {
  /** `<requestId>:<clock>` */
  readonly _id: string
  readonly requestId: string
  /** The account the request belongs to now. */
  readonly accountId: string
  readonly receivedAt: Instant
  /** As `is`, but `breached` while a clock runs on past its deadline. */
  readonly state: ClockStanding | 'breached'
  /** The deadline that was missed; stays when the clock is met late. */
  readonly breachedAt?: Instant
  readonly metAt?: Instant
  /** Open time used when it was met, in milliseconds. */
  readonly elapsedMs?: number
}

export const CLOCKS = {
  name: 'sla_clocks',
  indexes: [
    { fields: ['dueAt'] },
    { fields: ['state', 'dueAt'] },
    { fields: ['accountId', 'dueAt'] },
    { fields: ['accountId', 'state', 'dueAt'] },
    { fields: ['requestId', 'dueAt'] },
    { fields: ['receivedAt'] },
  ],
  holds: 'view',
  rests: true,
  instants: ['receivedAt', 'startedAt', 'dueAt', 'breachedAt', 'metAt'],
} as const

export function clockDocumentId(requestId: string, clock: ClockName): string {
  return `${requestId}:${clock}`
}
