import { passing, type EventContract, type Instant, type Position, type Recorded } from '@spoc/platform-kernel'
import type { Collection, Documents, EventLog } from '@spoc/platform-ports'
import { CHECKPOINTS, standing, type Standing } from './checkpoints.js'
import { compare, differingAmong, MOST_DIFFERING, type Compared } from './comparison.js'
import { foldBatch, type ViewDocument } from './fold-batch.js'
import type { Opener } from './opener.js'
import type { Projection } from './projection.js'
import { RecentDocuments } from './recent-documents.js'

/** What a rebuild found when the new collection stood beside the old one, both at the same position. */
export interface Verdict {
  /** Documents in either of the two. */
  readonly documents: number
  /** Documents that are not the same in both; 10,000 stands for that many or more. */
  readonly differing: number
  /** The ids of some of those. */
  readonly examples: readonly string[]
}

export interface RebuildNeeds {
  readonly log: EventLog
  readonly documents: Documents
  readonly opener: Opener
  readonly contracts: readonly EventContract[]
}

interface Checkpoint extends Standing {
  /** The order it is of: another one begins anew. */
  readonly orderedAt: Instant
}

const BATCH = 512
const EXAMPLES = 10
const NOTED_EVERY_MS = 250
const LONGEST_WAIT_MS = 5_000

/**
 * Fills a new collection from the log beside the one that serves, compares the two, and gives the new one the name. Takes a step at a
 * time; the death of the process costs what was folded since the last note, which the guards pass over when it comes again.
 */
export class Rebuild {
  private beside: Collection<ViewDocument> | undefined
  private checkpoints: Collection<Checkpoint> | undefined
  private readonly broken = new Set<string>()
  private readonly recent = new RecentDocuments()
  /** What follows the last batch, read while that was written; kept where it is full alone: else the log may have gone on since. */
  private ahead: { readonly from: Position; readonly events: readonly Recorded[] } | undefined
  private notedAt = -Infinity
  position: Position = 0n

  constructor(
    private readonly projection: Projection,
    private readonly needs: RebuildNeeds,
    private readonly orderedAt: Instant,
  ) {}

  /** Goes on where an earlier run stood, or begins. */
  async open(): Promise<void> {
    const { documents } = this.needs
    this.checkpoints = await documents.collection<Checkpoint>(CHECKPOINTS)
    const saved = await this.checkpoints.get(this.checkpointId)
    const goesOn = saved?.orderedAt === this.orderedAt && (await documents.exists(this.besideName))
    // The note goes before the collection: one that outlived it would let an empty collection pass for a filled one.
    if (!goesOn) await this.forget()
    this.position = goesOn ? BigInt(saved.position) : 0n
    this.beside = await documents.collection<ViewDocument>({ ...this.projection.projector.collection, name: this.besideName })
  }

  /** Folds the next batch; false where it was the last for now. What happens after that is for {@link Rebuild.finish}: the log may never stand still. */
  async step(): Promise<boolean> {
    const events = await this.next()
    if (events.length > 0) await this.fold(events)
    return events.length === BATCH
  }

  /**
   * Compares while both are in use, then once more, with the projection held still, what differed or was written meanwhile. Nothing where
   * it was told to stop, or where the projection is no longer this process's to change.
   */
  async finish(swap: boolean, goOn: (surely?: boolean) => Promise<boolean>): Promise<Verdict | undefined> {
    const served = await this.served()
    const compared = await compare(served, this.opened, goOn)
    if (compared === undefined) return undefined
    await this.findBroken()
    const touched = await this.foldThrough(await this.needs.log.head())
    for (;;) {
      // Both are to be compared at one position: the one that serves may not have been given the last events yet. It is not run away from.
      await this.projection.waitFor(this.position, LONGEST_WAIT_MS)
      if (!(await goOn(true))) return undefined
      const verdict = await this.projection.holdStill((through) => this.conclude(through, served, compared, touched, swap))
      if (verdict !== 'not yet') return verdict
    }
  }

