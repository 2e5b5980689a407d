import type { MailTrace, Match, MessageAdded, RequestEvent } from '@spoc/intake-contracts'
import { personal, type Given, type Id } from '@spoc/platform-kernel'
import {
  attachmentsOf,
  bodyOf,
  keyOfWriter,
  mailParty,
  type AttachmentInput,
  type MailPartyInput,
  type Written,
} from './writing.js'

/** Something somebody says on a request, in the clear. */
export interface Message {
  readonly requestId: Id<'request'>
  readonly messageId: Id<'message'>
  readonly text: Written
  readonly authorName?: string
  readonly sender?: MailPartyInput
  readonly copiedTo?: readonly MailPartyInput[]
  readonly mail?: MailTrace
  readonly match: Match
  readonly attachments?: readonly AttachmentInput[]
}

export function messageAdded(
  direction: MessageAdded['direction'],
  message: Message,
  given: Given,
): Extract<RequestEvent, { readonly type: 'intake.message-added.v1' }> {
  const { requestId, messageId, text, authorName, sender, copiedTo, mail, match, attachments } = message
  const key = keyOfWriter(requestId, given)
  const author = given.onBehalfOf ?? given.actor
  return {
    type: 'intake.message-added.v1',
    data: {
      messageId,
      direction,
      author: { ...author, ...(authorName === undefined ? {} : { name: personal(authorName, key) }) },
      at: given.occurredAt ?? given.now,
      ...bodyOf(text, key),
      ...(sender === undefined ? {} : { sender: mailParty(requestId, sender) }),
      ...(copiedTo === undefined ? {} : { copiedTo: copiedTo.map((party) => mailParty(requestId, party)) }),
      ...(mail === undefined ? {} : { mail }),
      match,
      attachments: attachmentsOf(attachments ?? [], key),
    },
  }
}

/** What of a conversation may be shown to, or sent to, the client: internal notes never leave. */
export function isForClient({ direction }: Pick<MessageAdded, 'direction'>): boolean {
  return direction !== 'internal'
}
