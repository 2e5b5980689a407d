import type { ConsumeOptions } from '@spoc/platform-ports'
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import { delivered } from './delivered.js'
import { backoffMs, isRebalance, type OnTrouble, withBroker } from './failing.js'

/** So many messages are handled and committed at once: what a crash makes come again. */
const HANDLED_AT_ONCE = 500
const LONGEST_PAUSE_MS = 10_000
/** So long after a process died its partitions go to the others. */
const SESSION_MS = 10_000
const HEARTBEAT_MS = 3_000
/** A handler that has neither ended nor called its heartbeat for so long is taken for dead: its partitions go to others. */
const SILENT_MS = 60_000

interface Names {
  /** Group and topics as the broker knows them. */
  readonly group: string
  readonly topics: ReadonlyMap<string, string>
}

/** One member of a group, for as long as it is not stopped: whatever ends its consumer, it gets a new one. */
export class Member {
  private consumer: Consumer | undefined
  private assigned: Promise<void> = Promise.resolve()
  /** Raised at each joining of the group: what was begun under an earlier number is no longer ours to commit. */
  private generation = 0
  /** The group waits for us: the batch at hand is cut short, at the next commit. */
  private rebalancing = false
  private restarts = 0
  private stopped = false
  private inGroup = false
  private readonly handling = new Map<string, Promise<void>>()
  private readonly failures = new Map<string, number>()
  private readonly waits = new Map<NodeJS.Timeout, () => void>()
  private readonly joined: Promise<void>
  private tellJoined: () => void = () => undefined

  constructor(
    private readonly kafka: Kafka,
    private readonly names: Names,
    private readonly options: ConsumeOptions,
    private readonly onTrouble: OnTrouble,
  ) {
    this.joined = new Promise((resolve) => (this.tellJoined = resolve))
  }

  /** False between a crash and the next joining of the group. */
  get isInGroup(): boolean {
    return this.inGroup
  }

  /** Resolves once the member is in the group for the first time. */
  start(): Promise<void> {
    void this.run()
    return this.joined
  }

  /** Leaves the group after the batches at hand; a broker that does not answer is not waited for longer than 10 s. */
  async stop(): Promise<void> {
    this.stopped = true
    this.inGroup = false
    for (const [timer, act] of this.waits) {
      clearTimeout(timer)
      act()
    }
    const left = this.consumer && this.leave(this.consumer)
    await Promise.all(this.handling.values())
    await withBroker(10_000, async () => left).catch((error: unknown) => this.onTrouble(`leaving ${this.names.group}`, error))
  }

