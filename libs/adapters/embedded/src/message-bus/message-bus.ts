import { join } from 'node:path'
import {
  EngineUnavailable,
  MESSAGE_LIMIT_BYTES,
  TooLarge,
  type BusConsumer,
  type ConsumeOptions,
  type Message,
  type MessageBus,
} from '@spoc/platform-ports'
import type { DataFolder } from '../folder/data-folder.js'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { BusStore } from './bus-store.js'
import { Group } from './group.js'
import type { Lane } from './lane.js'
import { Member } from './member.js'

export interface BusOptions {
  /** How long what all have consumed may stay; 10 s unless told. */
  readonly trimmedAfterMs?: number
}

/**
 * Topics in one SQLite file, for consumers in this process. What is published survives the death of the process; a loss of power may
 * take the last messages with it, which their publisher then publishes again from the log.
 */
export async function openEmbeddedBus(folder: DataFolder, options: BusOptions = {}): Promise<MessageBus> {
  if (folder.readOnly) throw new EngineUnavailable('message-bus', 'the data folder is open for reading only')
  return new EmbeddedBus(
    new BusStore(new SqliteFile(join(folder.path, 'bus.db'), { synchronous: 'normal', shrinks: true }), options.trimmedAfterMs),
  )
}

class EmbeddedBus implements MessageBus {
  private readonly groups = new Map<string, Group>()
  private readonly consumers = new Set<BusConsumer>()
  private closing: Promise<void> | undefined

  constructor(private readonly store: BusStore) {}

  ensureTopics(topics: readonly string[]): Promise<void> {
    return this.store.ensureTopics(topics)
  }

  async keepFor(group: string, topics: readonly string[]): Promise<void> {
    await this.ensureTopics(topics)
    await this.store.join(group, this.lanesOf(topics))
  }

  async publish(topic: string, messages: readonly Message[]): Promise<void> {
    this.refuseUnknown(topic)
    const measured = messages.map((message) => ({ message, bytes: bytesOf(message) }))
    for (const { bytes } of measured)
      if (bytes > MESSAGE_LIMIT_BYTES) throw new TooLarge('The message', bytes, MESSAGE_LIMIT_BYTES)
    if (messages.length > 0) await this.store.publish(topic, measured)
  }

  async consume(options: ConsumeOptions): Promise<BusConsumer> {
    options.topics.forEach((topic) => this.refuseUnknown(topic))
    const lanes = this.lanesOf(options.topics)
    await this.store.join(options.group, lanes)
    const group = this.groups.get(options.group) ?? new Group(this.store)
    this.groups.set(options.group, group)
    const member = new Member(this.store, options)
    const consumer: BusConsumer = {
      joined: Promise.resolve(),
      stop: () => {
        this.consumers.delete(consumer)
        return group.leave(member)
      },
      lag: async () => lanes.reduce((sum, lane) => sum + BigInt(lane.durableEnd - this.store.next(options.group, lane)), 0n),
    }
    this.consumers.add(consumer)
    await group.join(member)
    return consumer
  }

  async ping(): Promise<void> {
    this.store.ping()
  }

  close(): Promise<void> {
    this.closing ??= this.stopAll()
    return this.closing
  }

  private lanesOf(topics: readonly string[]): readonly Lane[] {
    return topics.flatMap((topic) => this.store.lanes(topic))
  }

  private async stopAll(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.stop()))
    await this.store.close()
  }

  private refuseUnknown(topic: string): void {
    if (this.store.lanes(topic).length === 0) throw new RangeError(`There is no topic ${topic}.`)
  }
}

/** Key, headers and value together, as UTF-8. */
function bytesOf({ key, headers, value }: Message): number {
  return [key, value, ...Object.entries(headers).flat()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}
