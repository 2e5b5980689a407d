import type { MailParty, RequestEvent } from '@spoc/intake-contracts'
import { requestFacts, type RequestFacts } from '@spoc/intake-contracts'
import type { Personal } from '@spoc/platform-kernel'
import type { FactsKind } from '@spoc/platform-runtime'

/** What writing to a request's client takes: the request, who takes part, and the mails the thread is made of. */
export interface Correspondence {
  readonly request: RequestFacts
  /** Whoever wrote in first. */
  readonly sender?: MailParty
  /** Everybody else whom the client's mails were from or copied to, each once. */
  readonly others: readonly MailParty[]
  /** Message-IDs of the client's mails without angle brackets, oldest first. */
  readonly mailIds: readonly string[]
  readonly awaited?: Personal<string>
}

const MOST_REFERENCES = 20
const MOST_OTHERS = 50

/** Folds `request-<id>` for those who write to its client. */
export const correspondence: FactsKind<Correspondence, RequestEvent> = {
  category: 'request',
  initial: { request: requestFacts.initial, others: [], mailIds: [] },
  evolve: (before, event) => {
    const next = { ...before, request: requestFacts.evolve(before.request, event) }
    switch (event.type) {
      case 'intake.request-received.v1': {
        const { sender, copiedTo, mail } = event.data
        return joined({ ...next, mailIds: mail === undefined ? [] : [mail.messageId] }, sender, copiedTo)
      }
      case 'intake.message-added.v1': {
        const { direction, mail, sender, copiedTo } = event.data
        if (direction !== 'from-client' || mail === undefined) return next
        return joined({ ...next, mailIds: [...before.mailIds, mail.messageId].slice(-MOST_REFERENCES) }, sender, copiedTo)
      }
      case 'intake.client-awaited.v1':
        return { ...next, awaited: event.data.what }
      default:
        return next
    }
  },
}

function joined(
  before: Correspondence,
  sender: MailParty | undefined,
  copiedTo: readonly MailParty[] | undefined,
): Correspondence {
  const first = before.sender ?? sender
  const more = [...(sender === undefined ? [] : [sender]), ...(copiedTo ?? [])]
  const others = [...before.others, ...more].filter(
    ({ addressHash }, index, all) =>
      addressHash !== first?.addressHash && all.findIndex((other) => other.addressHash === addressHash) === index,
  )
  return { ...before, ...(first !== undefined && { sender: first }), others: others.slice(0, MOST_OTHERS) }
}
