import { setTimeout as pause } from 'node:timers/promises'
import { EngineUnavailable, type Message } from '@spoc/platform-ports'
import { type Kafka, Partitioners, type Producer } from 'kafkajs'
import { BATCH_MESSAGES, lengthOfBatch } from './batches.js'
import { backoffMs, type OnTrouble, withBroker } from './failing.js'

/** Above the client's own 60 tries a second apart: a broker that takes connections and never answers. */
const SEND_WITHIN_MS = 90_000
const LONGEST_PAUSE_MS = 1_000

/** One call of publish: it is answered when none of its messages is left. */
interface Call {
  left: number
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

interface Waiting {
  readonly message: Message
  readonly call: Call
}

/**
 * Sends the messages of a topic in the order given, one send at a time: retries of sends in flight together would change places.
 * What came meanwhile goes in one batch.
 */
export class Publisher {
  private readonly waiting = new Map<string, Waiting[]>()
  private readonly sending = new Map<string, Promise<void>>()
  private producer: Promise<Producer> | undefined
  private closed = false

  constructor(
    private readonly kafka: Kafka,
    private readonly onTrouble: OnTrouble,
  ) {}

  publish(topic: string, messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve()
    return new Promise<void>((done, failed) => {
      const call: Call = { left: messages.length, done, failed }
      const queue = this.waiting.get(topic) ?? []
      this.waiting.set(topic, queue)
      for (const message of messages) queue.push({ message, call })
      if (!this.sending.has(topic)) this.sending.set(topic, this.sendAll(topic, queue))
    })
  }

  /** What is waiting is still sent, where the broker takes it within 5 s. */
  async close(): Promise<void> {
    await withBroker(5_000, () => Promise.all(this.sending.values())).catch((error: unknown) =>
      this.onTrouble('messages were left unsent', error),
    )
    this.closed = true
    await this.dropProducer()
  }

  private async sendAll(topic: string, queue: Waiting[]): Promise<void> {
    // Calls of the same turn of the loop go together.
    await new Promise(setImmediate)
    while (queue.length > 0) {
      const first = queue.slice(0, BATCH_MESSAGES)
      const batch = first.slice(0, lengthOfBatch(first.map(({ message }) => message)))
      try {
        await withBroker(SEND_WITHIN_MS, () => this.send(topic, batch))
        queue.splice(0, batch.length)
        for (const { call } of batch) if (--call.left === 0) call.done()
      } catch (error) {
        // All that waits is refused with it: sent now, it would overtake what its caller is going to send again.
        for (const { call } of queue.splice(0)) call.failed(error)
        await this.dropProducer()
      }
    }
    this.sending.delete(topic)
    this.waiting.delete(topic)
  }

  private async send(topic: string, batch: readonly Waiting[]): Promise<void> {
    const producer = await this.connected()
    const messages = batch.map(({ message }) => ({ key: message.key, value: message.value, headers: { ...message.headers } }))
    await producer.send({ topic, acks: -1, messages })
  }

  private connected(): Promise<Producer> {
    if (this.closed) throw new EngineUnavailable('message-bus', 'it is closed')
    this.producer ??= this.connect()
    return this.producer
  }

  /** The client tries again whatever fails but the step that gives a producer its identity: a broker that goes just then would end it. */
  private async connect(): Promise<Producer> {
    const until = performance.now() + SEND_WITHIN_MS
    for (let failures = 1; ; failures += 1) {
      const producer = this.kafka.producer({
        createPartitioner: Partitioners.DefaultPartitioner,
        allowAutoTopicCreation: false,
        idempotent: true,
        maxInFlightRequests: 1,
      })
      try {
        await producer.connect()
        return producer
      } catch (error) {
        await this.disconnect(producer)
        if (this.closed || performance.now() >= until) throw error
        this.onTrouble('a producer did not connect', error)
        await pause(backoffMs(failures, LONGEST_PAUSE_MS))
      }
    }
  }

  /**
   * After a failure the broker may have kept a batch that the producer holds for lost. It would give the next, other batch the same
   * sequence numbers, and the broker would take that for a repeat and drop it: so the next send has a new producer identity.
   */
  private async dropProducer(): Promise<void> {
    const producer = this.producer
    this.producer = undefined
    if (producer !== undefined) await this.disconnect(producer)
  }

  private async disconnect(producer: Producer | Promise<Producer>): Promise<void> {
    await withBroker(5_000, async () => (await producer).disconnect()).catch((error: unknown) =>
      this.onTrouble('the producer did not disconnect', error),
    )
  }
}
