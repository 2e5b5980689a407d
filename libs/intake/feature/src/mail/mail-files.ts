import { Injectable } from '@nestjs/common'
import type { MailTrace } from '@spoc/intake-contracts'
import { keyOfWriter, type AttachmentInput, type MailPartyInput } from '@spoc/intake-domain'
import { idOf, type Given, type Id } from '@spoc/platform-kernel'
import { AddressHash } from '@spoc/platform-nest'
import { SealedBlobs } from '@spoc/platform-runtime'
import { typeOf } from './attachment-type.js'
import type { ReadMail } from './read-mail.js'
import { Senders } from './senders.js'

/** What an event says of a mail, everything large in it already kept beside the log. */
export interface KeptMail {
  readonly trace: MailTrace
  readonly sender: MailPartyInput
  readonly copiedTo: readonly MailPartyInput[]
  readonly attachments: readonly AttachmentInput[]
}

/** Keeps what of a mail is too large for an event: the raw mail and its attachments, sealed under the key of the request and the author. */
@Injectable()
export class MailFiles {
  constructor(
    private readonly blobs: SealedBlobs,
    private readonly senders: Senders,
    private readonly addresses: AddressHash,
  ) {}

  /** All of it durable when it resolves. */
  async keep(requestId: Id<'request'>, read: ReadMail, raw: Uint8Array, given: Given): Promise<KeptMail> {
    const key = keyOfWriter(requestId, given)
    const { messageId, inReplyTo, references } = read.mail
    const rawBlob = await this.blobs.put(raw, key)
    const attachments: AttachmentInput[] = []
    for (const [index, { name, declaredType, content }] of read.attachments.entries()) {
      const attachmentId = idOf<'attachment'>('attachment', requestId, messageId, String(index))
      attachments.push({ attachmentId, name, type: typeOf(content, declaredType), ...(await this.blobs.put(content, key)) })
    }
    const [sender, ...copiedTo] = await this.partiesOf(read)
    return {
      trace: { messageId, ...(inReplyTo === undefined ? {} : { inReplyTo }), references, rawBlob, mailbox: read.mail.mailbox },
      sender,
      copiedTo,
      attachments,
    }
  }

  private async partiesOf({ sender, copies }: ReadMail): Promise<readonly [MailPartyInput, ...MailPartyInput[]]> {
    const hashed = (one: ReadMail['sender']) => ({ ...one, addressHash: this.addresses.of(one.address) })
    const first = hashed(sender)
    const others = copies.map(hashed)
    const contacts = await this.senders.contactIds([first, ...others].map(({ addressHash }) => addressHash))
    const known = (party: typeof first): MailPartyInput => {
      const contactId = contacts.get(party.addressHash)
      return contactId === undefined ? party : { ...party, contactId }
    }
    return [known(first), ...others.map(known)]
  }
}
