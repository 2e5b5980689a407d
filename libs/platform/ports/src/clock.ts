import type { Instant } from '@spoc/platform-kernel'

/** The one source of time. */
export interface Clock {
  now(): Instant
  /** A controlled clock can be moved forwards, for all processes; a system clock refuses. */
  readonly controlled: boolean
  moveTo(instant: Instant): Promise<void>
  /** Called after the clock was moved; never for the system clock. Returns how to stop listening. */
  onMoved(listener: (now: Instant) => void): () => void
  close(): Promise<void>
}
