import { Inject, Injectable } from '@nestjs/common'
import { idOf, newId, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { CLOCK } from '@spoc/platform-nest'
import { DuplicateKey, type Clock, type Collection, type Found, type Query } from '@spoc/platform-ports'
import { Background } from '@spoc/platform-runtime'
import { CLOCKS, type ClockDocument } from '@spoc/sla-contracts'
import {
  clocksOf,
  WHAT_IF_REQUESTS,
  WHAT_IFS,
  type Assumption,
  type Period,
  type WhatIf,
  type WhatIfRequest,
  type WhatIfStatus,
} from './what-if-document.js'

const MOST_CLOCKS = 200_000
const MOST_KEPT = 20
const MOST_UNDER_WAY = 5
const UNDER_WAY: readonly WhatIfStatus[] = ['running', 'cancelling']
const REMOVED_AT_ONCE = 1_000

type PageQuery = Pick<Query, 'limit' | 'cursor'>

/** The questions that were asked and their answers: the last twenty are kept, beside the log. */
@Injectable()
export class WhatIfs {
  /** Called where there is something to do. */
  wake: () => void = () => undefined

  constructor(
    private readonly background: Background,
    @Inject(CLOCK) private readonly time: Clock,
  ) {}

  /** The answer does not wait for the end. Refused: `what-if-too-large` with the field, `what-ifs-under-way`. */
  async ask(period: Period, assumed: Assumption, { actor, now, idempotency }: Given): Promise<WhatIf> {
    const kept = await this.kept()
    const _id: string = idempotency === undefined ? newId(Date.parse(now)) : idOf('what-if', idempotency.key)
    const known = await kept.get(_id)
    if (known !== undefined) return theSame(known, idempotency)
    const total = await this.background.views.of<ClockDocument>(CLOCKS).count(clocksOf(period))
    if (total > MOST_CLOCKS)
      throw new Refused(refuse('what-if-too-large', `The period has ${total} clocks; ${MOST_CLOCKS} are the most.`, 'to'))
    if ((await kept.count({ status: { $in: UNDER_WAY } })) >= MOST_UNDER_WAY)
      throw new Refused(refuse('what-ifs-under-way', 'Enough questions are under way; wait for them, or cancel one.'))
    await this.forgetOldest(kept)
    const through = String(await this.background.engines.log.head())
    const about = { period, assumed, askedBy: actor, askedAt: now, through, ...(idempotency && { body: idempotency.body }) }
    const asked: WhatIf = { _id, status: 'running', ...about, progress: { done: 0, total }, tallies: [] }
    try {
      await kept.insert(asked)
    } catch (error) {
      // The same call came twice at once.
      if (!(error instanceof DuplicateKey)) throw error
    }
    this.wake()
    return asked
  }

  /** Refused: `what-if-unknown`. */
  async one(id: string): Promise<WhatIf> {
    const found = await (await this.kept()).get(id)
    if (found === undefined)
      throw new Refused(refuse('what-if-unknown', 'There is no such question, or it is not kept any more.'))
    return found
  }

  /** The last one first. */
  async list(page: PageQuery): Promise<Found<WhatIf>> {
    return (await this.kept()).find({ ...page, sort: ['-askedAt'] })
  }

  /** In the order in which they were received; while it is answered, those that have been looked at. Refused: `what-if-unknown`. */
  async requests(id: string, changed: boolean | undefined, page: PageQuery): Promise<Found<WhatIfRequest>> {
    await this.one(id)
    return (await this.answers()).find({
      ...page,
      filter: { whatIfId: id, ...(changed === undefined ? {} : { changed }) },
      sort: changed === undefined ? ['whatIfId', 'receivedAt'] : ['whatIfId', 'changed', 'receivedAt'],
    })
  }

  /** Leaves nothing of the answer behind. Refused: `what-if-unknown`, `what-if-not-under-way`. */
  async cancel(id: string): Promise<WhatIf> {
    const found = await this.one(id)
    const next: WhatIf = { ...found, status: 'cancelling' }
    if (found.status !== 'running' || !(await (await this.kept()).replaceIf(id, { status: 'running' }, next)))
      throw new Refused(refuse('what-if-not-under-way', `The question is ${found.status}; it cannot be cancelled now.`))
    this.wake()
    return next
  }

  async underWay(): Promise<readonly WhatIf[]> {
    const query = { filter: { status: { $in: UNDER_WAY } }, sort: ['askedAt'], limit: MOST_UNDER_WAY }
    return (await (await this.kept()).find(query)).items
  }

  async add(request: WhatIfRequest): Promise<void> {
    await (await this.answers()).put(request)
  }

  /** Tells how far it is; false once somebody has cancelled it. */
  async goOn(id: string, so: Pick<WhatIf, 'progress' | 'tallies'>): Promise<boolean> {
    const found = await this.one(id)
    return (await this.kept()).replaceIf(id, { status: 'running' }, { ...found, ...so, status: 'running' })
  }

  /** However it was turned meanwhile; but what is cancelled is not done. */
  async end(id: string, end: Pick<WhatIf, 'status'> & Partial<Pick<WhatIf, 'tallies' | 'error'>>): Promise<void> {
    for (;;) {
      const found = await this.one(id)
      if (end.status === 'done' && found.status !== 'running') return
      const ended = { ...found, ...end, endedAt: this.time.now() }
      if (await (await this.kept()).replaceIf(id, { status: found.status }, ended)) return
    }
  }

  async forgetAnswer(id: string): Promise<void> {
    const answers = await this.answers()
    while ((await answers.removeMany({ whatIfId: id }, REMOVED_AT_ONCE)) === REMOVED_AT_ONCE);
  }

  private async forgetOldest(kept: Collection<WhatIf>): Promise<void> {
    const { items } = await kept.find({ sort: ['-askedAt'], limit: 1_000 })
    for (const { _id, status } of items.slice(MOST_KEPT - 1)) {
      if (UNDER_WAY.includes(status)) continue
      await this.forgetAnswer(_id)
      await kept.remove(_id)
    }
  }

  private kept(): Promise<Collection<WhatIf>> {
    return this.background.engines.documents.collection<WhatIf>(WHAT_IFS)
  }

  private answers(): Promise<Collection<WhatIfRequest>> {
    return this.background.engines.documents.collection<WhatIfRequest>(WHAT_IF_REQUESTS)
  }
}

function theSame(known: WhatIf, idempotency: Given['idempotency']): WhatIf {
  if (known.body === undefined || known.body === idempotency?.body) return known
  throw new Refused(refuse('idempotency-key-reused', 'This Idempotency-Key came before with another body.', 'Idempotency-Key'))
}
