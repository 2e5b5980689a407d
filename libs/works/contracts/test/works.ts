import type { Actor, Instant } from '@spoc/platform-kernel'
import type { ApprovalNeeded, WorkEvent, WorkImpact, WorkWindow } from '../src/work.events.js'
import { foldWork, type Work, type WorkFacts } from '../src/work.facts.js'

type Planned = Extract<WorkEvent, { type: 'works.work-planned.v1' }>['data']

const planner: Actor = { kind: 'person', id: 'per-1' }
const client: Actor = { kind: 'contact', id: 'con-1' }

/** The work after these facts, the first of which plans it. */
export function work(...facts: readonly WorkEvent[]): Work {
  const folded = facts.reduce<WorkFacts>(foldWork, { is: 'unknown' })
  if (folded.is === 'unknown') throw new Error('planned, so it is known')
  return folded
}

export function window(day: string, more: Partial<WorkWindow> = {}): WorkWindow {
  const from = `2026-02-${day}T00:00:00.000Z`
  return { windowId: `w-${day}`, from, to: `2026-02-${day}T04:00:00.000Z`, zone: 'Europe/Berlin', ...more }
}

export function impact(serviceInstanceId: string, more: Partial<WorkImpact> = {}): WorkImpact {
  return { serviceInstanceId, circuitId: `CC-${serviceInstanceId}`, accountId: 'acc-1', impact: 'outage', ...more }
}

export function needed(accountId = 'acc-1', more: Partial<ApprovalNeeded> = {}): ApprovalNeeded {
  return { accountId, decideBy: '2026-02-05T16:30:00.000Z', silence: 'declines', ...more }
}

export function planned(more: Partial<Planned> = {}): WorkEvent {
  return {
    type: 'works.work-planned.v1',
    data: {
      reference: 'W-2026-4839201',
      title: 'Line card swap',
      description: 'The line card in slot 4 is replaced.',
      kind: 'planned',
      windows: [window('10')],
      impacts: [impact('si-1')],
      plannedBy: planner,
      approvals: [needed()],
      conflicts: [],
      ...more,
    },
  }
}

export function announced(sequence: number, accountId = 'acc-1', stamp: Instant = '2026-02-01T09:00:00.000Z'): WorkEvent {
  return { type: 'works.work-announced.v1', data: { accountId, sequence, stamp } }
}

export function approved(serviceInstanceIds: readonly string[], accountId = 'acc-1'): WorkEvent {
  return { type: 'works.work-approved.v1', data: { accountId, by: client, serviceInstanceIds } }
}

export function confirmed(): WorkEvent {
  return { type: 'works.work-confirmed.v1', data: { because: 'all-approved' } }
}

export function rescheduled(windows: readonly WorkWindow[], approvals: readonly ApprovalNeeded[] = [needed()]): WorkEvent {
  return { type: 'works.work-rescheduled.v1', data: { by: planner, reason: 'Late part.', windows, approvals, conflicts: [] } }
}

export function cancelled(reason = 'Not needed.'): WorkEvent {
  return { type: 'works.work-cancelled.v1', data: { by: planner, reason } }
}

export function started(at: Instant): WorkEvent {
  return { type: 'works.work-started.v1', data: { by: planner, at } }
}

export function completed(at: Instant, outcome: 'done' | 'rolled-back' = 'done'): WorkEvent {
  return { type: 'works.work-completed.v1', data: { by: planner, at, outcome } }
}
