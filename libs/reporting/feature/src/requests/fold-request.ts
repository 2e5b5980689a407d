import type { RequestEvent } from '@spoc/intake-contracts'
import type { Instant, Position, RecordedOf } from '@spoc/platform-kernel'
import type { ReportedBreach, ReportedClock, ReportedRequestDocument } from '@spoc/reporting-contracts'
import type { RequestRoutingEvent } from '@spoc/routing-contracts'
import {
  breachStands,
  evolveOutcomes,
  isSlaEvent,
  type BreachAttribution,
  type BreachEvent,
  type ClockEvent,
  type ClockOutcome,
} from '@spoc/sla-contracts'

export type ReportedEvent = RequestEvent | RequestRoutingEvent | ClockEvent | BreachEvent

/** One clock, with what its further fate is folded from. */
export interface FoldedClock extends ReportedClock {
  readonly clock: ClockOutcome['clock']
  /** The fold's own, not meant for reports: may change with its version. */
  readonly own: Omit<ClockOutcome, 'clock' | 'targetMs' | 'dueAt' | 'met'> & { readonly metWithin?: boolean }
}

/** One request, with the moments that figures are about, and what they are folded from. Nothing personal. */
export interface FoldedRequest extends ReportedRequestDocument {
  readonly clocks: readonly FoldedClock[]
  /** The fold's own, not meant for reports: the class that its clocks were promised by, also while it is about no service instance. */
  readonly promisedClass?: string
  /** The fold's own: every breach that was looked into, also one that was withdrawn and may come to stand again. */
  readonly attributed?: readonly ReportedBreach[]
}

/** What a report is made of: the life of a request, who carried it, and its clocks. */
export const reportedTypes: readonly ReportedEvent['type'][] = [
  'intake.request-received.v1',
  'intake.request-taken-up.v1',
  'intake.message-added.v1',
  'intake.request-resolved.v1',
  'intake.request-closed.v1',
  'intake.request-cancelled.v1',
  'intake.request-rejected.v1',
  'intake.request-merged.v1',
  'intake.request-unmerged.v1',
  'intake.request-reopened.v1',
  'intake.priority-set.v1',
  'intake.account-set.v1',
  'intake.kind-converted.v1',
  'intake.service-set.v1',
  'routing.spoc-taken-over.v1',
  'routing.escalated.v1',
  'sla.clocks-started.v1',
  'sla.clock-paused.v1',
  'sla.clock-resumed.v1',
  'sla.clock-retargeted.v1',
  'sla.clock-restarted.v1',
  'sla.clock-met.v1',
  'sla.clock-breached.v1',
  'sla.breach-withdrawn.v1',
  'sla.clocks-cancelled.v1',
  'sla.clocks-reopened.v1',
  'sla.breach-attributed.v1',
]

/** The request of one of these events; each of the four streams is named by it. */
export function requestIdOf(stream: string): string {
  return stream.replace(/^(request|routing|sla|breach)-/, '')
}

/** One event further. What came before the request was received, or is not about one, is no document. */
export function foldRequest(found: FoldedRequest | undefined, event: RecordedOf<ReportedEvent>): FoldedRequest | undefined {
  if (event.type === 'intake.request-received.v1') return received(event)
  if (found === undefined) return undefined
  const next = isSlaEvent(event) ? withPromise(found, event) : changed(found, event)
  const endedAt = next.resolvedAt ?? next.closedAt
  const { endedAt: _, ...rest } = next
  return {
    ...rest,
    ...(endedAt === undefined ? {} : { endedAt }),
    open: endedAt === undefined,
    through: padded(event.position),
  }
}

/** A position as text that sorts as positions do. */
export function padded(position: Position): string {
  return String(position).padStart(20, '0')
}

function received({
  stream,
  position,
  metadata,
  data,
}: RecordedOf<Extract<RequestEvent, { readonly type: 'intake.request-received.v1' }>>): FoldedRequest {
  const { number, accountId, kind, priority, serviceInstanceId, receivedAt } = data
  return {
    _id: requestIdOf(stream),
    ...{ number, kind, priority, receivedAt },
    channel: metadata.channel,
    ...(accountId === undefined ? {} : { accountId }),
    ...(serviceInstanceId === undefined ? {} : { serviceInstanceId }),
    open: true,
    reopenedCount: 0,
    escalations: 0,
    clocks: [],
    through: padded(position),
  }
}

