import { epochMs, refuse, unreachable, type Decision, type Given } from '@spoc/platform-kernel'
import type { WorkEvent, WorkFacts } from '@spoc/works-contracts'
import { refuseUnknown } from './answering.js'
import { settle } from './settle.js'

/** Starts a confirmed work inside one of its windows: what was agreed with the clients holds for the provider too. */
export function startWork(work: WorkFacts, given: Given): Decision<WorkEvent> {
  switch (work.is) {
    case 'unknown':
      return refuseUnknown()
    case 'tentative':
      return refuse('work-not-confirmed', 'Not everybody has approved it yet.')
    case 'in-process':
      return []
    case 'completed':
      return refuse('work-completed', 'The work is completed.')
    case 'cancelled':
      return refuse('work-cancelled', 'The work is cancelled.')
    case 'confirmed': {
      const at = given.occurredAt ?? given.now
      const inside = work.windows.some(({ from, to }) => epochMs(from) <= epochMs(at) && epochMs(at) < epochMs(to))
      const next = work.windows.find(({ from }) => epochMs(at) < epochMs(from))
      if (inside)
        return settle(work, [{ type: 'works.work-started.v1', data: { by: given.onBehalfOf ?? given.actor, at } }], given.now)
      return next === undefined
        ? refuse('window-over', 'Its last window is over; reschedule it.')
        : refuse('window-not-open', `Its next window opens at ${next.from}.`)
    }
    default:
      return unreachable(work)
  }
}
