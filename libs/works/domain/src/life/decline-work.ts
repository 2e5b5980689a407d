import { isRefusal, keyOfAuthor, personal, refuse, type Decision, type Given } from '@spoc/platform-kernel'
import type { WorkEvent, WorkFacts } from '@spoc/works-contracts'
import { answerable, refuseLate, type Answering } from './answering.js'
import { settle } from './settle.js'

export interface DeclineWork extends Answering {
  readonly workId: string
  readonly reason: string
}

/** The work stays tentative until it is rescheduled, cancelled, or the account approves after all. */
export function declineWork(work: WorkFacts, command: DeclineWork, given: Given): Decision<WorkEvent> {
  const found = answerable(work, command)
  if (isRefusal(found)) return found
  if (command.reason.trim() === '') return refuse('reason-missing', 'Say why, so that it can be planned better.', 'reason')
  const late = refuseLate(found.work)
  if (late !== undefined) return late
  if (found.approval.answer === 'declined' && !found.approval.bySilence) return []
  const by = given.onBehalfOf ?? given.actor
  const reason = personal(command.reason, keyOfAuthor(command.workId, by.id))
  return settle(work, [{ type: 'works.work-declined.v1', data: { accountId: command.accountId, by, reason } }], given.now)
}
