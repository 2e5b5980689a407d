import type { Position, Recorded } from '@spoc/platform-kernel'
import type { EventLog, LogSubscription } from '@spoc/platform-ports'
import { allEnded, backoffMs, pause } from './pacing.js'
import { outsideOfTraces } from './tracing.js'
import type { Told } from './told.js'

/** Something that follows the log: it is given every event whose type begins with one of its prefixes, in order, from where it stands. */
export interface LogReader {
  readonly name: string
  readonly typePrefixes: readonly string[]
  /** All up to here has been handled, by an earlier run. */
  start(): Promise<Position>
  /** Handles a batch and remembers how far it got; called again with the same batch where it rejects. */
  handle(events: readonly Recorded[]): Promise<void>
  /** All up to here has been given. `caughtUp`: the end of the log was less than a batch away just then; it may never stand still. */
  reached?(position: Position, caughtUp: boolean): Promise<void> | void
  /** True while another process does this one's job, and this one waits for its turn. */
  readonly standsBy?: boolean
  /** It finishes what it has in hand; who waits for its turn, for as long as another works, waits no more. */
  stop?(): void
}

const QUEUE_LIMIT = 2_048
const BATCH = 256
/** Who stands by is told so often that nothing has happened: whoever works may be gone, and no event may come for long. */
const TOLD_AGAIN_MS = 1_000

/** `joining`: it looks at the log, what the feed brings meanwhile is queued; where that look reached the end, nothing lies between the two. */
type Phase = 'catching-up' | 'joining' | 'live'

/**
 * One subscription for all readers of a process. Each reader has its own bounded queue; one that falls behind leaves the feed, catches up
 * from the log alone, and joins again, so that it slows nobody.
 */
export class LogFeed {
  private readonly followers: Follower[] = []
  private readonly alsoTold = new Set<string>()
  private subscription: LogSubscription | undefined
  private delivered: Position = 0n
  private failure: unknown
  private telling: NodeJS.Timeout | undefined

  constructor(
    private readonly log: EventLog,
    private readonly told: Told,
    private readonly onTrouble: (reader: string, error: unknown) => void,
  ) {}

  add(reader: LogReader): void {
    this.followers.push(new Follower(reader, this.log, () => this.delivered, this.onTrouble))
  }

  /** Of these too {@link Told} is told, though no reader may want them; before {@link LogFeed.start}. */
  tellOf(typePrefixes: readonly string[]): void {
    for (const prefix of typePrefixes) this.alsoTold.add(prefix)
  }

  async start(): Promise<void> {
    this.delivered = await this.log.head()
    this.told.begin(this.delivered)
    this.subscription = await this.log.subscribe({
      after: this.delivered,
      typePrefixes: this.typePrefixes,
      onEvents: (events) => {
        this.delivered = events.at(-1)!.position
        this.told.events(events)
        for (const follower of this.followers) follower.offer(events, this.delivered)
      },
      onProgress: (position) => {
        if (position > this.delivered) this.delivered = position
        this.told.reached(this.delivered)
        for (const follower of this.followers) follower.offer([], this.delivered)
      },
      onFailure: (error) => {
        this.failure = error
        this.onTrouble('log-feed', error)
      },
    })
    await allEnded(this.followers.map((follower) => follower.begin()))
    this.telling = setInterval(() => {
      for (const follower of this.followers) if (follower.reader.standsBy) follower.offer([], this.delivered)
    }, TOLD_AGAIN_MS).unref()
  }

  /** True where every reader has handled all that the log holds for it; who stands by is not waited for. */
  async settled(): Promise<boolean> {
    const next = await this.log.readAll({ from: this.delivered, limit: 1, typePrefixes: this.typePrefixes })
    return next.length === 0 && this.followers.every(({ isDone, reader }) => isDone || reader.standsBy === true)
  }

  /** True while the feed follows the log. */
  get healthy(): boolean {
    return this.failure === undefined
  }

