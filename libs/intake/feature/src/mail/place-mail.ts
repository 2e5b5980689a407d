import { Inject, Injectable } from '@nestjs/common'
import { requestFacts, type Match, type PeerNumber, type RequestFlag } from '@spoc/intake-contracts'
import { cluesOf, placeMail, type FoundClue, type IncomingMail, type MergeChain } from '@spoc/intake-domain'
import { THREAD_PURPOSE } from '@spoc/intake-contracts'
import type { Id, Instant } from '@spoc/platform-kernel'
import { CONFIG, Signatures, type Config } from '@spoc/platform-nest'
import { Streams } from '@spoc/platform-runtime'
import { Claims } from '../claims/claims.js'
import { Conversations } from './conversations.js'
import { messageIdOf } from './message-id.js'
import type { KnownSender } from './senders.js'

/** Where a mail goes. `claimed`: it was claimed for that before, by a delivery that may not have finished. */
export type Place =
  | { readonly to: 'known'; readonly requestId: Id<'request'> }
  | { readonly to: 'request'; readonly requestId: Id<'request'>; readonly match: Match; readonly claimed: boolean }
  | {
      readonly to: 'new'
      readonly requestId: Id<'request'>
      readonly linkTo?: Id<'request'>
      readonly relation: 'relates-to' | 'follows-up'
      readonly flags: readonly RequestFlag[]
      readonly reason: string
      /** The requests its clues led to. */
      readonly seen: ReadonlySet<string>
      readonly claimed: boolean
    }

/** Decides where a mail goes, by what the log holds at this moment. */
@Injectable()
export class PlaceMail {
  constructor(
    private readonly streams: Streams,
    private readonly claims: Claims,
    private readonly conversations: Conversations,
    private readonly signatures: Signatures,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `ownId`: the request that the mail opens if it opens one. */
  async of(
    mail: IncomingMail,
    ownId: Id<'request'>,
    who: KnownSender,
    peer: PeerNumber | undefined,
    now: Instant,
  ): Promise<Place> {
    const own = (await this.streams.load(requestFacts, ownId)).state
    const claimedFor =
      own.is === 'received' ? ownId : await this.claims.ownerOf('message-id', this.config.mailDomain, mail.messageId)
    const clues = cluesOf(mail, ({ number, signature }) => this.signatures.verify(THREAD_PURPOSE, number, signature), peer)
    const found = await this.conversations.found(clues, ownId)
    const seen = new Set(found.flatMap(({ conversation }) => [conversation.requestId, conversation.survivorId]))
    const placement = placeMail(mail, found, who.sender)
    const fresh = { to: 'new', requestId: ownId, relation: 'relates-to', seen, claimed: claimedFor === ownId } as const
    if (claimedFor !== undefined && claimedFor !== ownId) return this.claimedPlace(claimedFor, mail, found)
    if (placement.to === 'new') {
      const { linkTo, flags, reason } = placement
      return { ...fresh, ...(linkTo === undefined ? {} : { linkTo }), flags, reason }
    }
    if (claimedFor === ownId) return { ...fresh, flags: [], reason: 'It had opened a request before.' }
    const { requestId, match } = placement
    const chain = found.find(({ conversation }) => conversation.survivorId === requestId)?.conversation
    if (chain !== undefined && who.speaksFor === 'client' && isClosedForGood(chain, now)) {
      const reason = 'The request it belongs to is closed for good.'
      return { ...fresh, linkTo: requestId, relation: 'follows-up', flags: [], reason }
    }
    return { to: 'request', requestId, match, claimed: false }
  }

  /** A mail that came before, through another mailbox or because its first delivery did not end well. */
  private async claimedPlace(claimedFor: Id<'request'>, mail: IncomingMail, found: readonly FoundClue[]): Promise<Place> {
    const chain = await this.conversations.chainOf(claimedFor)
    if (chain === undefined) throw new Error(`A mail was added to request-${claimedFor}, which is not there.`)
    const { survivorId, requests } = chain
    const messageId = messageIdOf(this.config.mailDomain, mail)
    if (requests.some(({ messageIds }) => messageIds.includes(messageId))) return { to: 'known', requestId: survivorId }
    const clue = found.find(({ conversation }) => conversation.survivorId === survivorId)?.clue
    const match: Match = { by: clue?.by ?? 'references', reason: 'It had been placed here before, and was not taken in whole.' }
    return { to: 'request', requestId: survivorId, match, claimed: true }
  }
}

function isClosedForGood({ survivor: { phase } }: MergeChain, now: Instant): boolean {
  return phase.status === 'closed' && now >= phase.reopenUntil
}
