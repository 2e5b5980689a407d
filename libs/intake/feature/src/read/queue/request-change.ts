import { isOpen, NEVER_DUE, type RequestDocument, type RequestStatus } from '@spoc/intake-contracts'
import type { Recorded } from '@spoc/platform-kernel'
import type { Into } from '@spoc/platform-runtime'

/** What the queue's line of the request an event is about becomes; nothing where the request is not known. */
export function change(event: Recorded, into: Into<RequestDocument>, next: (found: RequestDocument) => RequestDocument): void {
  into.put(
    event.metadata.subject,
    (found) => found && derived({ ...next(found), lastEventAt: later(found.lastEventAt, event.metadata.recordedAt) }),
  )
}

/** As {@link change}, of an event in the request's own stream. */
export function changeOwn(event: Recorded, into: Into<RequestDocument>, next: (found: RequestDocument) => RequestDocument): void {
  change(event, into, (found) => ({ ...next(found), revision: event.revision }))
}

/** What only the state before knew is gone. */
export function inStatus(found: RequestDocument, status: RequestStatus): RequestDocument {
  const { waiting: _, hold: __, resolution: ___, reopenUntil: ____, mergedInto: _____, ...rest } = found
  return { ...rest, status }
}

/** Fields that lists filter and sort by follow from the others. */
export function derived(found: RequestDocument): RequestDocument {
  const due = found.clocks.filter(({ state }) => state === 'running' || state === 'breached').map(({ dueAt }) => dueAt)
  const dueAt = due.filter((at) => at !== undefined).sort()[0] ?? null
  const engaged = found.engagements.filter(({ state }) => state === 'offered' || state === 'accepted')
  const carriers = [found.spoc?.personId, found.spoc?.dutyPersonId, ...engaged.map(({ engineerId }) => engineerId)]
  return {
    ...found,
    open: isOpen(found.status),
    dueAt,
    dueKey: dueAt ?? NEVER_DUE,
    engagedTeamIds: [...new Set(engaged.map(({ teamId }) => teamId))],
    carrierIds: [...new Set(carriers.filter((id) => id !== undefined))],
  }
}

function later(known: string, at: string): string {
  return known < at ? at : known
}
