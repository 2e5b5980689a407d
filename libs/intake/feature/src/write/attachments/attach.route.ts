import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { keyOfWriter, note, reply } from '@spoc/intake-domain'
import { idOf, isRefusal, newId, Refused, type Given, type Id } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, Who, type Principal } from '@spoc/platform-nest'
import { SealedBlobs } from '@spoc/platform-runtime'
import { typeOf } from '../../mail/attachment-type.js'
import { saidOf } from '../conversation/said-of.js'
import { Conversations } from '../conversation/conversations.js'
import { ReplyAsClient } from '../conversation/reply-as-client.js'
import { sideOf } from '../request-changes.js'
import { ATTACHMENTS_PATH } from './larger-body.js'
import { NewAttachment, sentFile, type SentFile } from './new-attachment.js'

/** Files on a request: each comes with a message, so that the story tells who sent it, when and to whom. */
@Controller(ATTACHMENTS_PATH)
export class AttachRoute {
  constructor(
    private readonly commands: CommandBus,
    private readonly conversations: Conversations,
    private readonly blobs: SealedBlobs,
  ) {}

  /** Durable when it answers. Refused: `request-unknown` 404, `too-large` 413, a name or content that does not fit 422. */
  @Post()
  @HttpCode(201)
  @AllowedTo('client', 'client-manager', 'agent', 'engineer', 'manager', 'admin', 'scope:requests:write')
  async attach(
    @Param('id') id: string,
    @Body() body: NewAttachment,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    await this.conversations.mustSee(id, principal)
    const file = sentFile(body)
    if (isRefusal(file)) throw new Refused(file)
    const attachment = await this.keep(id, file, body.type, given)
    const said = { ...saidOf(id, body.text ?? file.name, given), attachments: [attachment] }
    const { attachmentId, type, size } = attachment
    if (sideOf(principal) === 'client')
      return { ...(await this.commands.execute(new ReplyAsClient(said, given, ifRevision))), attachmentId, type, size }
    const say = body.public === true ? reply : note
    const { changed, requestId } = await this.conversations.add(
      said,
      given,
      (request, message) => say(request, message, given),
      ifRevision,
    )
    return { ...changed, requestId, messageId: said.messageId, attachmentId, type, size }
  }

  private async keep(requestId: Id<'request'>, { name, bytes }: SentFile, declared: string, given: Given) {
    const { idempotency, now } = given
    const attachmentId =
      idempotency === undefined
        ? newId<'attachment'>(Date.parse(now))
        : idOf<'attachment'>('attachment', requestId, idempotency.key)
    const kept = await this.blobs.put(bytes, keyOfWriter(requestId, given))
    return { attachmentId, name, type: typeOf(bytes, declared), ...kept }
  }
}
