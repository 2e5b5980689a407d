import { refuse, Refused, type Actor, type Instant } from '@spoc/platform-kernel'
import { EngineUnavailable, type Clock, type Collection } from '@spoc/platform-ports'
import type { Projection } from './projection.js'
import { Rebuild, type RebuildNeeds, type Verdict } from './rebuild.js'

export type RebuildStatus = 'running' | 'paused' | 'cancelling' | 'cancelled' | 'done' | 'failed'

/** An order to fold a read model anew from the log; the last one of each collection is kept. */
export interface RebuildOrder {
  /** The collection. */
  readonly _id: string
  readonly status: RebuildStatus
  /** False: only prove that the collection is what the log says, and leave it. */
  readonly swap: boolean
  readonly orderedBy: Actor
  readonly orderedAt: Instant
  readonly endedAt?: Instant
  readonly verdict?: Verdict
  readonly error?: string
}

export interface RebuildsNeeds extends RebuildNeeds {
  readonly clock: Clock
  readonly onTrouble: (what: string, error: unknown) => void
}

const ORDERS = { name: 'platform_rebuilds', indexes: [], holds: 'state' } as const
const LOOK_EVERY_MS = 1_000
const LOOK_WHILE_AT_WORK_MS = 250

/**
 * Carries out the orders, one at a time, in whichever process projects the collection. An order is a document, so that any process can be
 * asked, and that a death only pauses the work.
 */
export class Rebuilds {
  private orders: Collection<RebuildOrder> | undefined
  private readonly reached = new Map<string, bigint>()
  private stopping = false
  private working: Promise<void> | undefined
  private lookNow: () => void = () => undefined

  constructor(
    private readonly projections: ReadonlyMap<string, Projection>,
    private readonly needs: RebuildsNeeds,
  ) {}

  async start(): Promise<void> {
    this.orders = await this.needs.documents.collection<RebuildOrder>(ORDERS)
    this.working = this.follow()
  }

  async stop(): Promise<void> {
    this.stopping = true
    this.lookNow()
    await this.working
  }

  of(collection: string): Promise<RebuildOrder | undefined> {
    return this.kept.get(collection)
  }

  /** Up to where the rebuild at work in this process has come; nothing where none is. */
  reachedBy(collection: string): bigint | undefined {
    return this.reached.get(collection)
  }

  /** Refused: `rebuild-under-way`. */
  async order(collection: string, order: Pick<RebuildOrder, 'swap' | 'orderedBy'>): Promise<RebuildOrder> {
    const before = await this.kept.get(collection)
    if (before !== undefined && isUnderWay(before))
      throw new Refused(refuse('rebuild-under-way', 'This read model is being rebuilt already; cancel that first.'))
    const next: RebuildOrder = { ...order, _id: collection, status: 'running', orderedAt: this.needs.clock.now() }
    await this.kept.put(next)
    this.lookNow()
    return next
  }

  /** Refused: `rebuild-unknown`; `rebuild-not-under-way` where it is in another state than one of `from`. */
  async turn(collection: string, from: readonly RebuildStatus[], to: RebuildStatus): Promise<RebuildOrder> {
    const found = await this.kept.get(collection)
    if (found === undefined) throw new Refused(refuse('rebuild-unknown', 'This read model was never rebuilt.'))
    const next = { ...found, status: to }
    if (!from.includes(found.status) || !(await this.kept.replaceIf(collection, { status: found.status }, next)))
      throw new Refused(refuse('rebuild-not-under-way', `The rebuild is ${found.status}; it cannot be ${to} now.`))
    this.lookNow()
    return next
  }

  private async follow(): Promise<void> {
    while (!this.stopping) {
      try {
        for (const order of await this.mine()) await this.carryOut(order)
      } catch (error) {
        this.needs.onTrouble('rebuilds', error)
      }
      await this.untilNextLook()
    }
  }

  /** The orders under way for what this process projects. */
  private async mine(): Promise<readonly RebuildOrder[]> {
    const { items } = await this.kept.find({ filter: { status: { $in: ['running', 'cancelling'] } }, limit: 500 })
    return items.filter(({ _id }) => this.projections.get(_id)?.serves === true)
  }

  private async carryOut({ _id, swap, orderedAt }: RebuildOrder): Promise<void> {
    const rebuild = new Rebuild(this.projections.get(_id)!, this.needs, orderedAt)
    /** None where it has been ordered anew meanwhile. */
    const status = async () => {
      const order = await this.kept.get(_id)
      return order?.orderedAt === orderedAt ? order.status : undefined
    }
    try {
      await rebuild.open()
      this.reached.set(_id, rebuild.position)
      let lookedAt = -Infinity
      let goesOn = true
      // Once told to stop it stays so, however often it is asked.
      const goOn = async (surely = false) => {
        if (goesOn && (surely || performance.now() - lookedAt >= LOOK_WHILE_AT_WORK_MS)) {
          goesOn = !this.stopping && (await status()) === 'running'
          lookedAt = performance.now()
        }
        return goesOn && !this.stopping
      }
      while ((await goOn()) && (await rebuild.step())) {
        this.reached.set(_id, rebuild.position)
        await new Promise(setImmediate)
      }
      const verdict = (await goOn(true)) ? await rebuild.finish(swap, goOn) : undefined
      if (verdict !== undefined) await this.end(_id, { status: 'done', verdict })
      else if ((await status()) === 'cancelling') {
        await rebuild.forget()
        await this.end(_id, { status: 'cancelled' })
      }
    } catch (error) {
      // An engine that is away comes back, and then it goes on where it stood.
      if (error instanceof EngineUnavailable) throw error
      this.needs.onTrouble(`rebuild of ${_id}`, error)
      await rebuild.forget()
      await this.end(_id, { status: 'failed', error: error instanceof Error ? error.message : String(error) })
    } finally {
      this.reached.delete(_id)
    }
  }

  /** However it was turned meanwhile: what is done is done. */
  private async end(collection: string, end: Pick<RebuildOrder, 'status' | 'verdict' | 'error'>): Promise<void> {
    for (;;) {
      const found = await this.kept.get(collection)
      if (found === undefined) return
      const ended = { ...found, ...end, endedAt: this.needs.clock.now() }
      if (await this.kept.replaceIf(collection, { status: found.status }, ended)) return
    }
  }

  private untilNextLook(): Promise<void> {
    if (this.stopping) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS)
      this.lookNow = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  private get kept(): Collection<RebuildOrder> {
    if (this.orders === undefined) throw new Error('The background has not started.')
    return this.orders
  }
}

function isUnderWay({ status }: RebuildOrder): boolean {
  return status === 'running' || status === 'paused' || status === 'cancelling'
}
