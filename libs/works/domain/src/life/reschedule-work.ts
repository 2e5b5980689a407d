import { refuse, type Decision, type Given, type Refusal } from '@spoc/platform-kernel'
import {
  serviceInstancesOf,
  type Work,
  type WorkConflict,
  type WorkEvent,
  type WorkFacts,
  type WorkWindow,
} from '@spoc/works-contracts'
import { refuseUnknown } from './answering.js'
import { refuseConflicts } from './plan-work.js'
import { settle } from './settle.js'
import { approvalsNeeded, refuseLeadTime, type WorkTerms } from './terms.js'
import { inOrder, refuseWindows } from './windows.js'

export interface RescheduleWork {
  readonly windows: readonly WorkWindow[]
  readonly reason: string
  readonly terms: readonly WorkTerms[]
  readonly conflicts: readonly WorkConflict[]
  readonly despiteConflicts: boolean
}

/** Asks for every approval anew, except of the account that proposed just this window. */
export function rescheduleWork(work: WorkFacts, command: RescheduleWork, given: Given): Decision<WorkEvent> {
  if (work.is === 'unknown') return refuseUnknown()
  const next = { kind: work.kind, windows: command.windows, impacts: work.impacts }
  const refusal =
    refuseBegun(work) ??
    refuseWindows(command.windows, given.now) ??
    refuseLeadTime(next, command.terms, given.now) ??
    refuseConflicts(command)
  if (refusal !== undefined) return refusal
  const { reason, conflicts } = command
  const windows = inOrder(command.windows)
  const approvals = approvalsNeeded(next, command.terms, given.now)
  const by = given.onBehalfOf ?? given.actor
  const rescheduled: WorkEvent = { type: 'works.work-rescheduled.v1', data: { by, reason, windows, approvals, conflicts } }
  const asked = new Set(approvals.map(({ accountId }) => accountId))
  return settle(
    work,
    [rescheduled, ...approvalsOfProposers(work, windows).filter(({ data }) => asked.has(data.accountId))],
    given.now,
  )
}

/** Refuses to move or withdraw what has begun or is over. */
export function refuseBegun(work: Work): Refusal | undefined {
  if (work.is === 'in-process') return refuse('work-begun', 'The work has begun; complete it, as rolled back where need be.')
  if (work.is === 'completed') return refuse('work-completed', 'The work is completed.')
  if (work.is === 'cancelled') return refuse('work-cancelled', 'The work is cancelled; plan a new one.')
  return undefined
}

function approvalsOfProposers(work: Work, windows: readonly WorkWindow[]) {
  const [only, ...more] = windows
  if (only === undefined || more.length > 0) return []
  const proposers = new Map(
    work.proposals
      .filter(({ window }) => window.from === only.from && window.to === only.to)
      .map((one) => [one.accountId, one.by]),
  )
  return [...proposers].map(([accountId, by]) => ({
    type: 'works.work-approved.v1' as const,
    data: { accountId, by, serviceInstanceIds: serviceInstancesOf(work, accountId) },
  }))
}
