import type { MessageAdded } from './conversation.events.js'
import type { Request } from './request.js'
import type { RequestEvent } from './request.events.js'

/** What people and monitors said since; events about something else change nothing. */
export function afterConversation(request: Request, event: RequestEvent): Request {
  switch (event.type) {
    case 'intake.message-added.v1':
      return afterMessage(request, event.data)
    case 'intake.copy-received.v1':
      return { ...request, mailboxes: [...new Set([...request.mailboxes, event.data.mailbox])] }
    case 'intake.alert-updated.v1': {
      if (request.alert === undefined) return request
      const { endsAt: _, ...alert } = request.alert
      return { ...request, alert: { ...alert, ...event.data } }
    }
    default:
      return request
  }
}

function afterMessage(request: Request, message: MessageAdded): Request {
  const parties = [...(message.sender === undefined ? [] : [message.sender]), ...(message.copiedTo ?? [])]
  const mailbox = message.mail?.mailbox
  return {
    ...request,
    messageIds: [...request.messageIds, message.messageId],
    // An internal note brings nobody into the client's conversation.
    participants:
      message.direction === 'internal'
        ? request.participants
        : [...new Set([...request.participants, ...parties.map((party) => party.addressHash)])],
    mailboxes: mailbox === undefined ? request.mailboxes : [...new Set([...request.mailboxes, mailbox])],
    ...(message.direction === 'to-client' ? { lastPublicUpdateAt: latest(request.lastPublicUpdateAt, message.at) } : {}),
    ...(message.direction === 'from-client' ? { lastClientMessageAt: latest(request.lastClientMessageAt, message.at) } : {}),
  }
}

function latest(known: string | undefined, at: string): string {
  return known === undefined || known < at ? at : known
}
