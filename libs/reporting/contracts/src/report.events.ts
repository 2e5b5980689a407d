import type { Fact, Instant } from '@spoc/platform-kernel'
import type { Figures, ReportPeriod } from './figures.js'

/**
 * Facts about one issued report. Stream `report-<id>`, written by reporting alone. Anybody who holds the document can check it against
 * `sha256`, and anybody who holds the log can make it again from its first events up to `position`.
 */
export type ReportEvent = Fact<
  'reporting.report-issued.v1',
  {
    readonly period: ReportPeriod
    /** Of one account; of all where absent. */
    readonly accountId?: string
    /** Last log position the figures rest on; a decimal number, comparable within one log only. */
    readonly position: string
    /** The instant up to which that log was complete. */
    readonly asOf: Instant
    /** Hex SHA-256 over the RFC 8785 JSON of the whole report as it was handed out. */
    readonly sha256: string
    /** The figures of the account, or of all together. */
    readonly figures: Figures
  }
>
