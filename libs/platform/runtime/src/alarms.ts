import { passing, splitStreamName, type Given, type Instant, type Position, type Recorded } from '@spoc/platform-kernel'
import type { Clock, Collection, CollectionKind, Documents, Filter } from '@spoc/platform-ports'
import { alarmOf, bucketOf, BUCKETS, earliest, isDue, type AlarmDocument } from './alarm.js'
import type { CheckpointNotes } from './checkpoint-notes.js'
import { standing } from './checkpoints.js'
import type { Leases } from './leases.js'
import type { LogReader } from './log-feed.js'
import { backoffMs, pause } from './pacing.js'
import type { ReactionRunner } from './reaction-runner.js'
import type { Streams } from './streams.js'
import type { AnyTimed } from './timed.js'
import { contextOf, isTracing, traced } from './tracing.js'

export interface AlarmNeeds {
  readonly context: string
  readonly documents: Documents
  readonly checkpoints: CheckpointNotes
  readonly streams: Streams
  readonly leases: Leases
  readonly clock: Clock
  readonly reactions: ReactionRunner
  readonly newCorrelation: () => string
  readonly onTrouble: (what: string, error: unknown) => void
}

const LOOK_EVERY_MS = 200
/** Looked at even where nothing is thought to be due: another process may have noted an alarm that this one has not seen yet. */
const LOOK_ANYWAY_AFTER_MS = 2_000
const NEVER: Instant = '9999-12-31T23:59:59.999Z'
const AT_ONCE = 64
/** So much work outside of the log is under way or waits for its peer, at most. */
const MOST_WORK = 1_024
/** So long the work under way is waited for at the end; what is not recorded by then is done again. */
const WORK_ENDS_WITHIN_MS = 5_000
/** Pages of due alarms that are looked through for one that is neither held back nor at work. */
const MOST_PAGES = 16
const NOTED_WITHIN_MS = 1_000
/** Where little happens for it. */
const NOTED_EVERY_POSITIONS = 4_096n
const FOLD = 1

/**
 * The one scheduler. A stream's alarms are derived from its events; the index here is only a hint of which streams to ask, filled from the log
 * and rebuilt from it if lost. The index is spread over 64 buckets, each served by one process at a time, and shared out among those that live.
 */
export class Alarms implements LogReader {
  readonly name: string
  readonly typePrefixes: readonly string[]
  private index: Collection<AlarmDocument> | undefined
  /** How far it has noted that it is. */
  private through: Position = 0n
  /** The next alarm, as far as this process knows; undefined where it has to ask. */
  private soonest: Instant | undefined
  private askedAt = -Infinity
  private noted = 0
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  private stopped = false
  private stopListening: () => void = () => undefined
  private readonly working = new Map<string, Promise<void>>()
  private readonly failing = new Map<string, { readonly failures: number; readonly notBefore: number }>()
  private readonly byCategory: ReadonlyMap<string, AnyTimed>

  constructor(
    kinds: readonly AnyTimed[],
    private readonly needs: AlarmNeeds,
  ) {
    this.name = `alarms:${needs.context}`
    this.typePrefixes = [`${needs.context}.`]
    this.byCategory = new Map(kinds.map((one) => [one.kind.category, one]))
  }

