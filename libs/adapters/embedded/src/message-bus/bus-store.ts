import { PARTITIONS, type Delivered, type Message } from '@spoc/platform-ports'
import { GroupCommit } from '../sqlite/group-commit.js'
import type { SqliteFile } from '../sqlite/sqlite-file.js'
import { BusTables } from './bus-tables.js'
import { partitionOf, type Lane } from './lane.js'

/** Consumed messages are deleted so many of a lane at a time, or more. */
const TRIMMED_TOGETHER = 64
/** And no more in one transaction: nobody is answered meanwhile. */
const TRIMMED_AT_ONCE = 4_096
/** Of a topic that no group consumes, so many messages of a lane stay, for a group that comes yet. */
const KEPT_FOR_NOBODY = 256
/** Fewer than {@link TRIMMED_TOGETHER}, in lanes where nothing more comes, go no later than so. */
const TRIMMED_AFTER_MS = 10_000

interface Added {
  readonly lane: Lane
  readonly number: number
  readonly message: Message
  readonly bytes: number
}

/** The topics, their messages and how far each group has come, in one SQLite file. */
export class BusStore {
  private readonly tables: BusTables
  private readonly commits: GroupCommit
  private readonly topics = new Map<string, readonly Lane[]>()
  /** By lane, how far each group has come. */
  private readonly consumed = new Map<number, Map<string, number>>()
  private added: Added[] = []
  private changed = new Set<Lane>()
  private sweep: NodeJS.Timeout | undefined
  private closed = false

  constructor(
    private readonly file: SqliteFile,
    private readonly trimmedAfterMs = TRIMMED_AFTER_MS,
  ) {
    this.tables = new BusTables(file)
    this.tables.create()
    this.load()
    this.commits = new GroupCommit(file, 'message-bus', {
      beforeCommit: () => this.save(),
      afterCommit: () => this.tell(),
      afterRollback: () => this.forget(),
    })
    if (this.consumedByAll().length > 0) this.sweepLater()
  }

  /** The partitions of a topic; none where there is no such topic. */
  lanes(topic: string): readonly Lane[] {
    return this.topics.get(topic) ?? []
  }

  async ensureTopics(topics: readonly string[]): Promise<void> {
    if (topics.every((topic) => this.topics.has(topic))) return
    await this.commits.run(() => {
      for (const topic of new Set(topics))
        if (!this.topics.has(topic))
          this.topics.set(
            topic,
            Array.from({ length: PARTITIONS }, (_, partition) => this.tables.addLane(topic, partition)),
          )
    })
  }

  publish(topic: string, messages: readonly { readonly message: Message; readonly bytes: number }[]): Promise<void> {
    return this.commits.run(() => {
      const lanes = this.lanes(topic)
      for (const { message, bytes } of messages) {
        const lane = lanes[partitionOf(message.key, lanes.length)]
        if (lane === undefined) throw new RangeError(`There is no topic ${topic}.`)
        this.added.push({ lane, number: lane.end, message, bytes })
        lane.end += 1
        this.changed.add(lane)
      }
    })
  }

  /** Makes the group known to the lanes, so that what it has not consumed is kept; one that is new begins at the oldest. */
  join(group: string, lanes: readonly Lane[]): Promise<void> {
    return this.commits.run(() => {
      for (const lane of lanes) if (this.groupsOf(lane).get(group) === undefined) this.setConsumed(group, lane, lane.oldest)
    })
  }

  next(group: string, lane: Lane): number {
    return this.groupsOf(lane).get(group) ?? lane.oldest
  }

  consumedUpTo(group: string, lane: Lane, next: number): Promise<void> {
    return this.commits.run(() => {
      this.setConsumed(group, lane, next)
      const consumed = this.leastConsumed(lane) - lane.oldest
      if (consumed >= TRIMMED_TOGETHER) this.trim(lane)
      else if (consumed > 0) this.sweepLater()
    })
  }

