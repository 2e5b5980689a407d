import { refuse, type Decision, type Given } from '@spoc/platform-kernel'
import type { WorkEvent, WorkFacts } from '@spoc/works-contracts'
import { refuseUnknown } from './answering.js'
import { refuseBegun } from './reschedule-work.js'
import { settle } from './settle.js'

/** Withdraws a work that has not begun; every affected account is told why. */
export function cancelWork(work: WorkFacts, { reason }: { readonly reason: string }, given: Given): Decision<WorkEvent> {
  if (work.is === 'unknown') return refuseUnknown()
  if (work.is === 'cancelled') return []
  const begun = refuseBegun(work)
  if (begun !== undefined) return begun
  if (reason.trim() === '') return refuse('reason-missing', 'Say why; the affected accounts are told.', 'reason')
  return settle(work, [{ type: 'works.work-cancelled.v1', data: { by: given.onBehalfOf ?? given.actor, reason } }], given.now)
}
