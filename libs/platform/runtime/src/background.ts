import { newId, platformContract, type EventContract } from '@spoc/platform-kernel'
import { Alarms } from './alarms.js'
import { CheckpointNotes } from './checkpoint-notes.js'
import type { Automation } from './context.js'
import { Cursors } from './cursors.js'
import type { Engines } from './engines.js'
import { LogFeed, type LogReader } from './log-feed.js'
import { Opener } from './opener.js'
import { allEnded } from './pacing.js'
import { ParkedSubjects } from './parked-subjects.js'
import { Parking } from './parking.js'
import { Projection } from './projection.js'
import { PublishedFolds } from './published-folds.js'
import { ReactionRunner } from './reaction-runner.js'
import { Rebuilds } from './rebuilds.js'
import { Relay } from './relay.js'
import { Sealing } from './sealing.js'
import { Streams } from './streams.js'
import { Told } from './told.js'
import { Views } from './views.js'

/** What the platform itself records is published like anything else. */
const PLATFORM: Automation = { contract: platformContract, projectors: [], reactions: [], timed: [] }

export type Trouble = (what: string, error: unknown) => void

/** What runs in one process for one context. */
export interface RunningContext {
  readonly context: string
  readonly reactions: ReactionRunner
  readonly alarms: Alarms
  readonly relay: Relay
  readonly parking: Parking
  readonly parked: ParkedSubjects
}

/** Everything that a process does by itself: relays, automations, alarms and read models of its contexts. */
export class Background {
  readonly opener: Opener
  readonly streams: Streams
  readonly views: Views
  readonly projections: ReadonlyMap<string, Projection>
  readonly rebuilds: Rebuilds
  readonly running: RunningContext[] = []
  private readonly feed: LogFeed
  /** Categories of streams whose events the feed brings. */
  private readonly followed = new Set<string>()
  private readonly told = new Told((category) => this.followed.has(category))
  private readonly checkpoints: CheckpointNotes

  /** `contracts`: of every context, those of other processes too, since facts of all are read here. */
  constructor(
    readonly engines: Engines,
    private automations: readonly Automation[],
    private readonly contracts: readonly EventContract[],
    private readonly onTrouble: Trouble,
    onAppended?: (seconds: number) => void,
  ) {
    this.opener = new Opener(new Sealing(engines.keys))
    this.streams = new Streams(engines.log, this.opener, contracts, engines.clock, this.told, onAppended)
    this.feed = new LogFeed(engines.log, this.told, onTrouble)
    this.checkpoints = new CheckpointNotes(engines.documents, onTrouble)
    const needs = {
      documents: engines.documents,
      leases: engines.leases,
      opener: this.opener,
      contracts,
      clock: engines.clock,
      published: new PublishedFolds(engines.documents),
      checkpoints: this.checkpoints,
    }
    this.projections = new Map(
      automations.flatMap(({ projectors }) => projectors).map((one) => [one.collection.name, new Projection(one, needs)]),
    )
    this.views = new Views(engines.documents, this.projections)
    this.rebuilds = new Rebuilds(this.projections, { ...needs, log: engines.log, onTrouble })
  }

  /** Adds a reader of the log that is none of the usual; before {@link Background.start}. */
  follow(reader: LogReader): void {
    this.feed.add(reader)
  }

  /** Adds automations that need more than facts, made by whoever has what they need; before {@link Background.start}. */
  automate(context: string, more: Partial<Pick<Automation, 'reactions' | 'timed'>>): void {
    this.automations = this.automations.map((one) =>
      one.contract.context === context
        ? {
            ...one,
            reactions: [...one.reactions, ...(more.reactions ?? [])],
            timed: [...one.timed, ...(more.timed ?? [])],
          }
        : one,
    )
  }

  async start(): Promise<void> {
    for (const automation of [...this.automations, PLATFORM]) this.running.push(await this.open(automation))
    for (const { relay, alarms } of this.running) {
      this.feed.add(relay)
      if (alarms.wanted) this.feed.add(alarms)
    }
    for (const projection of this.projections.values()) this.feed.add(projection)
    this.tellOfFacts()
    await allEnded(this.running.map(({ reactions }) => reactions.announce()))
    await this.feed.start()
    await allEnded(this.running.map(({ reactions }) => reactions.start()))
    await this.rebuilds.start()
  }

  /** True where nothing that has happened waits for its consequences in this process: all is published, consumed, fired and projected. */
  async settled(): Promise<boolean> {
    if (!(await this.feed.settled())) return false
    for (const { reactions, alarms } of this.running) if ((await reactions.lag()) > 0n || (await alarms.due()) > 0) return false
    return true
  }

  get healthy(): boolean {
    return this.feed.healthy
  }

  /** Stops taking new work, finishes what is in hand. */
  async stop(): Promise<void> {
    await this.rebuilds.stop()
    await Promise.all(this.running.map(({ reactions }) => reactions.stop()))
    await Promise.all(this.running.map(({ alarms }) => alarms.stop()))
    await this.feed.stop()
    await this.checkpoints.stop()
    await this.engines.leases.leave().catch((error: unknown) => this.onTrouble('leases', error))
  }

  /** What automations decide on: of what they hear of, and what changes seldom. An answer that is remembered need then not be asked for again. */
  private tellOfFacts(): void {
    const inputs = this.automations.flatMap(({ reactions }) => reactions.flatMap(({ on }) => Object.keys(on)))
    const heard = this.contracts.filter(({ types, reference }) => reference || types.some((type) => inputs.includes(type)))
    this.feed.tellOf(heard.map(({ context }) => `${context}.`))
    const brought = this.feed.typePrefixes
    for (const { context, categories } of this.contracts)
      if (brought.includes(`${context}.`)) for (const category of categories) this.followed.add(category)
  }

  private async open({ contract, reactions, timed }: Automation): Promise<RunningContext> {
    const { log, bus, documents, clock, leases } = this.engines
    const { context } = contract
    const parking = await Parking.open(documents, context)
    const cursors = await Cursors.open(documents, context)
    const runner = new ReactionRunner(reactions, {
      context,
      log,
      bus,
      streams: this.streams,
      opener: this.opener,
      contracts: this.contracts,
      clock,
      parking,
      cursors,
      told: this.told,
      onTrouble: this.onTrouble,
    })
    const alarms = new Alarms(timed, {
      context,
      documents,
      checkpoints: this.checkpoints,
      streams: this.streams,
      leases,
      clock,
      reactions: runner,
      newCorrelation: () => newId(Date.parse(clock.now())),
      onTrouble: this.onTrouble,
    })
    const parked = new ParkedSubjects({
      context,
      log,
      streams: this.streams,
      parking,
      reactions: runner,
      onTrouble: this.onTrouble,
    })
    return { context, reactions: runner, alarms, relay: new Relay(context, log, bus, documents, leases), parking, parked }
  }
}
