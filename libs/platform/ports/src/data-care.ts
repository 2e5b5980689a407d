import type { Instant } from '@spoc/platform-kernel'

/** One backup of the data folder. */
export interface Backup {
  /** Given by the platform, and all that it is ever asked for by. */
  readonly name: string
  readonly state: 'running' | 'complete' | 'failed' | 'cancelled'
  /** By the clock of the machine: the moment that the backup shows. */
  readonly begunAt: Instant
  /** Position of the last event it holds. */
  readonly position: string
  /** Bytes that are copied. */
  readonly bytes: number
  /** Bytes that there are to copy; an estimate while it runs. */
  readonly bytesInAll: number
  /** Why it failed. */
  readonly because?: string
}

/** Another backup is being made; there is one at a time. */
export class BackupUnderWay extends Error {
  constructor(readonly backup: string) {
    super(`The backup ${backup} is being made; there is one at a time.`)
    this.name = 'BackupUnderWay'
  }
}

export type StoredPart = 'log' | 'topics' | 'views' | 'state' | 'keys' | 'blobs' | 'mail' | 'backups'

export interface PartSize {
  readonly part: StoredPart
  /** On the disk, with the journal. */
  readonly bytes: number
  /** Of these, in pages that hold nothing. */
  readonly freeBytes: number
}

/** The care of a data folder while it is in use; nothing of it keeps the event loop for more than a few milliseconds at a time. */
export interface DataCare {
  /** Begins a backup of this very moment: all that is acknowledged is in it. Rejects with {@link BackupUnderWay}. */
  beginBackup(): Promise<Backup>
  /** The newest first; failed and cancelled ones as long as the process lives. */
  backups(): Promise<readonly Backup[]>
  backup(name: string): Promise<Backup | undefined>
  /** Resolves once nothing of it is left; false where it was not running. */
  cancelBackup(name: string): Promise<boolean>
  sizes(): Promise<readonly PartSize[]>
  /** Gives the free pages of topics and views back to the disk; resolves to how many bytes these were. */
  compact(): Promise<number>
  /** Cancels what is under way. */
  close(): Promise<void>
}
