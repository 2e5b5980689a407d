import type { MailParty, RequestEvent } from '@spoc/intake-contracts'
import { requestFacts, type RequestFacts } from '@spoc/intake-contracts'
import type { Personal } from '@spoc/platform-kernel'
import type { FactsKind } from '@spoc/platform-runtime'

/** What writing to a request's client takes: the request, who wrote in, and the mails the thread is made of. */
export interface Correspondence {
  readonly request: RequestFacts
  readonly sender?: MailParty
  /** Message-IDs of the client's mails without angle brackets, oldest first. */
  readonly mailIds: readonly string[]
  /** The solution as told, and why it ended otherwise. */
  readonly solution?: Personal<string>
  readonly reason?: Personal<string>
  readonly awaited?: Personal<string>
}

const MOST_REFERENCES = 20

/** Folds `request-<id>` for those who write to its client. */
export const correspondence: FactsKind<Correspondence, RequestEvent> = {
  category: 'request',
  initial: { request: requestFacts.initial, mailIds: [] },
  evolve: (before, event) => {
    const next = { ...before, request: requestFacts.evolve(before.request, event) }
    switch (event.type) {
      case 'intake.request-received.v1': {
        const { sender, mail } = event.data
        return { ...next, ...(sender && { sender }), mailIds: mail === undefined ? [] : [mail.messageId] }
      }
      case 'intake.message-added.v1': {
        const { direction, mail, sender } = event.data
        if (direction !== 'from-client' || mail === undefined) return next
        return { ...next, sender: before.sender ?? sender, mailIds: [...before.mailIds, mail.messageId].slice(-MOST_REFERENCES) }
      }
      case 'intake.request-resolved.v1':
        return { ...next, solution: event.data.solution }
      case 'intake.request-rejected.v1':
      case 'intake.request-cancelled.v1':
        return { ...next, reason: event.data.reason }
      case 'intake.client-awaited.v1':
        return { ...next, awaited: event.data.what }
      default:
        return next
    }
  },
}
