import { isOpen, NEVER_DUE, type RequestDocument, type RequestStatus } from '@spoc/intake-contracts'
import type { Recorded } from '@spoc/platform-kernel'
import type { Into } from '@spoc/platform-runtime'

type Writable<T> = { -readonly [Name in keyof T]: T[Name] }

/** What the queue's line of the request an event is about becomes; nothing where the request is not known. `next` answers what it was given, or an object of its own. */
export function change(event: Recorded, into: Into<RequestDocument>, next: (found: RequestDocument) => RequestDocument): void {
  changeWith(event, into, next, {})
}

/** As {@link change}, of an event in the request's own stream. */
export function changeOwn(event: Recorded, into: Into<RequestDocument>, next: (found: RequestDocument) => RequestDocument): void {
  changeWith(event, into, next, { revision: event.revision })
}

/** A line has many fields and changes often: it is copied once an event, and what `next` made is written to. */
function changeWith(
  { metadata }: Recorded,
  into: Into<RequestDocument>,
  next: (found: RequestDocument) => RequestDocument,
  also: Partial<RequestDocument>,
): void {
  into.put(metadata.subject, (found) => {
    if (found === undefined) return undefined
    const changed = next(found)
    const line: Writable<RequestDocument> = changed === found ? { ...found } : changed
    line.lastEventAt = later(found.lastEventAt, metadata.recordedAt)
    Object.assign(line, also, grounds.every((field) => line[field] === found[field]) ? {} : derivedFrom(line))
    return line
  })
}

/** What only the state before knew is gone. */
export function inStatus(found: RequestDocument, status: RequestStatus): RequestDocument {
  const { waiting: _, hold: __, resolution: ___, reopenUntil: ____, mergedInto: _____, ...rest } = found
  return { ...rest, status }
}

/** Fields that lists filter and sort by follow from these. */
const grounds = ['clocks', 'engagements', 'spoc', 'status'] as const

function derivedFrom(
  found: RequestDocument,
): Pick<RequestDocument, 'open' | 'dueAt' | 'dueKey' | 'engagedTeamIds' | 'carrierIds'> {
  const due = found.clocks.filter(({ state }) => state === 'running' || state === 'breached').map(({ dueAt }) => dueAt)
  const dueAt = due.filter((at) => at !== undefined).sort()[0] ?? null
  const engaged = found.engagements.filter(({ state }) => state === 'offered' || state === 'accepted')
  const carriers = [found.spoc?.personId, found.spoc?.dutyPersonId, ...engaged.map(({ engineerId }) => engineerId)]
  return {
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
