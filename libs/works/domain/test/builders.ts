import { keyOfAuthor, personal, type Actor, type Given, type Instant } from '@spoc/platform-kernel'
import type { ApprovalNeeded, WorkConflict, WorkEvent, WorkImpact, WorkWindow } from '@spoc/works-contracts'
import type { PlanWork } from '../src/life/plan-work.js'
import type { WorkTerms } from '../src/life/terms.js'

type Planned = Extract<WorkEvent, { type: 'works.work-planned.v1' }>['data']

export const NOW = '2026-02-01T09:00:00.000Z'
export const planner: Actor = { kind: 'person', id: 'per-1' }
export const client: Actor = { kind: 'contact', id: 'con-1' }

export function at(now: Instant, more: Partial<Given> = {}): Given {
  return { now, actor: planner, channel: 'console', correlation: 'cor-1', ...more }
}

export function byClient(now: Instant = NOW): Given {
  return at(now, { actor: client, channel: 'portal' })
}

export function window(day: string, more: Partial<WorkWindow> = {}): WorkWindow {
  return {
    windowId: `w-${day}`,
    from: `2026-02-${day}T00:00:00.000Z`,
    to: `2026-02-${day}T04:00:00.000Z`,
    zone: 'Europe/Berlin',
    ...more,
  }
}

export function impact(serviceInstanceId: string, more: Partial<WorkImpact> = {}): WorkImpact {
  return { serviceInstanceId, circuitId: `CC-${serviceInstanceId}`, accountId: 'acc-1', impact: 'outage', ...more }
}

export function needed(accountId = 'acc-1', more: Partial<ApprovalNeeded> = {}): ApprovalNeeded {
  return { accountId, decideBy: '2026-02-05T16:30:00.000Z', silence: 'declines', ...more }
}

export function terms(accountId = 'acc-1', more: Partial<WorkTerms> = {}): WorkTerms {
  return { accountId, leadTimeDays: 5, silence: 'declines', ...more }
}

export const conflict: WorkConflict = {
  kind: 'same-service',
  workId: 'work-9',
  reference: 'W-2026-1000008',
  serviceInstanceIds: ['si-1'],
  from: '2026-02-10T00:00:00.000Z',
  to: '2026-02-10T04:00:00.000Z',
}

export function plan(more: Partial<PlanWork> = {}): PlanWork {
  return {
    reference: 'W-2026-4839201',
    title: 'Line card swap',
    description: 'The line card in slot 4 is replaced.',
    kind: 'planned',
    windows: [window('10')],
    impacts: [impact('si-1')],
    terms: [terms()],
    conflicts: [],
    despiteConflicts: false,
    ...more,
  }
}

export function planned(more: Partial<Planned> = {}): WorkEvent {
  const { terms: _, despiteConflicts: __, ...rest } = plan()
  return { type: 'works.work-planned.v1', data: { ...rest, plannedBy: planner, approvals: [needed()], ...more } }
}

export function announced(sequence: number, accountId = 'acc-1', stamp: Instant = NOW): WorkEvent {
  return { type: 'works.work-announced.v1', data: { accountId, sequence, stamp } }
}

export function approved(serviceInstanceIds: readonly string[], accountId = 'acc-1', by: Actor = client): WorkEvent {
  return { type: 'works.work-approved.v1', data: { accountId, by, serviceInstanceIds } }
}

export function declined(reason = 'Month end.', by: Actor = client): WorkEvent {
  return {
    type: 'works.work-declined.v1',
    data: { accountId: 'acc-1', by, reason: personal(reason, keyOfAuthor('work-1', by.id)) },
  }
}

export function proposed(proposal: WorkWindow, by: Actor = client): WorkEvent {
  return { type: 'works.window-proposed.v1', data: { accountId: 'acc-1', by, window: proposal } }
}

export function silenceCounted(means: 'approves' | 'declines', accountId = 'acc-1'): WorkEvent {
  return { type: 'works.silence-counted.v1', data: { accountId, means } }
}

export function confirmed(because: 'all-approved' | 'no-approval-needed' = 'all-approved'): WorkEvent {
  return { type: 'works.work-confirmed.v1', data: { because } }
}

export function rescheduled(windows: readonly WorkWindow[], approvals: readonly ApprovalNeeded[] = [needed()]): WorkEvent {
  return { type: 'works.work-rescheduled.v1', data: { by: planner, reason: 'Late part.', windows, approvals, conflicts: [] } }
}

export function cancelled(reason = 'Not needed.'): WorkEvent {
  return { type: 'works.work-cancelled.v1', data: { by: planner, reason } }
}

export function started(when: Instant): WorkEvent {
  return { type: 'works.work-started.v1', data: { by: planner, at: when } }
}

export function completed(when: Instant, outcome: 'done' | 'rolled-back' = 'done'): WorkEvent {
  return { type: 'works.work-completed.v1', data: { by: planner, at: when, outcome } }
}
