import type { Instant } from '@spoc/platform-kernel'
import type { OlaClock } from '../ola-facts.js'
import type { ClockStanding } from '../sla-of-request.js'

/** Published read model `sla_ola_clocks`: one document an engagement whose team or vendor has a time to keep. Internal to the provider. */
export interface OlaClockDocument extends OlaClock {
  /** The engagement's id. */
  readonly _id: string
  /** As `is`, but `breached` while a clock runs on past its deadline. */
  readonly state: ClockStanding | 'breached'
  /** The deadline that was missed; stays when the clock is met late. */
  readonly breachedAt?: Instant
  readonly metAt?: Instant
  /** Open time used when it was met, in milliseconds. */
  readonly elapsedMs?: number
}

export const OLA_CLOCKS = {
  name: 'sla_ola_clocks',
  indexes: [
    { fields: ['dueAt'] },
    { fields: ['state', 'dueAt'] },
    { fields: ['teamId', 'dueAt'] },
    { fields: ['teamId', 'state', 'dueAt'] },
    { fields: ['requestId', 'dueAt'] },
  ],
  holds: 'view',
  instants: ['startedAt', 'dueAt', 'breachedAt', 'metAt'],
} as const
