import type { RecordedOf } from '@spoc/platform-kernel'
import type { ClockEvent, ClockName, SlaOfRequest } from '@spoc/sla-contracts'
import { isOpen, type BreachedClock } from '@spoc/sla-domain'

/** The clocks that an event breaches, or ends after their breach. `before` and `after`: the request's clocks without it and with it. */
export function breachedBy(event: RecordedOf<ClockEvent>, before: SlaOfRequest, after: SlaOfRequest): readonly BreachedClock[] {
  switch (event.type) {
    case 'sla.clock-breached.v1': {
      const { clock, effectiveAt } = event.data
      return breached(after, clock, 'breach', effectiveAt)
    }
    case 'sla.clock-met.v1':
      return breached(after, event.data.clock, 'end', event.data.at)
    case 'sla.clocks-cancelled.v1':
      return event.data.clocks.flatMap((clock) => breached(after, clock, 'end', event.data.at))
    case 'sla.clock-restarted.v1': {
      const round = before.clocks.update
      return round !== undefined && isOpen(round) ? breached(before, 'update', 'end', event.data.startedAt) : []
    }
    default:
      return []
  }
}

function breached(
  { clocks }: SlaOfRequest,
  name: ClockName,
  through: BreachedClock['through'],
  until: string,
): readonly BreachedClock[] {
  const clock = clocks[name]
  if (clock?.breach === undefined) return []
  return [{ clock, effectiveAt: clock.breach.effectiveAt, through, until }]
}