  private async run(): Promise<void> {
    if (this.stopped) return
    const consumer = this.kafka.consumer({
      groupId: this.names.group,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      // The default of 5 s would delay resuming and stopping on idle topics by as much.
      maxWaitTimeInMs: 500,
      // One way to come back, after a crash that kafkajs would restart as well as after one that it would not.
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60, restartOnFailure: async () => false },
    })
    this.consumer = consumer
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.join(payload.memberAssignment))
    consumer.on(consumer.events.CRASH, ({ payload }) => this.again(consumer, payload.error))
    try {
      await consumer.connect()
      if (this.stopped) return await this.leave(consumer)
      await consumer.subscribe({ topics: [...this.names.topics.keys()], fromBeginning: true })
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 8,
        eachBatch: (payload) => this.onePartitionAtATime(payload),
      })
      // Stopped while it was joining: kafkajs could not leave then.
      if (this.stopped) await this.leave(consumer)
    } catch (error) {
      this.again(consumer, error)
    }
  }

  private again(consumer: Consumer, error: unknown): void {
    if (this.stopped) return void this.leave(consumer)
    if (consumer !== this.consumer) return
    this.inGroup = false
    this.consumer = undefined
    this.onTrouble(`consuming as ${this.names.group}`, error)
    void this.leave(consumer)
    this.after(backoffMs(++this.restarts, LONGEST_PAUSE_MS), () => void this.run())
  }

  private async leave(consumer: Consumer): Promise<void> {
    try {
      await consumer.disconnect()
    } catch (error) {
      this.onTrouble(`leaving ${this.names.group}`, error)
    }
  }

  private join(assignment: Readonly<Record<string, readonly number[]>>): void {
    if (this.stopped) return
    this.generation++
    this.rebalancing = false
    this.restarts = 0
    this.failures.clear()
    const partitions = Object.entries(assignment).flatMap(([topic, numbers]) =>
      numbers.map((partition) => ({ topic: this.topicOf(topic), partition })),
    )
    this.assigned = this.announce(partitions)
    this.inGroup = true
    this.tellJoined()
  }

  private async announce(partitions: readonly { topic: string; partition: number }[]): Promise<void> {
    const generation = this.generation
    for (let failures = 1; !this.stopped && generation === this.generation; failures++) {
      try {
        return await this.options.onAssigned?.(partitions)
      } catch (error) {
        this.onTrouble(`telling ${this.names.group} its partitions`, error)
        await new Promise<void>((resume) => this.after(backoffMs(failures, LONGEST_PAUSE_MS), resume))
      }
    }
  }

  /**
   * After a rebalance kafkajs fetches again while batches of before may still be at hand: the batch of such a partition is left, to be
   * fetched again from where the one at hand ends.
   */
  private async onePartitionAtATime(payload: EachBatchPayload): Promise<void> {
    const place = `${payload.batch.topic}/${payload.batch.partition}`
    const before = this.handling.get(place)
    if (before !== undefined) return before
    if (this.stopped) return
    const work = this.handleBatch(place, payload)
    // Its failure is kafkajs's to know, not of those who wait for its end.
    const end = work.then(
      () => undefined,
      () => undefined,
    )
    this.handling.set(place, end)
    try {
      await work
    } finally {
      this.handling.delete(place)
    }
  }

  private async handleBatch(place: string, payload: EachBatchPayload): Promise<void> {
    const generation = this.generation
    const { batch } = payload
    await this.assigned
    for (let from = 0; from < batch.messages.length; from += HANDLED_AT_ONCE) {
      if (this.stopped || this.rebalancing || generation !== this.generation || !payload.isRunning()) return
      const part = batch.messages.slice(from, from + HANDLED_AT_ONCE)
      const messages = part.map((message) => delivered(this.topicOf(batch.topic), batch.partition, message))
      try {
        await this.alive(payload, (heartbeat) => this.options.onBatch(messages, heartbeat))
      } catch (error) {
        return this.pause(place, payload, error)
      }
      this.failures.delete(place)
      if (generation !== this.generation) return
      await this.commit(payload, messages[messages.length - 1]!.offset)
    }
  }

  private async commit(payload: EachBatchPayload, last: bigint): Promise<void> {
    const { topic, partition } = payload.batch
    // Not Consumer.commitOffsets: that does nothing once the consumer is stopping, and the batch at hand would come again.
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(last + 1n) }] }] })
    // Only then: kafkajs goes on after a commit that failed, from what is resolved, and would never commit this again.
    payload.resolveOffset(String(last))
  }

  /** Keeps the session while the handler works, though it does not call its heartbeat: a slow batch is no dead process. */
  private async alive(payload: EachBatchPayload, work: (heartbeat: () => Promise<void>) => Promise<void>): Promise<void> {
    let lastSign = Date.now()
    const timer = setInterval(() => {
      if (Date.now() - lastSign < SILENT_MS) void this.beat(payload)
    }, HEARTBEAT_MS)
    try {
      await work(() => {
        lastSign = Date.now()
        return this.beat(payload)
      })
    } finally {
      clearInterval(timer)
    }
  }

  /** A lost session shows when the batch is committed; it is no failure of the handler that keeps it alive. */
  private async beat(payload: EachBatchPayload): Promise<void> {
    try {
      await payload.heartbeat()
    } catch (error) {
      if (isRebalance(error)) this.rebalancing = true
      else this.onTrouble(`heartbeat of ${this.names.group}`, error)
    }
  }

  /** Nothing was resolved, so the fetch after the pause begins with the same message. */
  private pause(place: string, payload: EachBatchPayload, error: unknown): void {
    const failures = (this.failures.get(place) ?? 0) + 1
    this.failures.set(place, failures)
    this.onTrouble(`a batch of ${place} for ${this.names.group}`, error)
    this.after(backoffMs(failures, LONGEST_PAUSE_MS), payload.pause())
  }

  private after(milliseconds: number, act: () => void): void {
    if (this.stopped) return act()
    const timer = setTimeout(() => {
      this.waits.delete(timer)
      act()
    }, milliseconds)
    this.waits.set(timer, act)
  }

  private topicOf(name: string): string {
    return this.names.topics.get(name) ?? name
  }
}
