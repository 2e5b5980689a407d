import { isRefusal, refuse, type Decision, type Given } from '@spoc/platform-kernel'
import { serviceInstancesOf, type WorkEvent, type WorkFacts } from '@spoc/works-contracts'
import { answerable, refuseLate, type Answering } from './answering.js'
import { settle } from './settle.js'

export interface ApproveWork extends Answering {
  /** Only these; all of the account's where absent. */
  readonly serviceInstanceIds?: readonly string[]
}

/** Takes back an earlier no, or a silence that was counted: what the client says outweighs what it did not say. */
export function approveWork(work: WorkFacts, command: ApproveWork, given: Given): Decision<WorkEvent> {
  const found = answerable(work, command)
  if (isRefusal(found)) return found
  const own = serviceInstancesOf(found.work, command.accountId)
  const approved = command.serviceInstanceIds ?? own
  const foreign = approved.findIndex((id) => !own.includes(id))
  if (foreign >= 0)
    return refuse(
      'service-not-affected',
      'The work does not affect this service instance of yours.',
      `serviceInstanceIds.${foreign}`,
    )
  if (approved.every((id) => found.approval.approvedServiceInstanceIds.includes(id))) return []
  const late = refuseLate(found.work)
  if (late !== undefined) return late
  const { accountId } = command
  const by = given.onBehalfOf ?? given.actor
  return settle(work, [{ type: 'works.work-approved.v1', data: { accountId, by, serviceInstanceIds: approved } }], given.now)
}
