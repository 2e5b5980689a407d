import type { EventLog } from '@spoc/platform-ports'

/** What a spec of an adapter provides to the suite of the event log. */
export interface EventLogHarness {
  /** The client in use. */
  readonly log: EventLog
  /** Closes the client in use and opens another on the same engine. */
  reopen(): Promise<EventLog>
  /** Leaves the client in use as its process would by dying, nothing closed, and opens another on what the engine has kept. */
  crash(): Promise<EventLog>
  /** Ends the engine without warning and starts it again; the client stays in use. None where the engine lives in the client. */
  readonly restart?: () => Promise<void>
  close(): Promise<void>
}