  async stop(): Promise<void> {
    clearInterval(this.telling)
    await this.subscription?.stop()
    await Promise.all(this.followers.map((follower) => follower.stop()))
  }

  get typePrefixes(): readonly string[] {
    return [...new Set([...this.alsoTold, ...this.followers.flatMap(({ reader }) => reader.typePrefixes)])]
  }
}

class Follower {
  private phase: Phase = 'catching-up'
  private queue: Recorded[] = []
  private position: Position = 0n
  private offered: Position = 0n
  private working: Promise<void> | undefined
  private stopping = false

  constructor(
    readonly reader: LogReader,
    private readonly log: EventLog,
    private readonly delivered: () => Position,
    private readonly onTrouble: (reader: string, error: unknown) => void,
  ) {}

  async begin(): Promise<void> {
    this.position = await this.reader.start()
    this.work()
  }

  offer(events: readonly Recorded[], through: Position): void {
    if (this.phase === 'catching-up') return
    const wanted = events.filter((event) => event.position > this.position && this.wants(event))
    if (this.queue.length + wanted.length > QUEUE_LIMIT) {
      this.queue = []
      this.phase = 'catching-up'
    } else {
      this.queue.push(...wanted)
      this.offered = through
    }
    this.work()
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.reader.stop?.()
    await this.working
  }

  get isDone(): boolean {
    return this.phase === 'live' && this.queue.length === 0 && this.working === undefined
  }

  /** Told while it was at work; that nothing is for it is to be handled too, since others wait until it has come so far. */
  private get hasMore(): boolean {
    return this.queue.length > 0 || this.phase !== 'live' || this.offered > this.position
  }

  private wants(event: Recorded): boolean {
    return this.reader.typePrefixes.some((prefix) => event.type.startsWith(prefix))
  }

  private work(): void {
    if (this.working !== undefined || this.stopping) return
    this.working = outsideOfTraces(() => this.run()).finally(() => {
      this.working = undefined
      if (!this.stopping && this.hasMore) this.work()
    })
  }

  private async run(): Promise<void> {
    let failures = 0
    while (!this.stopping) {
      try {
        const more = this.phase === 'live' ? await this.handleQueued() : await this.handleFromLog()
        failures = 0
        if (!more) return
      } catch (error) {
        this.onTrouble(this.reader.name, error)
        failures += 1
        await pause(backoffMs(failures), () => this.stopping)
      }
    }
  }

  private async handleQueued(): Promise<boolean> {
    if (this.queue.length === 0) {
      if (this.offered > this.position || this.reader.standsBy) await this.arrive(this.offered, true)
      return false
    }
    const batch = this.queue.slice(0, BATCH)
    await this.reader.handle(batch)
    // The queue may have been emptied meanwhile, by falling behind.
    if (this.queue[0] === batch[0]) this.queue.splice(0, batch.length)
    await this.arrive(batch.at(-1)!.position, this.queue.length < BATCH)
    return true
  }

  private async handleFromLog(): Promise<boolean> {
    this.queue = []
    this.phase = 'joining'
    const ahead = this.delivered()
    this.offered = ahead
    const batch = await this.log.readAll({ from: this.position, limit: BATCH, typePrefixes: this.reader.typePrefixes })
    if (batch.length > 0) await this.reader.handle(batch)
    const last = batch.at(-1)?.position ?? this.position
    if (batch.length === BATCH || !this.isJoining) {
      this.phase = 'catching-up'
      await this.arrive(last, false)
      return true
    }
    const through = ahead > last ? ahead : last
    this.queue = this.queue.filter(({ position }) => position > through)
    this.phase = 'live'
    await this.arrive(through, this.queue.length < BATCH)
    return this.queue.length > 0
  }

  /** False where more came meanwhile than the queue holds. */
  private get isJoining(): boolean {
    return this.phase === 'joining'
  }

  private async arrive(position: Position, caughtUp: boolean): Promise<void> {
    if (position > this.position) this.position = position
    await this.reader.reached?.(this.position, caughtUp)
  }
}
