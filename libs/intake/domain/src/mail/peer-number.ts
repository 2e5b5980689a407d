import type { PeerNumber } from '@spoc/intake-contracts'
import type { IncomingMail } from './incoming-mail.js'

/** A ticket system of the other side that writes to us, and how its numbers look in a subject. */
export interface PeerSystem {
  readonly system: string
  /** The addresses it writes from, in lower case. */
  readonly addresses: ReadonlySet<string>
  /** The first group is the number; the whole match where it has none. */
  readonly pattern: RegExp
}

/** The peer's own number in the subject of a mail from that peer; nobody else's mails are looked at for it. */
export function peerNumberIn(mail: Pick<IncomingMail, 'from' | 'subject'>, peers: readonly PeerSystem[]): PeerNumber | undefined {
  for (const { system, addresses, pattern } of peers) {
    const found = addresses.has(mail.from) ? pattern.exec(mail.subject) : null
    if (found !== null) return { system, number: found[1] ?? found[0] }
  }
  return undefined
}
