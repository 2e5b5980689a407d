import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { contactFacts } from '@spoc/directory-contracts'
import type { Request } from '@spoc/intake-contracts'
import { clientReplied } from '@spoc/intake-domain'
import { idOf, refuse, Refused, reveal, type Given, type Id, type Refusal } from '@spoc/platform-kernel'
import { Streams, type FactsReader } from '@spoc/platform-runtime'
import { ERASED } from '../../read/queue/personal.view.js'
import { ReceiveRequest } from '../receive-request/receive-request.js'
import { Conversations } from './conversations.js'
import type { Replied, SaidOn } from './said.js'

/** The client says something on a request, by whichever channel. */
export class ReplyAsClient extends Command<Replied> {
  constructor(
    readonly said: SaidOn,
    readonly given: Given,
    readonly ifRevision?: number,
  ) {
    super()
  }
}

/** Refused: `request-unknown`, `contact-unknown`. What comes too late to reopen a request opens another one, linked to it. */
@CommandHandler(ReplyAsClient)
export class ReplyAsClientHandler implements ICommandHandler<ReplyAsClient> {
  constructor(
    private readonly conversations: Conversations,
    private readonly commands: CommandBus,
    private readonly streams: Streams,
  ) {}

  async execute({ said, given, ifRevision }: ReplyAsClient): Promise<Replied> {
    const { messageId } = said
    try {
      const { changed, requestId } = await this.conversations.add(
        said,
        given,
        async (request, message, facts) =>
          (await unknownSpeaker(given, request, facts)) ?? clientReplied(request, message, given),
        ifRevision,
      )
      return { ...changed, requestId, messageId, outcome: 'added' }
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.refused !== 'follow-up-needed') throw error
      return this.openFollowUp(said, given)
    }
  }

  /** Named by the message, so that a repeat finds it opened. */
  private async openFollowUp({ messageId, text, ...said }: SaidOn, given: Given): Promise<Replied> {
    const { survivorId, survivor } = await this.conversations.find(said.requestId)
    const { sender, copiedTo, mail, attachments } = said
    const { accountId, serviceInstanceId, kind, impact, urgency, language, identifiedBy, number } = survivor
    const contactId = await this.presentContact(survivor.contactId)
    const received = await this.commands.execute(
      new ReceiveRequest(
        {
          requestId: followUpIdOf(survivorId, messageId),
          draft: {
            kind,
            title: reveal(survivor.title, ERASED),
            description: text,
            impact,
            urgency,
            ...(serviceInstanceId === undefined ? {} : { serviceInstanceId }),
            ...(language === undefined ? {} : { language }),
            ...(sender === undefined ? {} : { sender }),
            ...(copiedTo === undefined ? {} : { copiedTo }),
            ...(mail === undefined ? {} : { mail }),
            ...(attachments === undefined ? {} : { attachments }),
          },
          ...(accountId === undefined ? {} : { accountId }),
          ...(contactId === undefined ? {} : { contactId }),
          identifiedBy: { how: identifiedBy.how, reason: `It follows up on ${number}.` },
          link: { to: survivorId, relation: 'follows-up', reasons: [`${number} was closed for good.`] },
        },
        given,
      ),
    )
    const { id: requestId, ...opened } = received
    return { ...opened, requestId, messageId, outcome: 'follow-up-opened' }
  }

  private async presentContact(contactId: Id<'contact'> | undefined): Promise<Id<'contact'> | undefined> {
    if (contactId === undefined) return undefined
    return (await this.streams.load(contactFacts, contactId)).state.is === 'registered' ? contactId : undefined
  }
}

/** The follow-up that a message opens which comes too late for the request. */
export function followUpIdOf(requestId: Id<'request'>, messageId: Id<'message'>): Id<'request'> {
  return idOf('follow-up', requestId, messageId)
}

/** Whose words staff write down is one of the account's contacts. */
async function unknownSpeaker({ onBehalfOf }: Given, { accountId }: Request, facts: FactsReader): Promise<Refusal | undefined> {
  if (onBehalfOf?.kind !== 'contact') return undefined
  const contact = await facts.of(contactFacts, onBehalfOf.id)
  return contact.is === 'registered' && (accountId === undefined || contact.accountIds.includes(accountId))
    ? undefined
    : refuse('contact-unknown', 'The account has no such contact.', 'onBehalfOf')
}
