import { SpanKind } from '@opentelemetry/api'
import {
  passing,
  streamName,
  topicOf,
  upcast,
  type Decision,
  type EventContract,
  type Fact,
  type Given,
  type Position,
  type Recorded,
} from '@spoc/platform-kernel'
import {
  ConcurrencyConflict,
  EngineUnavailable,
  type BusConsumer,
  type Clock,
  type Delivered,
  type EventLog,
  type MessageBus,
} from '@spoc/platform-ports'
import { fromMessage, placeOf, type Place } from './bus-message.js'
import type { Cursors } from './cursors.js'
import type { Opener } from './opener.js'
import { backoffMs, pause } from './pacing.js'
import type { Parking } from './parking.js'
import type { AnyReaction, Effect } from './reaction.js'
import type { Streams } from './streams.js'
import type { Told } from './told.js'
import { contextOf, isTracing, traced } from './tracing.js'
import { Turns } from './turns.js'

export interface ReactionNeeds {
  readonly context: string
  readonly log: EventLog
  readonly bus: MessageBus
  readonly streams: Streams
  readonly opener: Opener
  readonly contracts: readonly EventContract[]
  readonly clock: Clock
  readonly parking: Parking
  readonly cursors: Cursors
  readonly told: Told
  readonly onTrouble: (what: string, error: unknown) => void
}

interface Arrived {
  readonly message: Delivered
  readonly place: Place
}

/** How an input came: in the trace of whoever brought it, and, off the bus, to be decided on facts as they stood when it came or later. */
interface Delivery {
  readonly traceparent: string | undefined
  readonly asOf?: Position
}

const ATTEMPTS = 4
const SUBJECTS_AT_ONCE = 32

/**
 * The one runner of automations. An input is handled once by effect: what a source stream has brought is seen in order (a gap is read from
 * the log), all effects of one input on one stream are one append that names the input, and a stream drops an input it has handled.
 */
export class ReactionRunner {
  private consumer: BusConsumer | undefined
  private readonly sources = new Turns()
  private readonly wanted: ReadonlySet<string>
  private readonly topics: readonly string[]
  private readonly group: string

  constructor(
    private readonly reactions: readonly AnyReaction[],
    private readonly needs: ReactionNeeds,
  ) {
    this.wanted = new Set(reactions.flatMap(({ on }) => Object.keys(on)))
    this.topics = [...new Set([...this.wanted].map((type) => topicOf(type.slice(0, type.indexOf('.')))))]
    this.group = `spoc.${needs.context}`
  }

  /** Before anything is published: nothing that it wants goes by. */
  async announce(): Promise<void> {
    if (this.topics.length > 0) await this.needs.bus.keepFor(this.group, this.topics)
  }

  async start(): Promise<void> {
    const { topics, group } = this
    if (topics.length === 0) return
    await this.needs.bus.ensureTopics(topics)
    this.consumer = await this.needs.bus.consume({
      group,
      topics,
      onAssigned: async () => {
        await this.needs.parking.look()
        this.needs.cursors.begin(await this.needs.log.head())
      },
      onBatch: (batch, heartbeat) => this.handleBatch(batch, heartbeat),
    })
  }

  async stop(): Promise<void> {
    await this.consumer?.stop()
    await this.needs.cursors.save().catch((error: unknown) => this.needs.onTrouble('cursors', error))
  }

  async lag(): Promise<bigint> {
    return (await this.consumer?.lag()) ?? 0n
  }

  /** Everything that a source stream holds has been handled here, whatever the bus has delivered so far. */
  async catchUp(sourceStream: string): Promise<void> {
    await this.needs.cursors.prepare([sourceStream])
    await this.sources.take(sourceStream, async () => {
      for (const event of await this.needs.log.readStream(sourceStream, { from: this.needs.cursors.of(sourceStream) + 1 })) {
        if (this.needs.parking.holds(event.metadata.subject) && (await this.needs.parking.get(event.metadata.subject))) return
        await this.effect(event)
        this.needs.cursors.advance(sourceStream, event.revision, event.position)
      }
    })
  }

  /** Handles an input that had been parked. */
  async handleAgain(event: Recorded): Promise<void> {
    await this.effect(event)
  }

