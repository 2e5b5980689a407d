import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  openDataFolder,
  openEmbeddedBlobs,
  openEmbeddedDocuments,
  openEmbeddedEventLog,
  openEmbeddedKeys,
} from '@spoc/adapters-embedded'
import { catalogue } from '@spoc/platform-catalogue'
import { plusMs, type Recorded, type StreamPlace } from '@spoc/platform-kernel'
import { loadConfig, Secrets } from '@spoc/platform-nest'
import type { ConsumeOptions, Delivered, EventLog, MessageBus } from '@spoc/platform-ports'
import { Background, controlledClock, Sealing, toMessage, soleLeases, type Engines, type Leases } from '@spoc/platform-runtime'
import { contexts } from '../../src/contexts.js'
import { BEGAN } from './history.js'

/** One delivery: how many messages, and how many of those before come with them once more. */
export interface Delivery {
  /** To which consumer, and of which subject; without, the one that has waited longest. */
  readonly queue?: number
  readonly again: number
  readonly messages: number
}

const again = fc.integer({ min: 0, max: 4 })
const some = { minLength: 20, maxLength: 120, size: 'max' } as const

/** In the order of the log, some of them more than once. */
export const repeated: fc.Arbitrary<readonly Delivery[]> = fc.array(fc.record({ again, messages: fc.constant(1) }), some)

/** Of each subject in the order of the log, some of them more than once; one subject late, another early. */
export const interleaved: fc.Arbitrary<readonly Delivery[]> = fc.array(
  fc.record({ queue: fc.nat(), again, messages: fc.integer({ min: 1, max: 5 }) }),
  some,
)

/** What was appended by itself. */
export interface Effect {
  readonly stream: string
  readonly type: string
  readonly data: unknown
  readonly source: StreamPlace
}

export interface Outcome {
  readonly effects: readonly Effect[]
  /** Which input was answered by an append to which stream, in order. */
  readonly appends: readonly string[]
  /** The contexts that have consumed anything. */
  readonly consumers: readonly string[]
}

/** The messages of one subject for one consumer, in order. */
interface Queue {
  readonly consumer: ConsumeOptions
  readonly messages: Delivered[]
  next: number
}

const masterKey = Buffer.alloc(32, 7)
const MOST_DELIVERIES = 2_000

/** All that the automations of all contexts bring about after this history, which is delivered as told, and then the rest of it in order. */
export async function effectsOf(history: readonly Recorded[], deliveries: readonly Delivery[]): Promise<Outcome> {
  const path = await mkdtemp(join(tmpdir(), 'spoc-laws-'))
  const folder = openDataFolder(path)
  const documents = await openEmbeddedDocuments(folder)
  const clock = await controlledClock(documents, plusMs(BEGAN, 3_600_000))
  const log = await openEmbeddedEventLog(folder)
  const keys = await openEmbeddedKeys(folder, masterKey)
  const blobs = await openEmbeddedBlobs(folder)
  const consumers: ConsumeOptions[] = []
  const appends: string[] = []
  const engines: Engines = {
    log: noting(log, appends),
    bus: busOf(consumers),
    documents,
    blobs,
    keys,
    mailer: { send: () => Promise.resolve(), kept: () => Promise.resolve(undefined), close: () => Promise.resolve() },
    clock,
    leases: nobodyWoken,
    close: () => Promise.resolve(),
  }
  const troubles: unknown[] = []
  const background = new Background(
    engines,
    contexts.map(({ automation }) => automation),
    catalogue,
    (what, error) => troubles.push(`${what}: ${String(error)}`),
  )
  const foundations = {
    config: loadConfig({ SPOC_DATA_DIR: path, SPOC_HTTP_PORT: '0', SPOC_SMTP_PORT: '0' }),
    secrets: new Secrets(masterKey),
  }
  try {
    await append(history, log, new Sealing(keys))
    for (const { prepare } of contexts) await prepare?.(background, foundations)
    await background.start()
    await new Deliveries(log, background, consumers).all(deliveries)
    if (troubles.length > 0) throw new Error(troubles.join('\n'))
    return {
      effects: await effectsIn(log, background),
      appends,
      consumers: consumers.map(({ group }) => group.slice('spoc.'.length)),
    }
  } finally {
    await background.stop()
    await clock.close()
    for (const engine of [log, documents, blobs, keys]) await engine.close()
    folder.close()
    await rm(path, { recursive: true, force: true })
  }
}

