import { Inject, Injectable } from '@nestjs/common'
import { requestFacts, THREAD_PURPOSE, type Match, type PeerNumber, type RequestFlag } from '@spoc/intake-contracts'
import { cluesOf, placeMail, type FoundClue, type IncomingMail } from '@spoc/intake-domain'
import type { Id } from '@spoc/platform-kernel'
import { CONFIG, Signatures, type Config } from '@spoc/platform-nest'
import { Streams } from '@spoc/platform-runtime'
import { Claims } from '../claims/claims.js'
import { followUpIdOf } from '../write/conversation/reply-as-client.js'
import { messageIdOf } from './message-id.js'
import type { KnownSender } from './senders.js'
import { Threads } from './threads.js'

/** Where a mail goes. `claimed`: it was claimed for that before, by a delivery that did not finish. */
export type Place =
  /** It is there already; of merged requests, in the survivor. */
  | { readonly to: 'known'; readonly requestId: Id<'request'> }
  | { readonly to: 'request'; readonly requestId: Id<'request'>; readonly match: Match; readonly claimed: boolean }
  | {
      readonly to: 'new'
      readonly requestId: Id<'request'>
      /** The thread it came by, for staff to see. */
      readonly linkTo?: { readonly requestId: Id<'request'>; readonly reason: string }
      readonly flags: readonly RequestFlag[]
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
    private readonly threads: Threads,
    private readonly signatures: Signatures,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `ownId`: the request that the mail opens if it opens one. Throws `ComeAgain`. */
  async of(mail: IncomingMail, ownId: Id<'request'>, who: KnownSender, peer: PeerNumber | undefined): Promise<Place> {
    if (await this.isThere(ownId)) return { to: 'known', requestId: (await this.threads.chainOf(ownId))?.survivorId ?? ownId }
    const claimedFor = await this.claims.ownerOf('message-id', this.config.mailDomain, mail.messageId)
    const clues = cluesOf(mail, ({ number, signature }) => this.signatures.verify(THREAD_PURPOSE, number, signature), peer)
    const { found, seen } = await this.threads.of(clues, ownId)
    if (claimedFor !== undefined && claimedFor !== ownId) return this.claimedPlace(claimedFor, mail, found)
    const claimed = claimedFor === ownId
    const placement = placeMail(mail, found, who.sender)
    if (placement.to === 'request')
      return claimed
        ? { to: 'new', requestId: ownId, flags: [], seen, claimed }
        : { to: 'request', requestId: placement.requestId, match: placement.match, claimed }
    const { linkTo, flags, reason } = placement
    return {
      to: 'new',
      requestId: ownId,
      ...(linkTo === undefined ? {} : { linkTo: { requestId: linkTo, reason } }),
      flags,
      seen,
      claimed,
    }
  }

  /** A mail that came before, through another mailbox or because its first delivery did not end well. */
  private async claimedPlace(claimedFor: Id<'request'>, mail: IncomingMail, found: readonly FoundClue[]): Promise<Place> {
    const chain = await this.threads.chainOf(claimedFor)
    if (chain === undefined) throw new Error(`A mail was taken for request-${claimedFor}, which is not there.`)
    const { survivorId, requests } = chain
    const messageId = messageIdOf(this.config.mailDomain, mail)
    if (requests.some(({ messageIds }) => messageIds.includes(messageId))) return { to: 'known', requestId: survivorId }
    const followUpId = followUpIdOf(survivorId, messageId)
    if (await this.isThere(followUpId)) return { to: 'known', requestId: followUpId }
    const clue = found.find(({ conversation }) => conversation.survivorId === survivorId)?.clue
    const match: Match = { by: clue?.by ?? 'references', reason: 'It had been placed here before, and was not taken in whole.' }
    return { to: 'request', requestId: survivorId, match, claimed: true }
  }

  private async isThere(requestId: Id<'request'>): Promise<boolean> {
    return (await this.streams.load(requestFacts, requestId)).state.is === 'received'
  }
}
