import { Inject, Injectable } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { claimId, requestFacts, type PeerNumber } from '@spoc/intake-contracts'
import { note, receiveCopy, requestStream, threadKeys, type IncomingMail } from '@spoc/intake-domain'
import { epochMs, idOf, newId, type Given, type Id } from '@spoc/platform-kernel'
import { CLOCK, CONFIG, type Config } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { Streams, Turns } from '@spoc/platform-runtime'
import { Claims } from '../claims/claims.js'
import { Conversations } from '../write/conversation/conversations.js'
import { ReplyAsClient } from '../write/conversation/reply-as-client.js'
import type { SaidOn } from '../write/conversation/said.js'
import { ReceiveRequest } from '../write/receive-request/receive-request.js'
import { ComeAgain } from './come-again.js'
import { MailFiles, type KeptMail } from './mail-files.js'
import { titleOf } from './mail-text.js'
import { messageIdOf } from './message-id.js'
import type { PeerOf } from './peer-systems.js'
import { PlaceMail, type Place } from './place-mail.js'
import type { ReadMail } from './read-mail.js'
import { Senders, type KnownSender } from './senders.js'
import type { Taken } from './taken.js'

type Delivered = Extract<Taken, { readonly requestId: string }>

/** Placed anew where somebody else was faster. */
const MOST_ATTEMPTS = 5

interface Delivery {
  readonly read: ReadMail
  readonly raw: Uint8Array
  readonly who: KnownSender
  readonly peer: PeerNumber | undefined
  readonly given: Given
}

/** Brings a person's mail to its request: claims it, then opens a request or adds a message. The same mail again changes nothing, or finishes what a crash left. */
@Injectable()
export class DeliverMail {
  private readonly turns = new Turns()

  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly conversations: Conversations,
    private readonly claims: Claims,
    private readonly senders: Senders,
    private readonly placing: PlaceMail,
    private readonly files: MailFiles,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Mails of one thread go one after another, so that the second finds what the first has opened. Throws {@link ComeAgain}. */
  async deliver(read: ReadMail, raw: Uint8Array, peer: PeerOf | undefined): Promise<Delivered> {
    const { mail, sender, text } = read
    const who = await this.senders.of({ address: sender.address, hash: mail.fromHash }, `${mail.subject}\n${text}`, peer)
    const now = this.clock.now()
    const given: Given = { now, actor: who.actor, channel: 'mail', correlation: newId(epochMs(now)) }
    return this.turns.take(threadOf(mail), async () => {
      const delivered = await this.place({ read, raw, who, peer: peer?.number, given })
      await this.tellMailboxes(delivered.requestId, read, given)
      return delivered
    })
  }

  private async place(delivery: Delivery): Promise<Delivered> {
    const { read, raw, who, peer, given } = delivery
    const ownId = this.ownIdOf(read.mail)
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const place = await this.placing.of(read.mail, ownId, who, peer)
      if (place.to === 'known') return { outcome: 'known', requestId: place.requestId }
      const kept = await this.files.keep(place.requestId, read, raw, given)
      if (!(await this.claim(place, delivery))) continue
      return place.to === 'new' ? this.open(place, kept, delivery) : this.add(place, kept, delivery)
    }
    throw new ComeAgain('Its thread changes faster than it can be placed.')
  }

  /**
   * Takes for the request, in this order, what later mails will look for: the mails it answers, the peer's number, and last the mail itself,
   * so that a claimed mail is always one whose thread is claimed. False where another was faster with what would have decided otherwise.
   */
  private async claim(place: Exclude<Place, { readonly to: 'known' }>, { read, peer, given }: Delivery): Promise<boolean> {
    const { mailDomain } = this.config
    const { requestId } = place
    for (const key of threadKeys(read.mail)) {
      // A mail that came is known by its own claim.
      if ((await this.claims.ownerOf('message-id', mailDomain, key)) !== undefined) continue
      const owner = await this.claims.take('thread', [mailDomain, key], requestId, given)
      if (owner !== requestId && place.to === 'new' && !place.seen.has(owner)) return false
    }
    if (peer !== undefined) await this.claims.take('peer-number', [peer.system, peer.number], requestId, given)
    const owner = await this.claims.take('message-id', [mailDomain, read.mail.messageId], requestId, given)
    return owner === requestId || place.claimed
  }

  private async open(
    { requestId, linkTo, flags }: Extract<Place, { readonly to: 'new' }>,
    { trace, sender, copiedTo, attachments }: KeptMail,
    { read, who, peer, given }: Delivery,
  ): Promise<Delivered> {
    const { serviceInstanceId, flags: ofSender, ...identity } = who.identified
    const draft = {
      kind: 'incident',
      title: titleOf(read.mail.subject),
      description: read.text,
      ...(serviceInstanceId === undefined ? {} : { serviceInstanceId }),
      ...(read.language === undefined ? {} : { language: read.language }),
      sender,
      copiedTo,
      mail: trace,
      attachments,
      flags: [...new Set([...ofSender, ...flags])],
      ...(peer === undefined ? {} : { peer }),
    } as const
    const link =
      linkTo === undefined ? {} : { link: { to: linkTo.requestId, relation: 'relates-to', reasons: [linkTo.reason] } as const }
    await this.commands.execute(new ReceiveRequest({ requestId, draft, ...identity, ...link }, given))
    return { outcome: 'opened', requestId }
  }

  private async add(
    { requestId, match }: Extract<Place, { readonly to: 'request' }>,
    { trace, sender, copiedTo, attachments }: KeptMail,
    { read, who, given }: Delivery,
  ): Promise<Delivered> {
    const said: SaidOn = {
      requestId,
      messageId: messageIdOf(this.config.mailDomain, read.mail),
      text: read.text,
      ...(read.sender.name === undefined ? {} : { authorName: read.sender.name }),
      sender,
      copiedTo,
      mail: trace,
      match,
      attachments,
    }
    if (who.speaksFor === 'provider') {
      const noted = await this.conversations.add(said, given, (request, message) => note(request, message, given))
      return { outcome: 'added', requestId: noted.requestId }
    }
    const replied = await this.commands.execute(new ReplyAsClient(said, given))
    return { outcome: replied.outcome === 'added' ? 'added' : 'opened', requestId: replied.requestId }
  }

  /** The same mail through another of our mailboxes: the team behind it sees the request too. */
  private async tellMailboxes(requestId: Id<'request'>, { mail, mailboxes }: ReadMail, given: Given): Promise<void> {
    const { state } = await this.streams.load(requestFacts, requestId)
    const missing = state.is === 'unknown' ? [] : mailboxes.filter((mailbox) => !state.mailboxes.includes(mailbox))
    for (const mailbox of missing)
      await this.streams.change(requestStream, requestId, given, (request) =>
        receiveCopy(request, { mailbox, messageId: mail.messageId }),
      )
  }

  /** The request this mail opens if it opens one: the same on every replica, and after a crash. */
  private ownIdOf({ messageId }: IncomingMail): Id<'request'> {
    return idOf('request', claimId('message-id', this.config.mailDomain, messageId))
  }
}

function threadOf({ references, inReplyTo, messageId }: IncomingMail): string {
  return references[0] ?? inReplyTo ?? messageId
}