/** Gives messages to the consumers as a bus may: of one subject in order, and some of them again; of several in any order. */
class Deliveries {
  private readonly queues = new Map<string, Queue>()
  private read = 0n

  constructor(
    private readonly log: EventLog,
    private readonly background: Background,
    private readonly consumers: readonly ConsumeOptions[],
  ) {}

  async all(deliveries: readonly Delivery[]): Promise<void> {
    for (const { queue, again, messages } of deliveries) {
      const waiting = await this.waiting()
      if (waiting.length === 0) return
      await this.deliver(waiting[(queue ?? 0) % waiting.length]!, again, messages)
    }
    for (let count = 0; count < MOST_DELIVERIES; count += 1) {
      const [first] = await this.waiting()
      if (first === undefined) return
      await this.deliver(first, 0, 1)
    }
    throw new Error('The automations set each other off for ever.')
  }

  /** Those that have messages still, the one with the oldest first; what has been appended by now is published. */
  private async waiting(): Promise<readonly Queue[]> {
    await this.projected()
    for (const event of await this.log.readAll({ from: this.read, limit: 1_000 })) {
      this.read = event.position
      const topic = `spoc.${event.type.slice(0, event.type.indexOf('.'))}.v1`
      for (const consumer of this.consumers.filter(({ topics }) => topics.includes(topic))) this.put(consumer, topic, event)
    }
    return [...this.queues.values()]
      .filter((queue) => queue.next < queue.messages.length)
      .sort((one, other) => Number(one.messages[one.next]!.offset - other.messages[other.next]!.offset))
  }

  private put(consumer: ConsumeOptions, topic: string, event: Recorded): void {
    const name = `${consumer.group} ${event.metadata.subject}`
    const queue: Queue = this.queues.get(name) ?? { messages: [], next: 0, consumer }
    queue.messages.push({ ...toMessage(event), topic, partition: 0, offset: event.position })
    this.queues.set(name, queue)
  }

  private async deliver(queue: Queue, again: number, messages: number): Promise<void> {
    const from = Math.max(0, queue.next - again)
    const until = Math.min(queue.messages.length, queue.next + messages)
    await queue.consumer.onBatch(queue.messages.slice(from, until), () => Promise.resolve())
    queue.next = until
  }

  /** What automations look up in read models is all there. */
  private async projected(): Promise<void> {
    const head = await this.log.head()
    await Promise.all([...this.background.projections.values()].map((projection) => projection.waitFor(head, 30_000)))
  }
}

/** Nobody is woken: only what is delivered has an effect. */
const nobodyWoken: Leases = { ...soleLeases, takesBack: false, hold: (name) => Promise.resolve(!name.startsWith('alarms:')) }

function noting(log: EventLog, appends: string[]): EventLog {
  const append: EventLog['append'] = async (stream, expected, events) => {
    const appended = await log.append(stream, expected, events)
    const source = events[0]?.metadata.source
    if (source !== undefined) appends.push(`${source.stream}@${source.revision} into ${stream}`)
    return appended
  }
  return new Proxy(log, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name === 'append') return append
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function busOf(consumers: ConsumeOptions[]): MessageBus {
  return {
    ensureTopics: () => Promise.resolve(),
    keepFor: () => Promise.resolve(),
    publish: () => Promise.resolve(),
    consume: (options) => {
      consumers.push(options)
      return Promise.resolve({ joined: Promise.resolve(), stop: () => Promise.resolve(), lag: () => Promise.resolve(0n) })
    },
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

async function append(history: readonly Recorded[], log: EventLog, sealing: Sealing): Promise<void> {
  for (const { id, stream, revision, type, data, metadata } of history)
    await log.append(stream, revision - 1, [{ id, type, data: await sealing.seal(id, data), metadata }])
}

async function effectsIn(log: EventLog, { opener }: Background): Promise<readonly Effect[]> {
  const effects: Effect[] = []
  for (const event of await log.readAll({ limit: 100_000 })) {
    const { source } = event.metadata
    if (source === undefined) continue
    const { type, data } = await opener.open(event)
    effects.push({ stream: event.stream, type, data, source })
  }
  return effects
}