  private async handleBatch(batch: readonly Delivered[], heartbeat: () => Promise<void>): Promise<void> {
    const { cursors, told } = this.needs
    const arrived = batch.map((message) => ({ message, place: placeOf(message) }))
    // Who was held up, and may have lost its share meanwhile, looks for what was noted of new streams too.
    const known = arrived.filter(({ place }) => !cursors.isNew(place) || !told.hasLately(place.position ?? 0n))
    await cursors.prepare(known.map(({ place }) => place.stream))
    const subjects = [...groupBy(arrived, ({ message }) => message.key).values()]
    while (subjects.length > 0) {
      await Promise.all(subjects.splice(0, SUBJECTS_AT_ONCE).map((arrivals) => this.handleInTurn(arrivals)))
      await heartbeat()
    }
    passing('before-offset')
    await cursors.saveSometimes()
  }

  private async handleInTurn(arrivals: readonly Arrived[]): Promise<void> {
    for (const arrived of arrivals) await this.sources.take(arrived.place.stream, () => this.handleMessage(arrived))
  }

  private async handleMessage({ message, place: { stream, revision, type, position } }: Arrived): Promise<void> {
    const seen = this.needs.cursors.of(stream)
    if (revision <= seen) return
    if (revision > seen + 1) {
      for (const missed of await this.needs.log.readStream(stream, { from: seen + 1, limit: revision - seen - 1 }))
        await this.handleOrPark(missed)
    }
    if (this.mayWant(type)) await this.handleOrPark(fromMessage(message), message.headers['ce_traceparent'])
    this.needs.cursors.advance(stream, revision, position)
  }

  private mayWant(type: string): boolean {
    return this.wanted.has(type) || this.needs.contracts.some(({ upcasters }) => type in upcasters)
  }

  private async handleOrPark(event: Recorded, traceparent = event.metadata.traceparent): Promise<void> {
    const { parking, clock } = this.needs
    const place = { stream: event.stream, revision: event.revision }
    if (parking.holds(event.metadata.subject) && (await parking.join(event.metadata.subject, place))) return
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.effect(event, { traceparent, asOf: event.position })
      } catch (error) {
        if (error instanceof EngineUnavailable || error instanceof ConcurrencyConflict) throw error
        this.needs.onTrouble(`${event.type} of ${event.stream}`, error)
        if (attempt >= ATTEMPTS)
          return parking.park(event.metadata.subject, place, error instanceof Error ? error.message : String(error), clock.now())
        await pause(backoffMs(attempt))
      }
    }
  }

  /** All effects of one input: one append to each stream it touches. It goes on in the trace of whoever brought the input. */
  private effect(event: Recorded, { traceparent, asOf }: Delivery = { traceparent: event.metadata.traceparent }): Promise<void> {
    if (!isTracing() || !this.mayWant(event.type)) return this.bringAbout(event, asOf)
    const attributes = {
      'messaging.message.id': event.id,
      'messaging.consumer.group.name': this.group,
      'spoc.context': this.needs.context,
      'spoc.event.type': event.type,
      'spoc.stream': event.stream,
      'spoc.revision': event.revision,
    }
    return traced(`process ${event.type}`, { kind: SpanKind.CONSUMER, attributes, under: contextOf(traceparent) }, () =>
      this.bringAbout(event, asOf),
    )
  }

  private async bringAbout(event: Recorded, asOf: Position | undefined): Promise<void> {
    const { fact, known } = upcast(this.needs.contracts, this.mayWant(event.type) ? await this.needs.opener.open(event) : event)
    if (!known) return
    const given = this.givenBy(event)
    const targets = new Map<string, { readonly reaction: AnyReaction; readonly effects: Effect<never, Fact>[] }>()
    for (const reaction of this.reactions) {
      for (const effect of (await reaction.on[fact.type]?.({ ...event, ...fact } as never)) ?? []) {
        const stream = streamName(reaction.into.category, effect.id)
        const target = targets.get(stream) ?? { reaction, effects: [] }
        target.effects.push(effect)
        targets.set(stream, target)
      }
    }
    for (const { reaction, effects } of targets.values()) {
      await this.needs.streams.change(
        reaction.into,
        effects[0]!.id,
        { ...given, actor: { kind: 'system', id: reaction.name } },
        async (state, facts) => {
          const intended: Fact[] = []
          let current = state
          for (const effect of effects) {
            const decision: Decision<Fact> = await effect.decide(current as never, given, facts)
            if ('refused' in decision) throw new Error(`${reaction.name} was refused: ${decision.refused}`)
            intended.push(...decision)
            current = decision.reduce(reaction.into.evolve, current)
          }
          return intended
        },
        { source: { stream: event.stream, revision: event.revision }, ...(asOf === undefined ? {} : { asOf }) },
      )
    }
  }

  private givenBy(event: Recorded): Given {
    return {
      now: this.needs.clock.now(),
      actor: { kind: 'system', id: this.needs.context },
      channel: 'automation',
      correlation: event.metadata.correlation,
      causation: event.id,
    }
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
