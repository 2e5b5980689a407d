import { epochMs, refuse, unreachable, type Decision, type Given } from '@spoc/platform-kernel'
import type { WorkEvent, WorkFacts, WorkOutcome } from '@spoc/works-contracts'
import { refuseUnknown } from './answering.js'
import { settle } from './settle.js'

/** Ends a work that has begun, after its windows too: how long it really took is what the clients want to know. */
export function completeWork(work: WorkFacts, { outcome }: { readonly outcome: WorkOutcome }, given: Given): Decision<WorkEvent> {
  switch (work.is) {
    case 'unknown':
      return refuseUnknown()
    case 'tentative':
    case 'confirmed':
      return refuse('work-not-started', 'The work has not begun.')
    case 'cancelled':
      return refuse('work-cancelled', 'The work is cancelled.')
    case 'completed':
      return work.outcome === outcome ? [] : refuse('work-completed', `It is completed already, as ${work.outcome ?? 'done'}.`)
    case 'in-process': {
      const at = given.occurredAt ?? given.now
      if (work.startedAt !== undefined && epochMs(at) < epochMs(work.startedAt))
        return refuse('completed-before-start', `It began at ${work.startedAt}.`, 'occurredAt')
      const by = given.onBehalfOf ?? given.actor
      return settle(work, [{ type: 'works.work-completed.v1', data: { by, at, outcome } }], given.now)
    }
    default:
      return unreachable(work)
  }
}
