import type { Instant } from '@spoc/platform-kernel'

/** How one clock of a request came out, or stands. */
export interface ClockRow {
  /** `response`, `update`, `restore`, `resolve`. */
  readonly clock: string
  readonly outcome: 'met' | 'breached' | 'running' | 'cancelled'
  /** Time that counted, without pauses and closed hours. */
  readonly elapsedMs: number
  readonly targetMs: number
}

/** Where the open time of a clock went up to a breach that stands, in milliseconds, by who had the request. */
export interface BreachRow {
  readonly clock: string
  readonly openMs: number
  readonly heldMs: Readonly<Record<string, number>>
}

/** What figures are made of: one request, as known at the moment the figures are made. */
export interface RequestRow {
  readonly requestId: string
  /** The number people know it by. */
  readonly number: string
  /** Absent while nobody knows whose it is. */
  readonly accountId?: string
  readonly kind: string
  readonly priority: string
  readonly channel: string
  /** Absent where no service instance is named. */
  readonly serviceClass?: string
  readonly receivedAt: Instant
  /** The first time a person took it up. */
  readonly firstAcknowledgedAt?: Instant
  /** The first public answer of a person. */
  readonly firstResponseAt?: Instant
  /** The resolution that stands: absent while it is open, be it for the first time or again. */
  readonly resolvedAt?: Instant
  /** Closed, cancelled, rejected or merged; absent while it is none of these. */
  readonly closedAt?: Instant
  readonly reopenedCount: number
  readonly escalations: number
  readonly clocks: readonly ClockRow[]
  readonly breaches: readonly BreachRow[]
}
