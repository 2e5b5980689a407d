import { setImmediate } from 'node:timers/promises'
import { Inject, Injectable } from '@nestjs/common'
import { intakeContract } from '@spoc/intake-contracts'
import { refuse, Refused, upcast, type Position, type Recorded, type RecordedOf } from '@spoc/platform-kernel'
import { EVENT_LOG } from '@spoc/platform-nest'
import type { EventLog, Filter } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'
import { REPORTED_REQUESTS, type ReportPeriod } from '@spoc/reporting-contracts'
import type { RequestRow } from '@spoc/reporting-domain'
import { routingContract } from '@spoc/routing-contracts'
import { slaContract } from '@spoc/sla-contracts'
import { foldRequest, padded, reportedTypes, type FoldedRequest, type ReportedEvent } from './fold-request.js'

const PAGE = 500
/** More than a report takes in at once. */
export const MOST_ROWS = 200_000

const contracts = [intakeContract, routingContract, slaContract]
const isOfReport: ReadonlySet<string> = new Set(reportedTypes)

/** Reads the requests that a period's figures are made of. */
@Injectable()
export class Rows {
  constructor(
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * All requests received before the end of the period and not ended before its beginning, of these accounts or of all, exactly as the log
   * tells them up to `position`: what changed while it was read is folded again from its streams. Refused: `period-too-large`.
   */
  async of(period: ReportPeriod, accountIds: readonly string[] | 'all', position: Position): Promise<readonly RequestRow[]> {
    const own = accountIds === 'all' ? {} : { accountId: { $in: accountIds } }
    const begun = { ...own, receivedAt: { $lt: period.to } }
    const rows = new Map<string, RequestRow>()
    for (const [filter, by] of [
      [{ ...begun, open: true }, 'receivedAt'],
      [{ ...begun, endedAt: { $gte: period.from } }, 'endedAt'],
    ] as const)
      for await (const document of this.each(filter, by)) {
        rows.set(document._id, rowOf(document))
        if (rows.size > MOST_ROWS)
          throw new Refused(refuse('period-too-large', `It holds more than ${MOST_ROWS} requests; ask for less.`, 'from'))
      }
    for await (const { _id } of this.each({ through: { $gt: padded(position) } }, 'through')) {
      const document = await this.asOf(_id, position)
      const isOwn = accountIds === 'all' || accountIds.some((accountId) => accountId === document?.accountId)
      if (document !== undefined && isOwn) rows.set(_id, rowOf(document))
      else rows.delete(_id)
    }
    return [...rows.values()]
  }

  /** In pages, with a turn for everybody else after each. One that changes meanwhile may be given twice, or not. */
  private async *each(filter: Filter, by: string): AsyncGenerator<FoldedRequest> {
    const view = this.views.of<FoldedRequest>(REPORTED_REQUESTS)
    let cursor: string | undefined
    do {
      const page = await view.find({ filter, sort: [by], limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
      yield* page.items
      cursor = page.next
      await setImmediate()
    } while (cursor !== undefined)
  }

  private async asOf(requestId: string, position: Position): Promise<FoldedRequest | undefined> {
    const events: Recorded[] = []
    for (const category of ['request', 'routing', 'sla', 'breach'])
      events.push(...(await this.log.readStream(`${category}-${requestId}`)).filter((event) => event.position <= position))
    events.sort((a, b) => (a.position < b.position ? -1 : 1))
    return events
      .map(reportedEvent)
      .reduce<FoldedRequest | undefined>((found, event) => (event === undefined ? found : foldRequest(found, event)), undefined)
  }
}

/** In today's form; nothing where no figure is made of it. */
function reportedEvent(event: Recorded): RecordedOf<ReportedEvent> | undefined {
  const { fact } = upcast(contracts, event)
  return isOfReport.has(fact.type) ? ({ ...event, ...fact } as RecordedOf<ReportedEvent>) : undefined
}

function rowOf(document: FoldedRequest): RequestRow {
  const { _id: requestId, number, accountId, kind, priority, channel, serviceClass, receivedAt } = document
  const { firstAcknowledgedAt, firstResponseAt, resolvedAt, closedAt, reopenedCount, escalations } = document
  return {
    ...{ requestId, number, accountId, kind, priority, channel, serviceClass, receivedAt },
    ...{ firstAcknowledgedAt, firstResponseAt, resolvedAt, closedAt, reopenedCount, escalations },
    // How far a clock has come that was not met yet is not reckoned here, and is in no figure.
    clocks: document.clocks.map(({ clock, outcome, targetMs, elapsedMs = 0 }) => ({ clock, outcome, targetMs, elapsedMs })),
    breaches: document.breaches ?? [],
  }
}