function changed(row: FoldedRequest, event: RecordedOf<RequestEvent | RequestRoutingEvent>): FoldedRequest {
  const at: Instant = event.metadata.occurredAt
  switch (event.type) {
    case 'intake.request-taken-up.v1':
    case 'routing.spoc-taken-over.v1':
      return { ...row, firstAcknowledgedAt: row.firstAcknowledgedAt ?? at }
    case 'intake.message-added.v1': {
      const { direction, author } = event.data
      const isAnswer = direction === 'to-client' && author.kind === 'person'
      return isAnswer ? { ...row, firstResponseAt: row.firstResponseAt ?? event.data.at } : row
    }
    case 'intake.request-resolved.v1': {
      const isAnswer = event.metadata.actor.kind === 'person' && event.data.solution !== undefined
      return { ...row, resolvedAt: at, ...(isAnswer ? { firstResponseAt: row.firstResponseAt ?? at } : {}) }
    }
    case 'intake.request-closed.v1':
    case 'intake.request-cancelled.v1':
    case 'intake.request-rejected.v1':
    case 'intake.request-merged.v1':
      return { ...row, closedAt: at }
    case 'intake.request-unmerged.v1': {
      const { closedAt: _, ...rest } = row
      return rest
    }
    case 'intake.request-reopened.v1': {
      const { closedAt: _, resolvedAt: __, ...rest } = row
      const wasResolved = event.data.from === 'resolved' || event.data.from === 'closed'
      return { ...rest, reopenedCount: row.reopenedCount + (wasResolved ? 1 : 0) }
    }
    case 'intake.priority-set.v1':
      return { ...row, priority: event.data.priority }
    case 'intake.account-set.v1':
      return { ...row, accountId: event.data.accountId }
    case 'intake.kind-converted.v1':
      return { ...row, kind: event.data.to }
    case 'intake.service-set.v1': {
      const { serviceInstanceId: _, serviceClass: __, ...rest } = row
      return withClass({ ...rest, ...event.data })
    }
    case 'routing.escalated.v1':
      return { ...row, escalations: row.escalations + 1 }
    default:
      return row
  }
}

function withPromise(row: FoldedRequest, event: RecordedOf<ClockEvent | BreachEvent>): FoldedRequest {
  switch (event.type) {
    case 'sla.breach-attributed.v1':
      if (event.data.through === 'end') return row
      return withBreaches({ ...row, attributed: [...(row.attributed ?? []), reportedBreach(event.data)] })
    case 'sla.clocks-started.v1':
    case 'sla.clock-retargeted.v1':
      return withClass(withClocks({ ...row, promisedClass: event.data.terms.serviceClass }, event))
    default:
      return withClocks(row, event)
  }
}

/** By who had it, whichever team or vendor it was. */
function reportedBreach({ clock, effectiveAt, openMs, shares }: BreachAttribution): ReportedBreach {
  const heldMs: Record<string, number> = {}
  for (const { holder, ms } of shares) heldMs[holder] = (heldMs[holder] ?? 0) + ms
  return { clock, effectiveAt, openMs, heldMs }
}

/** Told of a request that is about a service instance. */
function withClass(row: FoldedRequest): FoldedRequest {
  const { serviceInstanceId, promisedClass } = row
  return serviceInstanceId === undefined || promisedClass === undefined ? row : { ...row, serviceClass: promisedClass }
}

function withClocks(row: FoldedRequest, event: ClockEvent): FoldedRequest {
  return withBreaches({ ...row, clocks: evolveOutcomes(row.clocks.map(standing), event).map(reported) })
}

function withBreaches(row: FoldedRequest): FoldedRequest {
  return row.attributed === undefined ? row : { ...row, breaches: row.attributed.filter((one) => stands(one, row.clocks)) }
}

/** That a breach was withdrawn may be known before whose doing it was; and it may come again. */
function stands({ clock, effectiveAt }: ReportedBreach, clocks: readonly FoldedClock[]): boolean {
  const its = clocks.find((one) => one.clock === clock)
  return its !== undefined && breachStands(its.own, effectiveAt)
}

function standing({ clock, targetMs, elapsedMs = 0, dueAt, own: { metWithin, ...own } }: FoldedClock): ClockOutcome {
  return {
    ...{ clock, targetMs, ...own },
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(metWithin === undefined ? {} : { met: { elapsedMs, within: metWithin } }),
  }
}

function reported({ clock, targetMs, dueAt, met, ...outcome }: ClockOutcome): FoldedClock {
  const own = { ...outcome, ...(met === undefined ? {} : { metWithin: met.within }) }
  return {
    ...{ clock, outcome: reportedAs(own), targetMs },
    ...(met === undefined ? {} : { elapsedMs: met.elapsedMs }),
    ...(dueAt === undefined ? {} : { dueAt }),
    own,
  }
}

/** Broken once is broken: in an earlier round of an update clock too. A breach that was withdrawn was none. */
function reportedAs({ is, breach, roundsBreached = 0, metWithin }: FoldedClock['own']): ReportedClock['outcome'] {
  if (breach !== undefined || roundsBreached > 0 || metWithin === false) return 'breached'
  return is === 'met' || is === 'cancelled' ? is : 'running'
}
