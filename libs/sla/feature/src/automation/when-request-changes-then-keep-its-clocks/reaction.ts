import type { RequestEvent } from '@spoc/intake-contracts'
import type { RecordedOf } from '@spoc/platform-kernel'
import { reaction, type AnyReaction, type Background, type Effect, type Streams } from '@spoc/platform-runtime'
import type { ClockEvent, SlaOfRequest } from '@spoc/sla-contracts'
import { calendarStream, clocksOf, slaStream, type Calendar, type Calendars, type ChangeOfTerms } from '@spoc/sla-domain'
import { promiseFor } from './promise-for.js'
import { historyThrough, requestAfter, type RequestHistory } from './request-history.js'
import { changeTerms, startAsOfReceipt } from './set-terms.js'
import { actOf } from './what-acts.js'

type Effects = readonly Effect<SlaOfRequest, ClockEvent>[]
type Input = RecordedOf<RequestEvent>

/** Everything that happens to a request and moves its clocks, each fact into the stream `sla-<requestId>`. */
export function keepClocks({ streams, views, engines: { log } }: Background): AnyReaction {
  const terms = (event: Input, because: ChangeOfTerms['because'], whole?: RequestHistory): Effects => [
    {
      id: requestIdOf(event),
      decide: async (state, { now }, facts) => {
        const history = whole ?? (await historyThrough(log, event))
        const request = requestAfter(history)
        if (request?.accountId === undefined) return []
        const { accountId } = request
        const promise = await promiseFor(request, state, facts, views, event.position)
        if (state.started !== undefined)
          return changeTerms(state, accountId, { at: event.metadata.occurredAt, because }, promise, now)
        if (promise === undefined) return []
        return startAsOfReceipt(state, requestIdOf(event), accountId, request, history, promise, now)
      },
    },
  ]
  const act = (event: Input): Effects => {
    const does = actOf(event)
    if (does === undefined) return []
    return [
      {
        id: requestIdOf(event),
        decide: async (state, { now }) =>
          state.started === undefined ? [] : does(state, { calendars: await calendarsOf(state, streams), now }),
      },
    ]
  }
  return reaction<RequestEvent>()({
    name: 'when-request-changes-then-keep-its-clocks',
    into: slaStream,
    on: {
      'intake.request-received.v1': (event) =>
        event.data.accountId === undefined ? [] : terms(event, 'contract-changed', [event]),
      'intake.account-set.v1': (event) => terms(event, 'contract-changed'),
      'intake.priority-set.v1': (event) => terms(event, 'priority-changed'),
      'intake.service-set.v1': (event) => terms(event, 'class-changed'),
      'intake.kind-converted.v1': (event) => terms(event, 'kind-changed'),
      'intake.request-taken-up.v1': act,
      'intake.message-added.v1': act,
      'intake.client-awaited.v1': act,
      'intake.request-put-on-hold.v1': act,
      'intake.work-resumed.v1': act,
      'intake.request-resolved.v1': act,
      'intake.request-reopened.v1': act,
      'intake.request-cancelled.v1': act,
      'intake.request-rejected.v1': act,
      'intake.request-merged.v1': act,
      'intake.request-unmerged.v1': act,
    },
  })
}

/** The calendars of running clocks. Their revisions never change, so that memory will do. */
export async function calendarsOf(state: SlaOfRequest, streams: Streams): Promise<Calendars> {
  const needed = new Map<string, number>()
  for (const { calendarId, calendarRevision } of clocksOf(state))
    needed.set(calendarId, Math.max(calendarRevision, needed.get(calendarId) ?? 0))
  const calendars = new Map<string, Calendar>()
  for (const [id, revision] of needed) calendars.set(id, (await streams.loadThrough(calendarStream, id, revision - 1)).state)
  return calendars
}

function requestIdOf({ stream }: Input): string {
  return stream.slice('request-'.length)
}
