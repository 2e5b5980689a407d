import type {
  Attachment,
  MessageAdded,
  QueueAttachment,
  RequestDocument,
  RequestEvent,
  RequestReceived,
} from '@spoc/intake-contracts'
import { NEVER_DUE } from '@spoc/intake-contracts'
import type { Recorded } from '@spoc/platform-kernel'
import type { Fold } from '@spoc/platform-runtime'
import { changeOwn, inStatus } from './request-change.js'

/** What intake's own facts make of a line of the queue. */
export const intakeFolds: Fold<RequestDocument, RequestEvent> = {
  'intake.request-received.v1': (event, into) => into.put(event.metadata.subject, () => received(event, event.data)),
  'intake.request-taken-up.v1': (event, into) =>
    changeOwn(event, into, (found) => ({ ...inStatus(found, 'in-progress'), takenUpBy: event.data.by })),
  'intake.client-awaited.v1': (event, into) => {
    const { since, remindAt, resolveAt } = event.data
    changeOwn(event, into, (found) => ({
      ...inStatus(found, 'waiting-for-client'),
      waiting: { since, remindAt, resolveAt },
    }))
  },
  'intake.reminder-due.v1': (event, into) =>
    changeOwn(event, into, (found) => {
      if (found.waiting === undefined) return found
      const { remindAt: _, ...waiting } = found.waiting
      const { nextAt } = event.data
      return { ...found, waiting: nextAt === undefined ? waiting : { ...waiting, remindAt: nextAt } }
    }),
  'intake.request-put-on-hold.v1': (event, into) => {
    const { note: _, ...hold } = event.data
    changeOwn(event, into, (found) => ({ ...inStatus(found, 'on-hold'), hold }))
  },
  'intake.work-resumed.v1': (event, into) => changeOwn(event, into, (found) => inStatus(found, 'in-progress')),
  'intake.request-resolved.v1': (event, into) => {
    const { code, closeAt } = event.data
    changeOwn(event, into, (found) => ({
      ...inStatus(found, 'resolved'),
      resolution: { code, at: event.metadata.occurredAt, closeAt },
    }))
  },
  'intake.request-closed.v1': (event, into) =>
    changeOwn(event, into, (found) => ({
      ...inStatus(found, 'closed'),
      ...(found.resolution === undefined ? {} : { resolution: found.resolution }),
      reopenUntil: event.data.reopenUntil,
    })),
  'intake.request-reopened.v1': (event, into) => changeOwn(event, into, (found) => inStatus(found, 'in-progress')),
  'intake.request-cancelled.v1': (event, into) => changeOwn(event, into, (found) => inStatus(found, 'cancelled')),
  'intake.request-rejected.v1': (event, into) => changeOwn(event, into, (found) => inStatus(found, 'rejected')),
  // What the state before knew is kept: unmerging brings it back.
  'intake.request-merged.v1': (event, into) =>
    changeOwn(event, into, (found) => ({ ...found, status: 'merged', mergedInto: event.data.into })),
  'intake.request-unmerged.v1': (event, into) =>
    changeOwn(event, into, ({ mergedInto: _, ...found }) => ({ ...found, status: event.data.state })),
  'intake.message-added.v1': (event, into) => changeOwn(event, into, (found) => afterMessage(found, event.data)),
  'intake.copy-received.v1': (event, into) => changeOwn(event, into, (found) => found),
  'intake.alert-updated.v1': (event, into) => changeOwn(event, into, (found) => found),
  'intake.priority-set.v1': (event, into) => {
    const { impact, urgency, priority } = event.data
    changeOwn(event, into, (found) => ({ ...found, impact, urgency, priority }))
  },
  'intake.account-set.v1': (event, into) =>
    changeOwn(event, into, ({ contactId: _, contractId: __, ...found }) => ({ ...found, ...event.data })),
  'intake.service-set.v1': (event, into) =>
    changeOwn(event, into, ({ serviceInstanceId: _, ...found }) => ({ ...found, ...event.data })),
  'intake.kind-converted.v1': (event, into) => changeOwn(event, into, (found) => ({ ...found, kind: event.data.to })),
  'intake.duplicate-suggested.v1': (event, into) =>
    changeOwn(event, into, (found) => ({
      ...found,
      duplicates: [...found.duplicates.filter(({ of }) => of !== event.data.of), event.data],
    })),
  'intake.requests-linked.v1': (event, into) => {
    const { to, relation } = event.data
    changeOwn(event, into, (found) => ({ ...found, links: [...without(found.links, event.data), { to, relation }] }))
  },
  'intake.requests-unlinked.v1': (event, into) =>
    changeOwn(event, into, (found) => ({ ...found, links: without(found.links, event.data) })),
}

function received({ metadata, revision }: Recorded, data: RequestReceived): RequestDocument {
  const { number, kind, priority, impact, urgency, receivedAt, flags, proposedPriority, accountId, contactId } = data
  const { contractId, serviceInstanceId, clientReference, alert } = data
  return {
    _id: metadata.subject,
    number,
    kind,
    status: 'new',
    open: true,
    priority,
    impact,
    urgency,
    ...(proposedPriority === undefined ? {} : { proposedPriority }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(contactId === undefined ? {} : { contactId }),
    ...(contractId === undefined ? {} : { contractId }),
    ...(serviceInstanceId === undefined ? {} : { serviceInstanceId }),
    ...(clientReference === undefined ? {} : { clientReference }),
    ...(alert === undefined ? {} : { alertGroupKey: alert.groupKey }),
    channel: metadata.channel,
    receivedAt,
    occurredAt: data.occurredAt ?? receivedAt,
    broughtBy: metadata.onBehalfOf ?? metadata.actor,
    spoc: null,
    clocks: [],
    dueAt: null,
    dueKey: NEVER_DUE,
    engagements: [],
    engagedTeamIds: [],
    carrierIds: [],
    openPageIds: [],
    flags,
    links: [],
    duplicates: [],
    attachments: data.attachments.map((one) => described(one)),
    lastEventAt: metadata.recordedAt,
    revision,
  }
}

function afterMessage(found: RequestDocument, { direction, at, attachments }: MessageAdded): RequestDocument {
  return {
    ...found,
    attachments: [...found.attachments, ...attachments.map((one) => described(one, direction === 'internal'))],
    ...(direction === 'to-client' ? { lastPublicUpdateAt: at } : {}),
    ...(direction === 'from-client' ? { lastClientMessageAt: at } : {}),
  }
}

function described({ attachmentId, sha256, type, size }: Attachment, internal = false): QueueAttachment {
  return { attachmentId, sha256, type, size, ...(internal ? { internal } : {}) }
}

function without(links: RequestDocument['links'], { to, relation }: RequestDocument['links'][number]): RequestDocument['links'] {
  return links.filter((link) => link.to !== to || link.relation !== relation)
}
