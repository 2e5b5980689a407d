import type { Recorded } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { eventsAfter } from '../faults/storage.js'
import { must, type Caller } from '../platform/caller.js'
import type { Platform, Service } from '../platform/platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { watchTopic, type TopicWatch } from './topic-watch.js'

const TOLD_WITHIN_MS = 60_000

/** Two processes that keep the clocks, of a platform with a client who sends requests, and whoever watches what they publish. */
export class TwoMonitors {
  /** Requests that were received. */
  readonly requests: string[] = []
  /** Milliseconds from each death of the one that published until the other did. */
  readonly madeGood: number[] = []
  /** The one that publishes, and the one that stands by to. */
  publishes: Service
  standsBy: Service

  private constructor(
    private readonly platform: Platform,
    readonly provider: Provider,
    private readonly client: Caller,
    readonly first: Service,
    /** Not started yet. */
    readonly second: Service,
    private readonly watch: TopicWatch,
  ) {
    this.publishes = first
    this.standsBy = second
  }

  static async of(platform: Platform, second: Service): Promise<TwoMonitors> {
    const first = platform.services.find(({ name }) => name === second.name)
    if (first === undefined) throw new Error(`The platform has no service ${second.name}.`)
    const provider = await furnish(platform)
    return new TwoMonitors(platform, provider, await provider.as('anna'), first, second, await watchTopic('spoc.sla.v1'))
  }

  close(): Promise<void> {
    return this.watch.close()
  }

  async receive(serviceInstanceId = this.provider.id('service:meridian')): Promise<string> {
    const request = { kind: 'incident', title: 'Line down', description: '.', serviceInstanceId }
    const id = String((await must(this.client.post('/api/v1/requests', request)))['id'])
    this.requests.push(id)
    return id
  }

  /** The one that stands by publishes; resolves to when it did first, by the stopwatch of this process. */
  async changePlaces(): Promise<number> {
    const at = await this.relayedAt(await this.makeCalendar(this.standsBy))
    ;[this.publishes, this.standsBy] = [this.standsBy, this.publishes]
    return at
  }

  /** By one of the two; its stream. */
  async makeCalendar({ url }: Service): Promise<string> {
    const calendar = { name: 'Another', zone: 'Europe/Berlin', hours: '24x7' }
    return `calendar-${String((await must(this.platform.admin.at(url).post('/api/v1/calendars', calendar)))['id'])}`
  }

  /** When the first of the stream was on the topic, by the stopwatch of this process. */
  async relayedAt(stream: string): Promise<number> {
    const found = await eventually(
      `${stream} is on the topic`,
      () => this.watch.seen.find((seen) => seen.stream === stream),
      (seen) => seen !== undefined,
      TOLD_WITHIN_MS,
    )
    return found!.at
  }

  async all(which: (event: Recorded) => boolean): Promise<readonly Recorded[]> {
    return (await eventsAfter(this.platform)).filter(which)
  }

  /** Events of sla of a type on record, once there are as many. */
  recorded(type: string, count: number, which: (event: Recorded) => boolean = () => true): Promise<readonly Recorded[]> {
    return eventually(
      `${count} times sla.${type}`,
      () => this.all((event) => event.type === `sla.${type}.v1` && which(event)),
      (events) => events.length >= count,
      TOLD_WITHIN_MS,
    )
  }

  oncePerRequest(events: readonly Recorded[]): void {
    expect(events.map(({ metadata }) => metadata.subject).sort()).toEqual([...this.requests].sort())
  }

  /** The topic holds all that the log does, each event under one id, first seen in the order of the log. */
  async seesTheTopicWhole(): Promise<void> {
    const recorded = await this.all(({ type }) => type.startsWith('sla.'))
    const { seen } = this.watch
    await eventually(
      'all is on the topic',
      () => new Set(seen.map(({ id }) => id)),
      (ids) => recorded.every(({ id }) => ids.has(id)),
      TOLD_WITHIN_MS,
    )
    const idAt = new Map(recorded.map(({ stream, revision, id }) => [`${stream}@${revision}`, id]))
    // What is recorded from here on may be on the topic already.
    const through = recorded.at(-1)?.position ?? 0n
    expect(seen.filter(({ place, id, position }) => position <= through && idAt.get(place) !== id)).toEqual([])
    const furthest = new Map<number, bigint>()
    const known = new Set<string>()
    for (const { id, partition, position } of seen) {
      if (known.has(id)) continue
      known.add(id)
      expect(position).toBeGreaterThan(furthest.get(partition) ?? -1n)
      furthest.set(partition, position)
    }
  }
}
