import { streamKind } from '@spoc/platform-kernel'
import { afterConversation } from './request-conversation.js'
import { nextPhase } from './request-life.js'
import type { RequestEvent, RequestReceived } from './request.events.js'
import type { Link, Request, RequestFacts } from './request.js'

/** The fold by which anybody may read a request. Events it does not know change nothing. */
export const requestFacts = streamKind<RequestFacts, RequestEvent>({
  category: 'request',
  initial: { is: 'unknown' },
  evolve: (request, event) => {
    if (event.type === 'intake.request-received.v1') return received(event.data)
    if (request.is === 'unknown') return request
    const phase = nextPhase(request.phase, event)
    return after(phase === request.phase ? request : { ...request, status: phase.status, phase }, event)
  },
  about: (request, id) =>
    request.is === 'unknown' || request.accountId === undefined ? { subject: id } : { subject: id, accountId: request.accountId },
})

function received(data: RequestReceived): Request {
  const { description: _, descriptionBlob: __, sender, copiedTo, mail, alert, attachments: ___, ...facts } = data
  return {
    ...facts,
    is: 'received',
    status: 'new',
    phase: { status: 'new' },
    occurredAt: data.occurredAt ?? data.receivedAt,
    mailboxes: mail?.mailbox === undefined ? [] : [mail.mailbox],
    participants: [
      ...new Set([...(sender === undefined ? [] : [sender]), ...(copiedTo ?? [])].map((party) => party.addressHash)),
    ],
    messageIds: [],
    links: [],
    suggestedDuplicateOf: [],
    ...(alert === undefined ? {} : { alert: { ...alert, status: 'firing' as const } }),
  }
}

function after(request: Request, event: RequestEvent): Request {
  switch (event.type) {
    case 'intake.request-taken-up.v1':
      return { ...request, takenUpBy: event.data.by }
    case 'intake.priority-set.v1':
      return { ...request, impact: event.data.impact, urgency: event.data.urgency, priority: event.data.priority }
    case 'intake.account-set.v1': {
      const { contactId: _, contractId: __, ...rest } = request
      return { ...rest, ...event.data }
    }
    case 'intake.service-set.v1': {
      const { serviceInstanceId: _, ...rest } = request
      return { ...rest, ...event.data }
    }
    case 'intake.kind-converted.v1':
      return { ...request, kind: event.data.to }
    case 'intake.duplicate-suggested.v1':
      return { ...request, suggestedDuplicateOf: [...new Set([...request.suggestedDuplicateOf, event.data.of])] }
    case 'intake.requests-linked.v1':
      return { ...request, links: [...without(request.links, event.data), { to: event.data.to, relation: event.data.relation }] }
    case 'intake.requests-unlinked.v1':
      return { ...request, links: without(request.links, event.data) }
    default:
      return afterConversation(request, event)
  }
}

function without(links: readonly Link[], { to, relation }: Link): readonly Link[] {
  return links.filter((link) => link.to !== to || link.relation !== relation)
}
