import { SpanKind } from '@opentelemetry/api'
import { passing, type EventContract, type Instant, type Position, type Recorded } from '@spoc/platform-kernel'
import type { Clock, Collection, Documents, GuardedWrite } from '@spoc/platform-ports'
import type { Checkpoint, CheckpointNotes } from './checkpoint-notes.js'
import { standing } from './checkpoints.js'
import { foldBatch, type ViewDocument } from './fold-batch.js'
import { MISSED_AFTER_MS, type Leases } from './leases.js'
import type { LogReader } from './log-feed.js'
import type { Opener } from './opener.js'
import { pause } from './pacing.js'
import type { AnyProjector } from './projector.js'
import type { PublishedFolds } from './published-folds.js'
import { RecentDocuments } from './recent-documents.js'
import { isTracing, tracedTogether } from './tracing.js'
import { Turns } from './turns.js'

/** How far a collection is: every event up to `position` is in it. `at` is when that was seen. */
export interface Freshness {
  readonly position: Position
  readonly at: Instant
  /** A newer fold is being filled beside this one; so far it has come. */
  readonly stale?: { readonly rebuiltThrough: Position }
}

export interface ProjectionNeeds {
  readonly documents: Documents
  readonly leases: Leases
  readonly opener: Opener
  readonly contracts: readonly EventContract[]
  readonly clock: Clock
  readonly published: PublishedFolds
  readonly checkpoints: Pick<CheckpointNotes, 'kept' | 'note' | 'withdraw'>
}

/** Other processes wait until they see that what they know of is folded. */
const FOLDED_WITHIN_MS = 100
/** And that what happened since is nothing to it. */
const QUIET_WITHIN_MS = 1_000

/** One read model at work: follows the log, folds, keeps its checkpoint, and takes its published name once it has caught up. */
export class Projection implements LogReader {
  readonly name: string
  readonly typePrefixes: readonly string[]
  private position: Position = 0n
  private noted: Position | undefined
  private readonly recent = new RecentDocuments()
  private active = false
  standsBy = false
  private heldAt = -Infinity
  private stopped = false
  private live = false
  private target: Collection<ViewDocument> | undefined
  private readonly waiting = new Set<() => void>()
  private readonly turns = new Turns()
  private heldSince: Instant | undefined
  /** The fold of another release that has the published name: this one reads what that makes, and writes nothing. */
  private keptAt: number | undefined
  readonly broken = new Set<string>()

  constructor(
    readonly projector: AnyProjector,
    private readonly needs: ProjectionNeeds,
  ) {
    this.name = `${projector.collection.name}@${projector.version}`
    this.typePrefixes = [...new Set(Object.keys(projector.on).map((type) => type.slice(0, type.indexOf('.') + 1)))]
  }

  async start(): Promise<Position> {
    const { documents, published } = this.needs
    const checkpoints = await this.needs.checkpoints.kept()
    await this.finishSwap()
    const kept = await published.get(this.projector.collection.name)
    const fold = kept?.fold ?? this.projector.version
    if (kept === undefined) await published.put({ _id: this.projector.collection.name, fold })
    if (fold > this.projector.version && !this.needs.leases.takesBack) {
      this.position = (await this.freshnessOf(fold)).position
      return this.standBack(fold)
    }
    this.live = fold === this.projector.version
    // The checkpoint of a fold that once had the name tells nothing of a collection that is filled anew.
    if (!this.live && !(await documents.exists(this.besideName))) await checkpoints.remove(this.name)
    this.target = await documents.collection<ViewDocument>(
      this.live ? this.projector.collection : { ...this.projector.collection, name: this.besideName },
    )
    this.position = BigInt((await checkpoints.get(this.name))?.position ?? '0')
    return this.position
  }

