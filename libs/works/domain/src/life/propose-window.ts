import { isRefusal, keyOfAuthor, personal, type Decision, type Given } from '@spoc/platform-kernel'
import type { WorkEvent, WorkFacts, WorkWindow } from '@spoc/works-contracts'
import { answerable, refuseLate, type Answering } from './answering.js'
import { settle } from './settle.js'
import { refuseWindow } from './windows.js'

export interface ProposeWindow extends Answering {
  readonly workId: string
  readonly window: WorkWindow
  readonly reason?: string
}

/** An answer like any other: silence is no longer counted. Rescheduled to just this window, the work has the account's approval. */
export function proposeWindow(work: WorkFacts, command: ProposeWindow, given: Given): Decision<WorkEvent> {
  const found = answerable(work, command)
  if (isRefusal(found)) return found
  const refusal = refuseLate(found.work) ?? refuseWindow(command.window, given.now, 'window')
  if (refusal !== undefined) return refusal
  const { accountId, window, workId } = command
  const known = found.work.proposals.some((one) => one.accountId === accountId && one.window.windowId === window.windowId)
  if (known) return []
  const by = given.onBehalfOf ?? given.actor
  const reason = command.reason === undefined ? {} : { reason: personal(command.reason, keyOfAuthor(workId, by.id)) }
  return settle(work, [{ type: 'works.window-proposed.v1', data: { accountId, by, window, ...reason } }], given.now)
}
