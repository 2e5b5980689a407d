/** What a client is shown of an event: these fields of its data, and its text where that is meant for the client. */
interface Shown {
  readonly data: readonly string[]
  readonly text?: true
  /** Only where the data says so. */
  readonly where?: (data: Readonly<Record<string, unknown>>) => boolean
}

/**
 * The events that clients may see. Whatever is not listed is internal: a new event stays inside until somebody decides otherwise. So do
 * notes, hand-over packages, engagements, pages and everything else by which the provider works.
 */
const shown: Readonly<Record<string, Shown>> = {
  'intake.request-received.v1': { data: ['number', 'kind', 'priority', 'attachments'], text: true },
  'intake.request-taken-up.v1': { data: ['by'] },
  'intake.client-awaited.v1': { data: ['since', 'remindAt', 'resolveAt'], text: true },
  'intake.reminder-due.v1': { data: ['count', 'nextAt'] },
  'intake.request-put-on-hold.v1': { data: ['reason', 'party', 'until'] },
  'intake.work-resumed.v1': { data: ['because'] },
  'intake.request-resolved.v1': { data: ['code', 'closeAt'], text: true },
  'intake.request-closed.v1': { data: ['because', 'reopenUntil'] },
  'intake.request-reopened.v1': { data: ['because', 'from'], text: true },
  'intake.request-cancelled.v1': { data: ['by'], text: true },
  'intake.request-rejected.v1': { data: [], text: true },
  'intake.request-merged.v1': { data: ['into'] },
  'intake.request-unmerged.v1': { data: ['from'] },
  'intake.message-added.v1': {
    data: ['messageId', 'direction', 'at', 'attachments'],
    text: true,
    where: ({ direction }) => direction === 'from-client' || direction === 'to-client',
  },
  'intake.alert-updated.v1': { data: ['status', 'startsAt', 'endsAt'] },
  'intake.priority-set.v1': { data: ['impact', 'urgency', 'priority'] },
  'intake.service-set.v1': { data: ['serviceInstanceId'] },
  'intake.kind-converted.v1': { data: ['from', 'to'] },
  'routing.spoc-assigned.v1': { data: ['spoc'] },
  'routing.spoc-taken-over.v1': { data: ['by'] },
  'routing.escalated.v1': { data: ['kind', 'level'], text: true, where: ({ because }) => because === 'client' },
  'sla.clocks-started.v1': { data: ['clocks'] },
  'sla.clock-paused.v1': { data: ['from', 'reason', 'clocks'] },
  'sla.clock-resumed.v1': { data: ['at', 'reason', 'clocks'] },
  'sla.clock-met.v1': { data: ['clock', 'at', 'within'] },
  'sla.clock-breached.v1': { data: ['clock', 'effectiveAt'] },
  'sla.breach-withdrawn.v1': { data: ['clock', 'effectiveAt'] },
}

export function isPublic(type: string, data: Readonly<Record<string, unknown>>): boolean {
  const found = Object.hasOwn(shown, type) ? shown[type] : undefined
  return found !== undefined && (found.where === undefined || found.where(data))
}

/** The part of a public event's data that clients are shown. */
export function dataForClient(type: string, data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const fields = shown[type]?.data ?? []
  return Object.fromEntries(fields.filter((field) => data[field] !== undefined).map((field) => [field, data[field]]))
}

export function isTextForClient(type: string): boolean {
  return shown[type]?.text === true
}
