import type { PeerNumber } from '@spoc/intake-contracts'
import type { IncomingMail } from './incoming-mail.js'
import { tokensIn, type ThreadToken } from './thread-token.js'

/** Something in a mail by which its request may be found. */
export type Clue =
  /** A mail that this one answers, or this one itself: to be looked up among the claims of scope `message-id`, then `thread`. */
  | { readonly by: 'references'; readonly messageId: string }
  /** A mail of ours, whose Message-ID says which request it was about. */
  | { readonly by: 'references'; readonly number: string }
  | { readonly by: 'token'; readonly number: string; readonly where: 'subject' | 'address' }
  | ({ readonly by: 'peer-number' } & PeerNumber)

/** Checks a signature (an HMAC) without making it known here. */
export type Verify = (token: ThreadToken) => boolean

/** The clues of a mail, the strongest first. A subject without a signed token is none. */
export function cluesOf(mail: IncomingMail, verify: Verify, peer?: PeerNumber): readonly Clue[] {
  const answered = [...new Set([mail.inReplyTo, ...[...mail.references].reverse(), mail.messageId])].filter(
    (messageId) => messageId !== undefined,
  )
  const signed = (text: string) => tokensIn(text).filter(verify)
  return [
    ...answered.flatMap((messageId): readonly Clue[] => {
      const ours = signed(messageId)[0]
      return ours === undefined ? [{ by: 'references', messageId }] : [{ by: 'references', number: ours.number }]
    }),
    ...signed(mail.subject).map(({ number }): Clue => ({ by: 'token', number, where: 'subject' })),
    ...mail.recipients.flatMap(signed).map(({ number }): Clue => ({ by: 'token', number, where: 'address' })),
    ...(peer === undefined ? [] : [{ by: 'peer-number' as const, ...peer }]),
  ]
}

/**
 * Message-IDs this mail names, to be claimed (scope `thread`) for the request it comes to: another answer to a mail we never saw,
 * or that mail itself when it comes late, then finds the same request. Of a long thread, its root and the nine nearest.
 */
export function threadKeys(mail: Pick<IncomingMail, 'inReplyTo' | 'references' | 'messageId'>): readonly string[] {
  const named = new Set([...mail.references, ...(mail.inReplyTo === undefined ? [] : [mail.inReplyTo])])
  named.delete(mail.messageId)
  const [root, ...others] = named
  return root === undefined ? [] : [root, ...others.slice(-9)]
}
