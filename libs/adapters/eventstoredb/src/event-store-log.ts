import { BACKWARDS, END, EventStoreDBClient, type ReadAllOptions as AskedOfAll } from '@eventstore/db-client'
import type { Position, Recorded } from '@spoc/platform-kernel'
import {
  EngineUnavailable,
  type Appended,
  type EventLog,
  type LogSubscription,
  type NewEvent,
  type ReadStreamOptions,
  type SubscribeOptions,
} from '@spoc/platform-ports'
import { appendTo } from './append.js'
import { AppendStream } from './append-stream.js'
import { collect } from './collect.js'
import { headOf, readAll, type ReadAllOptions } from './read-all.js'
import { readStream } from './read-stream.js'
import { Feed } from './subscription/feed.js'

export interface EventStoreDbOptions {
  /** `esdb://[user:password@]host[:port][,…][?tls=false]`, as EventStoreDB documents it. */
  readonly connectionString: string
  /** How long the server may be silent before a call is given up as EngineUnavailable; 5,000 ms unless told. */
  readonly deadlineMs?: number
}

const DEADLINE_MS = 5000

/**
 * The event log on EventStoreDB 23.10. Resolves without asking the server, which may be away and come later. Several may be open in one
 * process: each has its own connection, and none shares state with another.
 */
export function openEventStoreDb(options: EventStoreDbOptions): Promise<EventLog> {
  return Promise.resolve(options).then(
    ({ connectionString, deadlineMs = DEADLINE_MS }) =>
      new EventStoreLog(EventStoreDBClient.connectionString(connectionString), deadlineMs),
  )
}

class EventStoreLog implements EventLog {
  private readonly feeds = new Set<Feed>()
  private readonly appends: AppendStream
  private closed = false

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly deadlineMs: number,
  ) {
    this.appends = new AppendStream(client)
  }

  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    return this.closed ? this.refuse() : appendTo(this.appends, this.deadlineMs, stream, expected, events)
  }

  readStream(stream: string, options: ReadStreamOptions = {}): Promise<readonly Recorded[]> {
    return this.closed ? this.refuse() : readStream(this.client, this.deadlineMs, stream, options)
  }

  readAll(options: ReadAllOptions): Promise<readonly Recorded[]> {
    return this.closed ? this.refuse() : readAll(this.client, this.deadlineMs, options)
  }

  subscribe(options: SubscribeOptions): Promise<LogSubscription> {
    if (this.closed) return this.refuse()
    const feed = new Feed(this.client, this.deadlineMs, options)
    this.feeds.add(feed)
    const stop = async (): Promise<void> => {
      await feed.stop()
      this.feeds.delete(feed)
    }
    return Promise.resolve({ stop })
  }

  head(): Promise<Position> {
    return this.closed ? this.refuse() : headOf(this.client, this.deadlineMs)
  }

  async ping(): Promise<void> {
    if (this.closed) return this.refuse()
    const asked: AskedOfAll = { direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true }
    await collect(() => this.client.readAll(asked), this.deadlineMs)
  }

  async close(): Promise<void> {
    this.closed = true
    this.appends.close()
    await Promise.all([...this.feeds].map((feed) => feed.stop()))
    await this.client.dispose()
  }

  private refuse<T>(): Promise<T> {
    return Promise.reject(new EngineUnavailable('event-log', new Error('The event log was closed.')))
  }
}
