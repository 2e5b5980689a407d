import type { Metadata, Position, Recorded } from '@spoc/platform-kernel'

/** An event about to be appended. Its id is made once and kept over retries. */
export interface NewEvent {
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata: Metadata
}

export interface Appended {
  /** Revision of the last event of the append. */
  readonly revision: number
  /** Position of the last event of the append. */
  readonly position: Position
}

export interface ReadStreamOptions {
  /** First revision to give, inclusive. Forwards: 0 unless told. Backwards: the last unless told. */
  readonly from?: number
  readonly direction?: 'forwards' | 'backwards'
  /** At most so many events; all unless told. */
  readonly limit?: number
}

export interface SubscribeOptions {
  /** Resume after this position, exclusive; from the beginning unless told. */
  readonly after?: Position
  /** Give only events whose type begins with one of these; all unless told. */
  readonly typePrefixes?: readonly string[]
  /**
   * Called for each batch, in log order, never two at once; the next batch waits for it. Rejecting ends the subscription
   * through {@link SubscribeOptions.onFailure}.
   */
  readonly onEvents: (events: readonly Recorded[]) => Promise<void> | void
  /** All up to this position has been given or filtered out. Called when the end is reached and, now and then, on the way. */
  readonly onProgress?: (position: Position, caughtUp: boolean) => Promise<void> | void
  /** A batch handler threw: the subscription has stopped. Losing the server is no failure: the port resumes by itself. */
  readonly onFailure: (error: unknown) => void
}

export interface LogSubscription {
  /** Resolves when no further handler will be called. */
  stop(): Promise<void>
}

/** No stream: the expected revision of a stream that must not exist yet. */
export const NO_STREAM = -1

export const EVENT_LIMIT_BYTES = 256 * 1024
export const APPEND_LIMIT_BYTES = 768 * 1024

/** The append-only log, the only truth. Atomicity ends at one append to one stream. */
export interface EventLog {
  /**
   * Appends all of `events` (at least one) after revision `expected` ({@link NO_STREAM} for a new stream), durably, or nothing.
   * The same ids at the same expected revision again: the first answer, nothing written, also after later events and restarts.
   * Refuses with {@link ConcurrencyConflict}, {@link TooLarge} (an event above 256 KiB with its metadata, an append above 768 KiB, both
   * as UTF-8 JSON), {@link EngineUnavailable} (in doubt: try again with the same ids).
   */
  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended>
  /** The events of one stream; none where there is no such stream. */
  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly Recorded[]>
  /**
   * At most `limit` events after (forwards) or before (backwards) a position, exclusive; from the beginning or the end unless told. Fewer where
   * there are no more. Own events only, in log order.
   */
  readAll(options: {
    readonly from?: Position
    readonly direction?: 'forwards' | 'backwards'
    readonly limit: number
    readonly typePrefixes?: readonly string[]
  }): Promise<readonly Recorded[]>
  subscribe(options: SubscribeOptions): Promise<LogSubscription>
  /** Position of the last event, 0 where the log is empty. */
  head(): Promise<Position>
  /** Resolves where the engine answers; rejects with {@link EngineUnavailable}. */
  ping(): Promise<void>
  close(): Promise<void>
}
