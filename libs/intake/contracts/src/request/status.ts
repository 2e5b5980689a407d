/** The states of a request's life. Intake alone changes them. */
export const requestStatuses = [
  'new',
  'in-progress',
  'waiting-for-client',
  'on-hold',
  'resolved',
  'closed',
  'cancelled',
  'rejected',
  'merged',
] as const
export type RequestStatus = (typeof requestStatuses)[number]

/** The same life in the words of TM Forum's TMF621 v4. A merged request is told as cancelled, with its relationship to the survivor. */
export const tmf621Status = {
  new: 'acknowledged',
  'in-progress': 'inProgress',
  'waiting-for-client': 'pending',
  'on-hold': 'held',
  resolved: 'resolved',
  closed: 'closed',
  cancelled: 'cancelled',
  rejected: 'rejected',
  merged: 'cancelled',
} as const satisfies Readonly<Record<RequestStatus, string>>

/** Still somebody's to do: neither resolved nor at an end. */
export function isOpen(status: RequestStatus): boolean {
  return status === 'new' || status === 'in-progress' || status === 'waiting-for-client' || status === 'on-hold'
}
