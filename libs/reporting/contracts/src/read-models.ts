import type { Actor, Instant } from '@spoc/platform-kernel'
import type { ReportPeriod } from './figures.js'

/** How one clock of a request came out, or stands. A clock that runs on after its breach is `breached`. */
export interface ReportedClock {
  readonly clock: string
  readonly outcome: 'met' | 'breached' | 'running' | 'cancelled'
  readonly targetMs: number
  /** Of a clock that was met: the time that counted, without pauses and closed hours. */
  readonly elapsedMs?: number
  readonly dueAt?: Instant
}

/** Where the open time of a clock went up to a breach that stands, in milliseconds, by who had the request. */
export interface ReportedBreach {
  readonly clock: string
  /** When the deadline was missed. */
  readonly effectiveAt: Instant
  readonly openMs: number
  readonly heldMs: Readonly<Record<string, number>>
}

/**
 * Published read model `reporting_requests`: one document a request, with the moments that figures are about. Nothing personal. Fields that
 * are not named here belong to the fold, and may change with it.
 */
export interface ReportedRequestDocument {
  readonly _id: string
  readonly number: string
  /** Absent while nobody knows whose it is. */
  readonly accountId?: string
  readonly kind: string
  readonly priority: string
  /** By which it came in. */
  readonly channel: string
  readonly serviceInstanceId?: string
  /** Of the service instance named, as the promise on the request has it. */
  readonly serviceClass?: string
  readonly receivedAt: Instant
  /** The first time a person took it up. */
  readonly firstAcknowledgedAt?: Instant
  /** The first public answer of a person. */
  readonly firstResponseAt?: Instant
  /** The resolution that stands. */
  readonly resolvedAt?: Instant
  /** Closed, cancelled, rejected or merged. */
  readonly closedAt?: Instant
  /** When it left the backlog; absent while `open`. */
  readonly endedAt?: Instant
  readonly open: boolean
  readonly reopenedCount: number
  readonly escalations: number
  readonly clocks: readonly ReportedClock[]
  /** Absent while no clock was breached. */
  readonly breaches?: readonly ReportedBreach[]
  /** Position of the last event in it, a decimal number of 20 digits. */
  readonly through: string
}

/** Published read model `reporting_reports`: one document an issued report. The report itself is a blob named by `sha256`. */
export interface IssuedReportDocument {
  readonly _id: string
  readonly period: ReportPeriod
  readonly accountId?: string
  readonly position: string
  readonly asOf: Instant
  readonly sha256: string
  readonly issuedAt: Instant
  readonly issuedBy: Actor
}

export const REPORTED_REQUESTS = {
  name: 'reporting_requests',
  indexes: [
    { fields: ['open', 'receivedAt'] },
    { fields: ['endedAt'] },
    { fields: ['accountId', 'endedAt'] },
    { fields: ['through'] },
  ],
  holds: 'view',
  rests: true,
  instants: [
    'receivedAt',
    'firstAcknowledgedAt',
    'firstResponseAt',
    'resolvedAt',
    'closedAt',
    'endedAt',
    'clocks.dueAt',
    'breaches.effectiveAt',
  ],
} as const
export const ISSUED_REPORTS = {
  name: 'reporting_reports',
  indexes: [{ fields: ['-issuedAt'] }, { fields: ['accountId', '-issuedAt'] }],
  holds: 'view',
  instants: ['asOf', 'issuedAt'],
} as const
