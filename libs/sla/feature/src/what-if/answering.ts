import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { CLOCK } from '@spoc/platform-nest'
import { EngineUnavailable, type Clock } from '@spoc/platform-ports'
import { Background } from '@spoc/platform-runtime'
import { CLOCKS, type ClockDocument } from '@spoc/sla-contracts'
import { Examiner } from './examine.js'
import { Tallies } from './tallies.js'
import { clocksOf, type WhatIf } from './what-if-document.js'
import { WhatIfs } from './what-ifs.js'

const LEASE = 'sla-what-ifs'
const PAGE = 100
const LOOK_EVERY_MS = 1_000

/**
 * Answers the questions one at a time, in whichever monitor holds the lease. A death only begins the work anew elsewhere: it reads the log and
 * writes nothing but the answer.
 */
@Injectable()
export class Answering implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Answering.name)
  private stopping = false
  private working: Promise<void> | undefined

  constructor(
    private readonly background: Background,
    private readonly whatIfs: WhatIfs,
    @Inject(CLOCK) private readonly time: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.follow()
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true
    this.whatIfs.wake()
    await this.working
  }

  private async follow(): Promise<void> {
    while (!this.stopping) {
      try {
        if (await this.background.engines.leases.hold(LEASE))
          for (const asked of await this.whatIfs.underWay()) await this.carryOut(asked)
      } catch (error) {
        this.logger.error(error)
      }
      await this.untilNextLook()
    }
  }

  private async carryOut(asked: WhatIf): Promise<void> {
    try {
      await this.whatIfs.forgetAnswer(asked._id)
      if (asked.status === 'running') await this.answer(asked)
      if ((await this.whatIfs.one(asked._id)).status !== 'cancelling') return
      await this.whatIfs.forgetAnswer(asked._id)
      await this.whatIfs.end(asked._id, { status: 'cancelled', tallies: [] })
    } catch (error) {
      // An engine that is away comes back, and then it begins anew.
      if (error instanceof EngineUnavailable) throw error
      this.logger.error(error)
      await this.whatIfs.forgetAnswer(asked._id)
      await this.whatIfs.end(asked._id, {
        status: 'failed',
        tallies: [],
        error: error instanceof Error ? error.message : String(error),
      })
    }
  }

  /** Page by page, until the end, or until it is told to stop. */
  private async answer({ _id, period, assumed, through, progress }: WhatIf): Promise<void> {
    const { engines, streams, views } = this.background
    await views.waitFor([CLOCKS], BigInt(through))
    const examiner = new Examiner(engines.log, streams, assumed)
    const tallies = new Tallies()
    let done = 0
    let last: string | undefined
    let cursor: string | undefined
    do {
      // A process that was held up meanwhile leaves the rest to whoever has followed it.
      if (!(await engines.leases.hold(LEASE))) return
      const query = { filter: clocksOf(period), sort: ['receivedAt'], limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
      const page = await views.of<ClockDocument>(CLOCKS).find(query)
      for (const { requestId } of page.items) {
        if (this.stopping) return
        // Clocks of a request stand beside each other: they have its receipt in common, and their ids begin with its id.
        if (requestId !== last) await this.examine(_id, requestId, examiner, tallies)
        last = requestId
      }
      done += page.items.length
      const reached = { done, total: Math.max(done, progress.total) }
      if (!(await this.whatIfs.goOn(_id, { progress: reached, tallies: tallies.told }))) return
      cursor = page.next
    } while (cursor !== undefined)
    await this.whatIfs.end(_id, { status: 'done' })
  }

  private async examine(whatIfId: string, requestId: string, examiner: Examiner, tallies: Tallies): Promise<void> {
    const found = await examiner.examine(requestId, this.time.now())
    if (found === undefined) return
    for (const clock of found.clocks) tallies.add(clock)
    await this.whatIfs.add({ _id: `${whatIfId}:${requestId}`, whatIfId, ...found })
  }

  private untilNextLook(): Promise<void> {
    if (this.stopping) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS)
      this.whatIfs.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
