import { epochMs } from '@spoc/platform-kernel'
import type { RequestPhase } from './request-phase.js'
import type { RequestEvent } from './request.events.js'

/** The phase after an event; the same one where the event is about something else. */
export function nextPhase(phase: RequestPhase, event: RequestEvent): RequestPhase {
  switch (event.type) {
    case 'intake.request-taken-up.v1':
    case 'intake.work-resumed.v1':
    case 'intake.request-reopened.v1':
      return { status: 'in-progress' }
    case 'intake.client-awaited.v1':
      return {
        status: 'waiting-for-client',
        ...event.data,
        remindEveryMs: epochMs(event.data.remindAt) - epochMs(event.data.since),
        remindersSent: 0,
      }
    case 'intake.reminder-due.v1':
      return phase.status === 'waiting-for-client' ? reminded(phase, event.data) : phase
    case 'intake.request-put-on-hold.v1': {
      const { note: _, ...hold } = event.data
      return { status: 'on-hold', ...hold }
    }
    case 'intake.request-resolved.v1': {
      const { solution: _, ...resolution } = event.data
      return { status: 'resolved', ...resolution }
    }
    case 'intake.request-closed.v1':
      return { status: 'closed', reopenUntil: event.data.reopenUntil }
    case 'intake.request-cancelled.v1':
      return { status: 'cancelled' }
    case 'intake.request-rejected.v1':
      return { status: 'rejected' }
    case 'intake.request-merged.v1':
      return phase.status === 'merged'
        ? { ...phase, into: event.data.into }
        : { status: 'merged', into: event.data.into, before: phase }
    case 'intake.request-unmerged.v1':
      return phase.status === 'merged' ? phase.before : phase
    default:
      return phase
  }
}

function reminded(
  phase: Extract<RequestPhase, { readonly status: 'waiting-for-client' }>,
  reminder: { readonly count: number; readonly nextAt?: string },
): RequestPhase {
  const { remindAt: _, ...rest } = phase
  return {
    ...rest,
    remindersSent: reminder.count,
    ...(reminder.nextAt === undefined ? {} : { remindAt: reminder.nextAt }),
  }
}
