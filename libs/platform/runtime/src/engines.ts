import type { Blobs, Clock, DataCare, Documents, EventLog, Keys, Mailer, MessageBus } from '@spoc/platform-ports'
import type { Leases } from './leases.js'

/** The engines of one process, chosen in one place. */
export interface Engines {
  readonly log: EventLog
  readonly bus: MessageBus
  readonly documents: Documents
  readonly blobs: Blobs
  readonly keys: Keys
  readonly mailer: Mailer
  readonly clock: Clock
  readonly leases: Leases
  /** Where there is a data folder of our own to care for. */
  readonly care?: DataCare
  close(): Promise<void>
}
