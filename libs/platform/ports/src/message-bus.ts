/** One message: its key decides the partition, and messages of a key keep their order. Headers travel as text. */
export interface Message {
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  readonly value: string
}

export interface Delivered extends Message {
  readonly topic: string
  readonly partition: number
  readonly offset: bigint
}

export interface ConsumeOptions {
  /** Members of a group share the partitions; every group gets every message. */
  readonly group: string
  readonly topics: readonly string[]
  /**
   * Messages of one partition, in order; the next batch of that partition waits. What it resolves for counts as consumed; rejecting makes
   * the same batch come again, after a pause. A message comes at least once.
   */
  readonly onBatch: (batch: readonly Delivered[], heartbeat: () => Promise<void>) => Promise<void>
  /** Called whenever the partitions of this member have changed, before their first batch. */
  readonly onAssigned?: (partitions: readonly { readonly topic: string; readonly partition: number }[]) => Promise<void> | void
}

export interface BusConsumer {
  /**
   * Resolves once it is in its group, and never where it is stopped before. Until then another member may have its messages, and a broker may
   * wait for one that has died.
   */
  readonly joined: Promise<void>
  /** Leaves the group, after the batch at hand. */
  stop(): Promise<void>
  /** Messages that this group has not consumed yet, over all its topics and partitions. */
  lag(): Promise<bigint>
}

export const PARTITIONS = 24
export const MESSAGE_LIMIT_BYTES = 1_000_000

/** Carries facts between services. Never the truth: what it loses is read again from the log. */
export interface MessageBus {
  /** Makes topics that are missing, with {@link PARTITIONS} partitions each. */
  ensureTopics(topics: readonly string[]): Promise<void>
  /**
   * Makes the group known: what is published to these topics from now on is kept for it, whether or not it consumes yet. Nothing to do for a
   * broker, which keeps messages for a time whoever consumes them.
   */
  keepFor(group: string, topics: readonly string[]): Promise<void>
  /** Resolves once all of `messages` are kept; keeps the order given for each key, over several calls in turn too. Refuses {@link TooLarge}. */
  publish(topic: string, messages: readonly Message[]): Promise<void>
  /** Begins to join the group, for as long as that takes. A group that is new begins at the oldest message that is kept. */
  consume(options: ConsumeOptions): Promise<BusConsumer>
  ping(): Promise<void>
  close(): Promise<void>
}
