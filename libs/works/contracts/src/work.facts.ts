import { unreachable, type Actor, type Fact, type Instant, type StreamKind } from '@spoc/platform-kernel'
import { isWorkEvent } from './contract.js'
import type { ApprovalNeeded, WorkConflict, WorkEvent, WorkImpact, WorkKind, WorkOutcome, WorkWindow } from './work.events.js'

/** Where one account's approval stands. An approval of some of its service instances is still awaited for the rest. */
export interface Approval extends ApprovalNeeded {
  readonly answer: 'awaited' | 'approved' | 'declined' | 'window-proposed'
  /** The answer was not given, but counted. */
  readonly bySilence: boolean
  readonly approvedServiceInstanceIds: readonly string[]
}

export interface WindowProposal {
  readonly accountId: string
  readonly by: Actor
  readonly window: WorkWindow
}

export interface Announcement {
  readonly accountId: string
  readonly sequence: number
  readonly stamp: Instant
}

/** A work as its events tell it. `tentative` until every approval needed is there, `in-process` from start to completion. */
export interface Work {
  readonly is: 'tentative' | 'confirmed' | 'in-process' | 'completed' | 'cancelled'
  readonly reference: string
  readonly title: string
  readonly description: string
  readonly kind: WorkKind
  readonly windows: readonly WorkWindow[]
  readonly impacts: readonly WorkImpact[]
  readonly method?: string
  readonly rollback?: string
  readonly plannedBy: Actor
  readonly approvals: readonly Approval[]
  readonly proposals: readonly WindowProposal[]
  readonly conflicts: readonly WorkConflict[]
  /** Counts the changes that the affected accounts have to hear of, from 0. */
  readonly sequence: number
  /** The last notice of each account. */
  readonly announcements: readonly Announcement[]
  readonly startedAt?: Instant
  readonly completedAt?: Instant
  readonly outcome?: WorkOutcome
  /** Why it was cancelled or last rescheduled. */
  readonly reason?: string
}

export type WorkFacts = { readonly is: 'unknown' } | Work

/** Passes over events of types not known here. */
export function foldWork(work: WorkFacts, fact: Fact): WorkFacts {
  if (!isWorkEvent(fact)) return work
  if (fact.type === 'works.work-planned.v1') {
    const approvals = fact.data.approvals.map(awaited)
    return { ...fact.data, is: 'tentative', approvals, proposals: [], sequence: 0, announcements: [] }
  }
  return work.is === 'unknown' ? work : change(work, fact)
}

/** The tolerant fold by which anybody may read a work. */
export const workFacts: Pick<StreamKind<WorkFacts, WorkEvent>, 'category' | 'initial' | 'evolve'> = {
  category: 'work',
  initial: { is: 'unknown' },
  evolve: foldWork,
}

/** The service instances of an account that the work affects. */
export function serviceInstancesOf(work: Work, accountId: string): readonly string[] {
  return work.impacts.filter((impact) => impact.accountId === accountId).map((impact) => impact.serviceInstanceId)
}

/** Every affected account once, in the order in which the impacts name them. */
export function affectedAccounts(work: Work): readonly string[] {
  return [...new Set(work.impacts.map((impact) => impact.accountId))]
}

function change(work: Work, event: Exclude<WorkEvent, { type: 'works.work-planned.v1' }>): Work {
  switch (event.type) {
    case 'works.work-announced.v1':
      return {
        ...work,
        announcements: [...work.announcements.filter(({ accountId }) => accountId !== event.data.accountId), { ...event.data }],
      }
    case 'works.work-approved.v1':
      return answered(work, event.data.accountId, (approval) => approved(work, approval, event.data.serviceInstanceIds))
    case 'works.work-declined.v1':
      return answered(work, event.data.accountId, (approval) => ({ ...approval, ...withdrawn, answer: 'declined' }))
    case 'works.window-proposed.v1': {
      const { accountId, by, window } = event.data
      const next = answered(work, accountId, (approval) => ({ ...approval, ...withdrawn, answer: 'window-proposed' }))
      return { ...next, proposals: [...work.proposals, { accountId, by, window }] }
    }
    case 'works.silence-counted.v1': {
      const answer = event.data.means === 'approves' ? 'approved' : 'declined'
      return answered(work, event.data.accountId, (approval) => ({ ...approval, answer, bySilence: true }))
    }
    case 'works.work-confirmed.v1':
      return changed(work, { is: 'confirmed' })
    case 'works.work-rescheduled.v1': {
      const { windows, conflicts, reason } = event.data
      const approvals = event.data.approvals.map(awaited)
      return changed(work, { is: 'tentative', windows, approvals, proposals: [], conflicts, reason })
    }
    case 'works.work-cancelled.v1':
      return changed(work, { is: 'cancelled', reason: event.data.reason })
    case 'works.work-started.v1':
      return changed(work, { is: 'in-process', startedAt: event.data.at })
    case 'works.work-completed.v1':
      return changed(work, { is: 'completed', completedAt: event.data.at, outcome: event.data.outcome })
    default:
      return unreachable(event)
  }
}

/** A change that every affected account has to hear of. */
function changed(work: Work, to: Partial<Work>): Work {
  return { ...work, ...to, sequence: work.sequence + 1 }
}

function awaited(needed: ApprovalNeeded): Approval {
  return { ...needed, answer: 'awaited', bySilence: false, approvedServiceInstanceIds: [] }
}

const withdrawn = { bySilence: false, approvedServiceInstanceIds: [] } as const

function approved(work: Work, approval: Approval, serviceInstanceIds: readonly string[]): Approval {
  const all = [...new Set([...approval.approvedServiceInstanceIds, ...serviceInstanceIds])].sort()
  const whole = serviceInstancesOf(work, approval.accountId).every((id) => all.includes(id))
  return { ...approval, answer: whole ? 'approved' : 'awaited', bySilence: false, approvedServiceInstanceIds: all }
}

function answered(work: Work, accountId: string, answer: (approval: Approval) => Approval): Work {
  return { ...work, approvals: work.approvals.map((one) => (one.accountId === accountId ? answer(one) : one)) }
}
