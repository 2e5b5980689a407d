import { Inject, Injectable } from '@nestjs/common'
import { MOMENTS, type MomentDocument } from '@spoc/audit-contracts'
import { isBeyond } from '@spoc/audit-domain'
import type { Instant, Position } from '@spoc/platform-kernel'
import { EVENT_LOG } from '@spoc/platform-nest'
import type { EventLog, Filter } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'
import { dayOf, minuteOf } from './trail.js'

const PAGE = 500

/** Finds where in the log an instant lies. */
@Injectable()
export class Past {
  constructor(
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * Position of the last event of the log as of the instant (law 12): the longest prefix whose running maximum of recordedAt is not after
   * it; 0 where that is empty. Costs the events of one minute, however long the log.
   */
  async positionAt(instant: Instant): Promise<Position> {
    const head = await this.log.head()
    await this.views.waitFor([MOMENTS], head)
    const beyond = await this.firstBeyond(instant)
    if (beyond === undefined) return head
    return (await this.before(beyond)) ?? 0n
  }

  /** The first event recorded after the instant: of a later day, a later minute of the day, or later in the minute. */
  private async firstBeyond(instant: Instant): Promise<Position | undefined> {
    const day = dayOf(instant)
    const minute = minuteOf(instant)
    const known = [
      await this.firstOf({ within: 'log', _id: { $gt: day } }),
      await this.firstOf({ within: day, _id: { $gt: minute } }),
    ].filter((position) => position !== undefined)
    const later = known.reduce<Position | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined)
    return (await this.firstIn(minute, instant, later)) ?? later
  }

  /** The first event of the minute recorded after the instant, if it stands before `later`. */
  private async firstIn(minute: string, instant: Instant, later: Position | undefined): Promise<Position | undefined> {
    const begins = await this.firstOf({ _id: minute })
    if (begins === undefined || (later !== undefined && later < begins)) return undefined
    let from = await this.before(begins)
    for (;;) {
      const page = await this.log.readAll({ limit: PAGE, ...(from === undefined ? {} : { from }) })
      for (const event of page) {
        if (later !== undefined && event.position >= later) return undefined
        if (isBeyond(event, instant)) return event.position
      }
      from = page.at(-1)?.position
      if (from === undefined) return undefined
    }
  }

  private async firstOf(filter: Filter): Promise<Position | undefined> {
    const { items } = await this.views.of<MomentDocument>(MOMENTS).find({ filter, sort: ['first'], limit: 1 })
    return items[0] === undefined ? undefined : BigInt(items[0].first)
  }

  private async before(position: Position): Promise<Position | undefined> {
    return (await this.log.readAll({ from: position, direction: 'backwards', limit: 1 }))[0]?.position
  }
}
