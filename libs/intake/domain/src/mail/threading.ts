import type { Match, RequestFlag } from '@spoc/intake-contracts'
import type { Id } from '@spoc/platform-kernel'
import type { MergeChain } from '../request/survivor.js'
import { withoutTag, type IncomingMail } from './incoming-mail.js'
import type { Clue } from './thread-clues.js'

/** A clue and the request it led to, its merges followed. */
export interface FoundClue {
  readonly clue: Clue
  readonly conversation: MergeChain
}

/** What is known of who sent it. */
export interface Sender {
  readonly addressHash: string
  /** Accounts whose contact or colleague it is. */
  readonly accountIds: readonly Id<'account'>[]
  /** One of the provider's own people, writing by mail. */
  readonly isStaff: boolean
}

export type Placement =
  /** Goes to this request; of merged ones, to the survivor. */
  | { readonly to: 'request'; readonly requestId: Id<'request'>; readonly match: Match }
  /** Opens a new one, linked to `linkTo` for staff to see. */
  | {
      readonly to: 'new'
      readonly linkTo?: Id<'request'>
      readonly flags: readonly RequestFlag[]
      readonly reason: string
    }

/**
 * Where a mail belongs: by the mails it answers, then by a signed token, then by the number of a peer's system; never by subject alone.
 * `found` keeps the order of the clues. Whoever has no part in a request gets no word into it, by whatever clue.
 */
export function placeMail(mail: IncomingMail, found: readonly FoundClue[], sender: Sender): Placement {
  const first = found[0]
  if (first === undefined) return { to: 'new', flags: [], reason: 'It answers no mail of ours and carries no token.' }
  const good = found.find((one) => isWelcome(sender, one) && !hasLeft(mail, one, found))
  if (good !== undefined) return placed(good)
  const linkTo = first.conversation.survivorId
  return isWelcome(sender, first)
    ? { to: 'new', linkTo, flags: [], reason: 'It was passed on to another of our mailboxes, and the token was taken out.' }
    : {
        to: 'new',
        linkTo,
        flags: ['stranger-in-thread'],
        reason: 'It belongs to the thread of another request, but its sender has no part in that.',
      }
}

function placed({ clue, conversation }: FoundClue): Placement {
  const { requestId, survivorId } = conversation
  const onward = requestId === survivorId ? '' : ' That was merged; it goes to the survivor.'
  return { to: 'request', requestId: survivorId, match: { by: clue.by, reason: `${sentenceOf(clue)}${onward}` } }
}

function sentenceOf(clue: Clue): string {
  if (clue.by === 'references') return 'It answers a mail of this request.'
  if (clue.by === 'token') return `It carries the signed token of ${clue.number} in its ${clue.where}.`
  return `It carries the number ${clue.number} of ${clue.system}, which we had stored.`
}

function isWelcome(sender: Sender, { clue, conversation: { requests, survivor } }: FoundClue): boolean {
  // A peer's number is looked for in that peer's own mails only; its system is the party it writes for.
  if (clue.by === 'peer-number' || sender.isStaff) return true
  return (
    requests.some(({ participants }) => participants.includes(sender.addressHash)) ||
    (survivor.accountId !== undefined && sender.accountIds.includes(survivor.accountId))
  )
}

/** Words such as Fwd, WG or Пересл are not looked at: they differ by language, and by mail programme. */
function hasLeft(mail: IncomingMail, { clue, conversation }: FoundClue, found: readonly FoundClue[]): boolean {
  if (clue.by !== 'references') return false
  const mailboxes = new Set(conversation.requests.flatMap((request) => request.mailboxes.map(withoutTag)))
  if (mailboxes.size === 0) return false
  const stillThere = [mail.mailbox, ...mail.recipients].some((address) => mailboxes.has(withoutTag(address)))
  const hasToken = found.some((other) => other.clue.by === 'token' && other.conversation.survivorId === conversation.survivorId)
  return !stillThere && !hasToken
}
