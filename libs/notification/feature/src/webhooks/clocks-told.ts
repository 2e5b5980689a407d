import type { Recorded } from '@spoc/platform-kernel'
import { isSlaEvent, type SlaEvent } from '@spoc/sla-contracts'

/** How a clock stands after an event, as the outside is told. */
export interface ClockTold {
  readonly clock: string
  readonly dueAt?: string
  /** As `isInJeopardy` has it, after the event: told to the provider's own systems only. Absent where the event is from before it said so. */
  readonly inJeopardy?: boolean | undefined
  readonly [more: string]: unknown
}

/** The clocks that an event is about; none of an event that is about no clock of a request. `asProvider`: with what is no client's business. */
export function clocksTold(event: Recorded, asProvider: boolean): readonly ClockTold[] {
  if (!isSlaEvent(event)) return []
  return standing(event).map(({ inJeopardy, audiences, ...clock }) =>
    asProvider
      ? { ...clock, ...(audiences === undefined ? {} : { audiences }), ...(inJeopardy === undefined ? {} : { inJeopardy }) }
      : clock,
  )
}

function standing(event: SlaEvent): readonly ClockTold[] {
  switch (event.type) {
    case 'sla.clock-warned.v1': {
      const { clock, share, threshold, at, dueAt, remainingMs, audiences } = event.data
      const remainingSeconds = remainingMs === undefined ? undefined : Math.round(remainingMs / 1_000)
      return [{ clock, share, threshold, at, ...due({ dueAt }), remainingSeconds, audiences, inJeopardy: true }]
    }
    case 'sla.clock-met.v1':
      return [{ clock: event.data.clock, at: event.data.at, within: event.data.within, inJeopardy: false }]
    case 'sla.clock-breached.v1':
    case 'sla.breach-withdrawn.v1':
      return [{ clock: event.data.clock, effectiveAt: event.data.effectiveAt, inJeopardy: false }]
    case 'sla.clock-paused.v1':
      return event.data.clocks.map((one) => ({ clock: one.clock, ...due(one), inJeopardy: false }))
    case 'sla.clock-resumed.v1':
    case 'sla.clock-retargeted.v1':
    case 'sla.clocks-reopened.v1':
      return event.data.clocks.map(({ clock, dueAt, inJeopardy }) => ({ clock, ...due({ dueAt }), inJeopardy }))
    case 'sla.clock-restarted.v1':
      return [{ clock: event.data.clock, ...due(event.data), inJeopardy: false }]
    case 'sla.clocks-cancelled.v1':
      return event.data.clocks.map((clock) => ({ clock, inJeopardy: false }))
    default:
      return []
  }
}

function due({ dueAt }: { readonly dueAt?: string | undefined }): { readonly dueAt?: string } {
  return dueAt === undefined ? {} : { dueAt }
}