  async handle(events: readonly Recorded[]): Promise<void> {
    // Asked again, since it may have waited long for its turn.
    if ((await this.isKeptByAnother()) || !(await this.becomeActive()) || (await this.isKeptByAnother())) return
    if (!isTracing()) return this.folding(events)
    const attributes = { 'spoc.collection': this.projector.collection.name, 'spoc.fold': this.projector.version }
    await tracedTogether(
      `project ${this.projector.collection.name}`,
      events.filter(({ type }) => type in this.projector.on),
      { kind: SpanKind.CONSUMER, attributes },
      () => this.folding(events),
    )
  }

  private folding(events: readonly Recorded[]): Promise<void> {
    return this.turns.take(this.name, () => this.fold(events))
  }

  private async fold(events: readonly Recorded[]): Promise<void> {
    if (this.target === undefined) throw new Error(`${this.name} has not started.`)
    const { target, recent } = this
    const kept = (ids: readonly string[]) => recent.getGuarded(ids, target)
    const { writes, broken, folded } = await foldBatch(this.projector, events, this.needs.contracts, this.needs.opener, kept)
    broken.forEach((id) => this.broken.add(id))
    passing('fold')
    await recent.write(writes, () => target.write(writes))
    this.position = events.at(-1)!.position
    if (folded) this.note(FOLDED_WITHIN_MS)
  }

  async reached(position: Position, caughtUp: boolean): Promise<void> {
    // Told to end while it waited for its turn: what it was given last is still to be folded, by whoever follows.
    if (this.stopped && !this.active) return
    this.position = position
    if (await this.isKeptByAnother()) {
      for (const wake of this.waiting) wake()
      return
    }
    // A collection that has no event to fold is as fresh as any: it must not be waited for until one comes.
    if (!this.active) this.active = await this.hasTurn()
    await this.adopt()
    if (!this.live && this.active && caughtUp) await this.swap()
    else if (this.active && this.position !== this.noted) this.note(QUIET_WITHIN_MS)
    for (const wake of this.waiting) wake()
  }

  stop(): void {
    this.stopped = true
  }

  /** The published collection's freshness, in this process or, where another one projects, as it has written it down. */
  async freshness(): Promise<Freshness> {
    if (this.active && this.live) return { position: this.position, at: this.heldSince ?? this.needs.clock.now() }
    if (this.keptAt !== undefined) return this.freshnessOf(this.keptAt)
    const saved = await (await this.needs.checkpoints.kept()).get(this.name)
    const position = this.live ? BigInt(saved?.position ?? '0') : 0n
    return {
      position,
      at: saved?.at ?? this.needs.clock.now(),
      ...(this.live ? {} : { stale: { rebuiltThrough: this.position } }),
    }
  }

  private async freshnessOf(fold: number): Promise<Freshness> {
    const saved = await (await this.needs.checkpoints.kept()).get(`${this.projector.collection.name}@${fold}`)
    return { position: BigInt(saved?.position ?? '0'), at: saved?.at ?? '1970-01-01T00:00:00.000Z' }
  }

  /** True where this process keeps the published collection. */
  get serves(): boolean {
    return this.active && this.live
  }

  /** Nothing is folded while the work runs; it is told up to where everything has been. */
  holdStill<T>(work: (through: Position) => Promise<T>): Promise<T> {
    return this.turns.take(this.name, async () => {
      this.heldSince = this.needs.clock.now()
      try {
        return await work(this.position)
      } finally {
        this.heldSince = undefined
      }
    })
  }

  /** Asked right before: a newer release may have taken the collection over, or another process the projecting. */
  async mayBeReplaced(): Promise<boolean> {
    const published = await this.needs.published.get(this.projector.collection.name)
    return published?.fold === this.projector.version && published.swapTo === undefined && (await this.hasTurn())
  }

  /** Another collection, as far as this one, has the name now; some of its documents are broken. */
  tookOver(broken: ReadonlySet<string>): void {
    this.recent.clear()
    this.broken.clear()
    broken.forEach((id) => this.broken.add(id))
  }