  read(lane: Lane, from: number, limit: number): readonly Delivered[] {
    if (from >= lane.durableEnd) return []
    return lane.recent.from(from, limit) ?? this.file.reading('message-bus', () => this.tables.read(lane, from, limit))
  }

  ping(): void {
    this.file.reading('message-bus', () => this.file.prepare('SELECT 1').row([]))
  }

  /** What all have consumed goes, as far as the disk lets it. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.sweep)
    const trimmed = this.trimConsumed()
    await this.commits.close()
    this.file.close()
    await trimmed
  }

  private sweepLater(): void {
    if (this.closed) return
    this.sweep ??= setTimeout(() => {
      this.sweep = undefined
      const goOn = () => {
        if (this.consumedByAll().length > 0) this.sweepLater()
      }
      // A disk that refuses is met again, and told of, by the next who publishes or consumes.
      this.trimConsumed().then(goOn, goOn)
    }, this.trimmedAfterMs).unref()
  }

  private trimConsumed(): Promise<void> {
    return this.commits.run(() => {
      let most = TRIMMED_AT_ONCE
      for (const lane of this.consumedByAll()) most -= this.trim(lane, most)
    })
  }

  private consumedByAll(): readonly Lane[] {
    return [...this.topics.values()].flat().filter((lane) => this.leastConsumed(lane) > lane.oldest)
  }

  /** Tells how many are gone. */
  private trim(lane: Lane, most = TRIMMED_AT_ONCE): number {
    const gone = Math.min(this.leastConsumed(lane) - lane.oldest, most)
    if (gone === 0) return 0
    lane.oldest += gone
    this.tables.trim(lane)
    this.changed.add(lane)
    return gone
  }

  /** How far the slowest group has come: what is before that goes. */
  private leastConsumed(lane: Lane): number {
    const groups = this.groupsOf(lane)
    return groups.size === 0 ? Math.max(lane.oldest, lane.end - KEPT_FOR_NOBODY) : Math.min(...groups.values())
  }

  private setConsumed(group: string, lane: Lane, next: number): void {
    this.groupsOf(lane).set(group, next)
    this.tables.saveConsumed(group, lane.number, next)
  }

  private groupsOf(lane: Lane): Map<string, number> {
    const found = this.consumed.get(lane.number) ?? new Map<string, number>()
    this.consumed.set(lane.number, found)
    return found
  }

  private save(): void {
    this.tables.insert(
      this.added.map(({ lane, number, message: { key, headers, value } }) => [
        lane.number,
        number,
        key,
        JSON.stringify(headers),
        value,
      ]),
    )
    for (const lane of this.changed) {
      const isForNobody = this.groupsOf(lane).size === 0
      if (isForNobody && this.leastConsumed(lane) - lane.oldest >= TRIMMED_TOGETHER) this.trim(lane)
      this.tables.saveLane(lane)
    }
  }

  private tell(): void {
    const added = this.added
    const changed = this.changed
    this.added = []
    this.changed = new Set()
    for (const { lane, number, message, bytes } of added)
      lane.recent.add(number, { ...message, topic: lane.topic, partition: lane.partition, offset: BigInt(number) }, bytes)
    for (const lane of changed) lane.durableEnd = lane.end
    for (const lane of new Set(added.map(({ lane }) => lane))) lane.tellFollowers()
  }

  private forget(): void {
    this.added = []
    this.changed = new Set()
    this.load()
  }

  /** Takes over what is kept; lanes that are in use stay the same objects. */
  private load(): void {
    const known = [...this.topics.values()].flat()
    this.topics.clear()
    this.consumed.clear()
    for (const kept of this.tables.lanes()) {
      const lane = known.find(({ number }) => number === kept.number) ?? kept
      Object.assign(lane, { oldest: kept.oldest, end: kept.end, durableEnd: kept.end })
      this.topics.set(lane.topic, [...(this.topics.get(lane.topic) ?? []), lane])
    }
    for (const { group, lane, next } of this.tables.consumed())
      this.consumed.set(lane, (this.consumed.get(lane) ?? new Map<string, number>()).set(group, next))
  }
}
