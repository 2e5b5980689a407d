import { Inject, Injectable } from '@nestjs/common'
import { automaticMail, domainOf, tokensIn, withoutTag } from '@spoc/intake-domain'
import { loopMark, THREAD_PURPOSE, type ThreadToken } from '@spoc/intake-contracts'
import { Refused } from '@spoc/platform-kernel'
import { AddressHash, CONFIG, Signatures, type Config } from '@spoc/platform-nest'
import { DeliverMail } from './deliver-mail.js'
import { PeerSystems, type PeerOf } from './peer-systems.js'
import { Quarantine, type Refusing } from './quarantine.js'
import { readMail, type Envelope, type ReadMail } from './read-mail.js'
import { Senders } from './senders.js'
import type { Taken } from './taken.js'

/** More servers than this and it goes round in circles (RFC 5321 §6.3). */
const MOST_HOPS = 50

/** A mail on its way in: a person's becomes a request or a word on one, all others are kept with the reason why they did not. */
@Injectable()
export class TakeMail {
  constructor(
    private readonly deliver: DeliverMail,
    private readonly peers: PeerSystems,
    private readonly senders: Senders,
    private readonly signatures: Signatures,
    private readonly quarantine: Quarantine,
    private readonly addresses: AddressHash,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Nothing of it is lost once it resolves. Throws `ComeAgain`, and `EngineUnavailable` where an engine does not answer: the mail is to be sent again. */
  async take(raw: Uint8Array, envelope: Envelope): Promise<Taken> {
    const mailDomain = this.config.mailDomain.toLowerCase()
    const read = await readMail(raw, envelope, { mailDomain, hash: (address) => this.addresses.of(address) })
    if (read.is === 'unreadable')
      return this.refuse(raw, { kind: 'unreadable', reason: read.reason, mailboxes: [...new Set(envelope.to.map(withoutTag))] })
    const { messageId, fromHash } = read.mail
    const about = { messageId, fromHash, mailboxes: read.mailboxes }
    const peer = await this.peers.of(read.mail)
    const automatic = this.nobodysWord(read, peer, mailDomain, (await this.senders.staffOf(fromHash)) !== undefined)
    if (automatic !== undefined) return this.refuse(raw, { ...automatic, ...about })
    try {
      return await this.deliver.deliver(read, raw, peer)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return this.refuse(raw, { kind: 'refused', reason: error.refusal.message, ...about })
    }
  }

  private nobodysWord(
    { mail, hops }: ReadMail,
    peer: PeerOf | undefined,
    mailDomain: string,
    isStaff: boolean,
  ): Pick<Refusing, 'kind' | 'reason'> | undefined {
    // Our own people may write from our own domain; what the platform itself has sent carries its signature.
    const isOurDomain = domainOf(mail.messageId) === mailDomain
    if (isOurDomain && (!isStaff || tokensIn(mail.messageId).some((token) => this.isSigned(token))))
      return { kind: 'loop', reason: 'Its Message-ID is one of ours: it went out from here.' }
    if (hops > MOST_HOPS) return { kind: 'loop', reason: `It went through more than ${MOST_HOPS} servers.` }
    const from = withoutTag(mail.from)
    return automaticMail(mail, {
      ownAddresses: new Set(domainOf(from) === mailDomain && !isStaff ? [from] : []),
      loopMark: loopMark(mailDomain),
      welcomeMachines: new Set(peer === undefined ? [] : [mail.from]),
    })
  }

  private isSigned({ number, signature }: ThreadToken): boolean {
    return this.signatures.verify(THREAD_PURPOSE, number, signature)
  }

  private async refuse(raw: Uint8Array, refused: Refusing): Promise<Taken> {
    await this.quarantine.keep(raw, refused)
    return { outcome: 'quarantined', reason: refused.reason }
  }
}