  async start(): Promise<Position> {
    const kind: CollectionKind = {
      name: `${this.needs.context}_alarms`,
      indexes: [{ fields: ['at'] }, { fields: ['bucket', 'at'] }],
      holds: 'view',
      instants: ['at'],
    }
    this.index = await this.needs.documents.collection<AlarmDocument>(kind)
    this.needs.leases.takePart(this.name)
    this.stopListening = this.needs.clock.onMoved(() => this.look())
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS)
    const checkpoints = await this.needs.checkpoints.kept()
    this.through = BigInt((await checkpoints.get(this.name))?.position ?? '0')
    return this.through
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    this.stopListening()
    await this.looking
    await pause(WORK_ENDS_WITHIN_MS, () => this.working.size === 0)
  }

  /** True where a kind of stream of this context wants to be woken. */
  get wanted(): boolean {
    return this.byCategory.size > 0
  }

  /** Notes, for each stream that has changed, when it wants to be woken next. */
  async handle(events: readonly Recorded[]): Promise<void> {
    const last = new Map(events.map((event) => [event.stream, event]))
    const writes = []
    for (const [stream, event] of last) {
      const named = this.timedOf(stream)
      if (named === undefined) continue
      const { state } = await this.needs.streams.loadThrough(named.timed.kind, named.id, event.revision)
      const at = earliest(named.timed.kind.alarms?.(state) ?? [])
      const document = at === undefined ? {} : { document: alarmOf(event, at) }
      writes.push({ id: stream, fold: FOLD, position: event.position, ...document })
    }
    if (writes.length > 0) await this.index?.write(writes)
    this.note(events.at(-1)!.position)
    if (writes.length === 0) return
    this.noted += 1
    this.soonest = undefined
  }

  /** Noted down now and then, or a context in which little happens would look through the whole log at every start. */
  reached(position: Position, caughtUp: boolean): void {
    if (caughtUp && position - this.through >= NOTED_EVERY_POSITIONS) this.note(position)
  }

  /** After what is kept of the streams: a repeat of that finds its own guards. */
  private note(through: Position): void {
    this.through = through
    this.needs.checkpoints.note(standing(this.name, through, { at: this.needs.clock.now() }), NOTED_WITHIN_MS)
  }

  /** Streams whose alarm has passed and which have not answered yet. */
  async due(): Promise<number> {
    return (await this.index?.count({ at: { $lte: this.needs.clock.now() } })) ?? 0
  }

  /** The next moment at which something is to happen. */
  next(): Promise<Instant | undefined> {
    return this.first({})
  }

  private async first(filter: Filter): Promise<Instant | undefined> {
    return (await this.index?.find({ filter, sort: ['at'], limit: 1 }))?.items[0]?.at
  }

  /** The buckets that this process is to serve. One that falls to another by now gets no more work, and is given up once none of it is at hand. */
  private async buckets(): Promise<Filter> {
    const { leases } = this.needs
    const atWork = new Set([...this.working.keys()].map(bucketOf))
    const own: number[] = []
    for (let bucket = 0; bucket < BUCKETS; bucket += 1)
      if (leases.fallsToMe(this.name, bucket)) own.push(bucket)
      else if (!atWork.has(bucket)) await leases.giveUp(this.leaseOf(bucket))
    return own.length === BUCKETS ? {} : { bucket: { $in: own } }
  }

  private leaseOf(bucket: number): string {
    return `${this.name}:${bucket}`
  }

  private look(): void {
    if (this.looking !== undefined || this.stopped || !this.mayBeDue()) return
    this.looking = this.fireAllDue()
      .catch((error: unknown) => this.needs.onTrouble(this.name, error))
      .finally(() => {
        this.looking = undefined
      })
  }

  private mayBeDue(): boolean {
    return (
      this.soonest === undefined ||
      this.soonest <= this.needs.clock.now() ||
      performance.now() - this.askedAt > LOOK_ANYWAY_AFTER_MS
    )
  }

  private async fireAllDue(): Promise<void> {
    for (;;) {
      const now = this.needs.clock.now()
      const own = await this.buckets()
      const ready = await this.readyAt(now, own)
      if (this.stopped) return
      if (ready.length === 0) return this.rest(own)
      let fired = 0
      while (ready.length > 0)
        fired += (await Promise.all(ready.splice(0, AT_ONCE).map((alarm) => this.fire(alarm, now)))).filter(Boolean).length
      if (fired === 0) return
    }
  }

  /** Remembers what comes next, so that nobody asks before; unless something was noted while it was asked for. */
  private async rest(own: Filter): Promise<void> {
    const { noted } = this
    const next = await this.first(own)
    this.askedAt = performance.now()
    this.soonest = noted === this.noted ? (next ?? NEVER) : undefined
  }

  private async readyAt(now: Instant, own: Filter): Promise<AlarmDocument[]> {
    const ready: AlarmDocument[] = []
    let cursor: string | undefined
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = { filter: { ...own, at: { $lte: now } }, sort: ['at'], limit: AT_ONCE * 4 }
      const found = await this.index?.find(cursor === undefined ? query : { ...query, cursor })
      for (const alarm of found?.items ?? [])
        if (!this.isHeldBack(alarm._id) && (await this.needs.leases.hold(this.leaseOf(alarm.bucket))) && this.isFree(alarm._id))
          ready.push(alarm)
      cursor = found?.next
      if (ready.length > 0 || cursor === undefined) break
    }
    return ready
  }

  private isFree(stream: string): boolean {
    return !this.working.has(stream) && (this.working.size < MOST_WORK || this.timedOf(stream)?.timed.perform === undefined)
  }

  /** True where the stream was woken and answered. */
  private async fire(alarm: AlarmDocument, now: Instant): Promise<boolean> {
    const stream = alarm._id
    const named = this.timedOf(stream)
    if (named === undefined) return false
    const { kind, catchUpOn, fire, perform } = named.timed
    try {
      const before = await this.needs.streams.load(kind, named.id)
      if (!isDue(kind, before.state, now)) return false
      if (perform !== undefined) {
        const work = () => perform(before.state as never, named.id, this.givenAt(now))
        this.begin(stream, this.awake(alarm, kind.category, work))
        return true
      }
      const given = this.givenAt(now)
      const after = await this.awake(alarm, kind.category, async () => {
        for (const source of catchUpOn(before.state as never, named.id)) await this.needs.reactions.catchUp(source)
        return this.needs.streams.change(kind, named.id, given, (state, facts) =>
          isDue(kind, state, now) ? fire(state as never, given, facts) : [],
        )
      })
      passing('alarm')
      if (after.revision === before.revision)
        throw new Error(`${stream} asks to be woken at a moment that has passed, and has nothing to do then.`)
      this.failing.delete(stream)
      return true
    } catch (error) {
      this.failed(stream, error)
      return false
    }
  }

  private awake<T>({ _id, at, traced: of }: AlarmDocument, category: string, work: () => Promise<T>): Promise<T> {
    if (!isTracing()) return work()
    const attributes = { 'spoc.context': this.needs.context, 'spoc.stream': _id, 'spoc.due': at }
    const goesOn = of?.goesOn === true
    const from = { under: contextOf(goesOn ? of.by : undefined), ...(of === undefined || goesOn ? {} : { after: of.by }) }
    return traced(`wake ${category}`, { attributes, ...from }, work)
  }

  private begin(stream: string, work: Promise<unknown>): void {
    const whole = work
      .then(
        () => void this.failing.delete(stream),
        (error: unknown) => this.failed(stream, error),
      )
      .finally(() => this.working.delete(stream))
    this.working.set(stream, whole)
  }

  private failed(stream: string, error: unknown): void {
    const failures = (this.failing.get(stream)?.failures ?? 0) + 1
    this.failing.set(stream, { failures, notBefore: performance.now() + backoffMs(failures) })
    this.needs.onTrouble(`alarm of ${stream}`, error)
  }

  private givenAt(now: Instant): Given {
    return { now, actor: { kind: 'system', id: this.name }, channel: 'clock', correlation: this.needs.newCorrelation() }
  }

  private isHeldBack(stream: string): boolean {
    return (this.failing.get(stream)?.notBefore ?? 0) > performance.now()
  }

  private timedOf(stream: string) {
    const split = splitStreamName(stream, [...this.byCategory.keys()])
    const found = split && this.byCategory.get(split[0])
    return split === undefined || found === undefined ? undefined : { timed: found, id: split[1] }
  }
}