  /** Resolves to true once everything up to `position` is in the collection, to false when `timeoutMs` has passed first. */
  async waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    const until = performance.now() + timeoutMs
    for (;;) {
      if ((await this.freshness()).position >= position) return true
      const left = until - performance.now()
      if (left <= 0) return false
      await this.nextStep(Math.min(left, this.active ? left : 25))
    }
  }

  private nextStep(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, timeoutMs)
      this.waiting.add(done)
    })
  }

  /** Asked now and then: a newer release may have taken the collection over, or an older one have taken it back. */
  private async isKeptByAnother(): Promise<boolean> {
    const published = await this.needs.published.lately(this.projector.collection.name)
    const filling = !this.live && this.keptAt === undefined
    if (published === undefined || filling || published.swapTo === this.projector.version) return false
    if (this.keptAt !== undefined || published.fold !== this.projector.version) this.standBack(published.fold)
    return this.keptAt !== undefined
  }

  private standBack(fold: number): Position {
    this.keptAt = fold
    this.live = false
    this.active = false
    this.standsBy = true
    this.recent.clear()
    this.needs.checkpoints.withdraw(this.name)
    return this.position
  }

  /** Waits for its turn: one projector a collection, the higher fold first. Asked at every batch, which renews the lease. False where it was told to stop meanwhile. */
  private async becomeActive(): Promise<boolean> {
    while (!(this.active = await this.hasTurn())) {
      if (this.stopped || (await this.isKeptByAnother())) return false
      await this.adopt()
      await pause(250, () => this.stopped)
    }
    await this.adopt()
    return true
  }

  /** Whoever had the job before may have given the name to this fold meanwhile: then there is nothing more to fill beside it. */
  private async adopt(): Promise<void> {
    if (this.live || this.keptAt !== undefined) return
    const published = await this.needs.published.get(this.projector.collection.name)
    if (published?.fold !== this.projector.version || published.swapTo !== undefined) return
    this.target = await this.needs.documents.collection<ViewDocument>(this.projector.collection)
    this.live = true
  }

  private async hasTurn(): Promise<boolean> {
    const held = await this.needs.leases.hold(`project:${this.name}`, this.projector.version)
    // Where another may have had the turn meanwhile, a rebuild there may have mended what is remembered here.
    if (!held || performance.now() - this.heldAt > MISSED_AFTER_MS) this.recent.clear()
    if (held) this.heldAt = performance.now()
    this.standsBy = !held
    return held
  }

  private get besideName(): string {
    return `${this.projector.collection.name}_fold_${this.projector.version}`
  }

  private checkpointAt(position: Position): GuardedWrite<Checkpoint> {
    return standing(this.name, position, { at: this.needs.clock.now() })
  }

  /** After the documents: a death in between has them folded again, and guarded. */
  private note(withinMs: number): void {
    this.needs.checkpoints.note(this.checkpointAt(this.position), withinMs)
    this.noted = this.position
  }

  /** The filled collection takes the published name. Written down first, so that a death in between is finished at the next start. */
  private async swap(): Promise<void> {
    if (this.live) return
    const { documents, published } = this.needs
    const name = this.projector.collection.name
    const before = (await published.get(name))?.fold ?? 0
    const named = await documents.collection<ViewDocument>(this.projector.collection)
    await published.put({ _id: name, fold: before, swapTo: this.projector.version })
    await documents.rename(this.besideName, name)
    // From here on folded into, whatever of the swap may still fail: what is beside it would take the name once more.
    this.target = named
    await published.put({ _id: name, fold: this.projector.version })
    this.live = true
  }

  private async finishSwap(): Promise<void> {
    const name = this.projector.collection.name
    const published = await this.needs.published.get(name)
    if (published?.swapTo === undefined) return
    await this.needs.documents.rename(`${name}_fold_${published.swapTo}`, name)
    await this.needs.published.put({ _id: name, fold: published.swapTo })
  }
}