  private async conclude(
    through: Position,
    served: Collection<ViewDocument>,
    { documents, differing }: Compared,
    touchedBefore: readonly string[],
    swap: boolean,
  ): Promise<Verdict | 'not yet' | undefined> {
    if (through < this.position) return 'not yet'
    const touched = [...touchedBefore, ...(await this.foldThrough(through))]
    const still =
      differing.length < MOST_DIFFERING
        ? await differingAmong([...new Set([...differing, ...touched])], served, this.opened)
        : differing
    if (swap) {
      if (!(await this.projection.mayBeReplaced())) return undefined
      passing('before-swap')
      if (!(await this.needs.documents.rename(this.besideName, this.projection.projector.collection.name)))
        throw new Error(`${this.besideName} is not there any more.`)
      passing('swap')
      this.projection.tookOver(this.broken)
    }
    await this.forget()
    return { documents, differing: still.length, examples: still.slice(0, EXAMPLES) }
  }

  /** Nothing is left of it. */
  async forget(): Promise<void> {
    await this.checkpoints?.remove(this.checkpointId)
    await this.needs.documents.drop(this.besideName)
  }

  /** An earlier run may have met them. */
  private async findBroken(): Promise<void> {
    let cursor: string | undefined
    do {
      const filter = { brokenAt: { $exists: true } }
      const page = await this.opened.find({ filter, limit: 500, ...(cursor === undefined ? {} : { cursor }) })
      for (const { _id } of page.items) this.broken.add(_id)
      cursor = page.next
    } while (cursor !== undefined)
  }

  private async foldThrough(through: Position): Promise<readonly string[]> {
    const touched: string[] = []
    for (;;) {
      const found = await this.next()
      const events = found.filter(({ position }) => position <= through)
      if (events.length > 0) touched.push(...(await this.fold(events)))
      if (events.length < BATCH) return touched
    }
  }

  private async next(): Promise<readonly Recorded[]> {
    return this.ahead?.from === this.position ? this.ahead.events : this.read(this.position)
  }

  private read(from: Position): Promise<readonly Recorded[]> {
    return this.needs.log.readAll({ from, limit: BATCH, typePrefixes: this.projection.typePrefixes })
  }

  private async fold(events: readonly Recorded[]): Promise<readonly string[]> {
    const { contracts, opener } = this.needs
    const { opened, recent } = this
    const kept = (ids: readonly string[]) => recent.getGuarded(ids, opened)
    const { writes, broken } = await foldBatch(this.projection.projector, events, contracts, opener, kept)
    broken.forEach((id) => this.broken.add(id))
    const through = events.at(-1)!.position
    const written = recent.write(writes, () => opened.write(writes))
    // Begun when the write is on its way: to read may keep this thread.
    const reading = events.length === BATCH ? Promise.resolve().then(() => this.read(through)) : []
    const [following] = await Promise.all([reading, written])
    this.ahead = following.length === BATCH ? { from: through, events: following } : undefined
    this.position = through
    await this.note()
    return writes.map(({ id }) => id)
  }

  /** How far it is, now and then. */
  private async note(): Promise<void> {
    if (performance.now() - this.notedAt < NOTED_EVERY_MS) return
    await this.checkpoints?.write([standing(this.checkpointId, this.position, { orderedAt: this.orderedAt })])
    this.notedAt = performance.now()
  }

  private get opened(): Collection<ViewDocument> {
    if (this.beside === undefined) throw new Error(`The rebuild of ${this.projection.name} has not begun.`)
    return this.beside
  }

  private served(): Promise<Collection<ViewDocument>> {
    return this.needs.documents.collection<ViewDocument>(this.projection.projector.collection)
  }

  private get besideName(): string {
    return `${this.projection.projector.collection.name}_rebuilt_${this.projection.projector.version}`
  }

  private get checkpointId(): string {
    return `rebuild:${this.projection.name}`
  }
}
