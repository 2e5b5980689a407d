import { SpanKind } from '@opentelemetry/api'
import { passing, topicOf, type Position, type Recorded } from '@spoc/platform-kernel'
import type { Collection, Documents, EventLog, MessageBus } from '@spoc/platform-ports'
import { toMessage } from './bus-message.js'
import { standing, type Standing } from './checkpoints.js'
import type { Leases } from './leases.js'
import type { LogReader } from './log-feed.js'
import { pause } from './pacing.js'
import { tracedEach } from './tracing.js'

/** Of the whole log, so many of the last events are published again at a start, where they are of this context. */
const PUBLISHED_AGAIN = 1_024
/** Positions of some logs are bytes: so few may be one event. */
const SAVED_EVERY_POSITIONS = 4_096n
const SAVED_EVERY_MS = 10_000

/** Publishes every event of a context from the log to its topic, in log order, one batch at a time. Sends again what a crash left in doubt. */
export class Relay implements LogReader {
  readonly name: string
  readonly typePrefixes: readonly string[]
  private checkpoints: Collection<Standing> | undefined
  private position: Position = 0n
  private seen: Position = 0n
  private holds = false
  private savedAt = -Infinity
  private stopped = false
  standsBy = false

  constructor(
    private readonly context: string,
    private readonly log: EventLog,
    private readonly bus: MessageBus,
    private readonly documents: Documents,
    private readonly leases: Leases,
  ) {
    this.name = `relay:${context}`
    this.typePrefixes = [`${context}.`]
  }

  async start(): Promise<Position> {
    await this.bus.ensureTopics([topicOf(this.context)])
    this.checkpoints = await this.documents.collection<Standing>({ name: 'platform_relays', indexes: [], holds: 'view' })
    return this.goOnFromCheckpoint()
  }

  async handle(events: readonly Recorded[]): Promise<void> {
    const turn = await this.takeTurn()
    if (turn === 'never') return
    if (turn === 'new') await this.goOnFromCheckpoint()
    const fresh = events.filter(({ position }) => position > this.position)
    if (fresh.length === 0) return
    await this.publish(topicOf(this.context), fresh)
    passing('relay')
    await this.save(fresh.at(-1)!.position)
  }

  /**
   * All up to here has been given to it, whether or not any of it was of this context. Noted down now and then, or a context in which little happens
   * would look through the whole log at every start.
   */
  async reached(position: Position, caughtUp: boolean): Promise<void> {
    if (this.stopped && !this.holds) return
    this.seen = position
    if (!caughtUp || position - this.position < SAVED_EVERY_POSITIONS || performance.now() - this.savedAt < SAVED_EVERY_MS) return
    if (this.holds || (await this.leases.hold(this.name))) await this.save(position)
  }

  /** Up to where this process has published all there is. */
  get published(): Position {
    return this.seen > this.position ? this.seen : this.position
  }

  private async save(position: Position): Promise<void> {
    this.position = position
    this.savedAt = performance.now()
    await this.checkpoints?.write([standing(this.context, position)])
  }

  private publish(topic: string, events: readonly Recorded[]): Promise<void> {
    return tracedEach(
      `publish ${topic}`,
      events,
      ({ id, type, stream, revision }) => ({
        kind: SpanKind.PRODUCER,
        attributes: {
          'messaging.destination.name': topic,
          'messaging.message.id': id,
          'spoc.event.type': type,
          'spoc.stream': stream,
          'spoc.revision': revision,
        },
      }),
      (traceparents) =>
        this.bus.publish(
          topic,
          events.map((event, index) => toMessage(event, traceparents[index])),
        ),
    )
  }

  stop(): void {
    this.stopped = true
  }

  private async takeTurn(): Promise<'kept' | 'new' | 'never'> {
    while (!(await this.leases.hold(this.name))) {
      this.holds = false
      this.standsBy = true
      if (this.stopped) return 'never'
      await pause(200, () => this.stopped)
    }
    const turn = this.holds ? 'kept' : 'new'
    this.holds = true
    this.standsBy = false
    return turn
  }

  /** A power cut may take the bus's latest messages and leave the checkpoint: the last ones are published again, which harms nobody. */
  private async goOnFromCheckpoint(): Promise<Position> {
    const from = BigInt((await this.checkpoints?.get(this.context))?.position ?? '0')
    const last = from === 0n ? [] : await this.log.readAll({ from, direction: 'backwards', limit: PUBLISHED_AGAIN })
    const own = last.filter(({ type }) => this.typePrefixes.some((prefix) => type.startsWith(prefix)))
    this.position = own.at(-1)?.position ?? from
    return this.position
  }
}
