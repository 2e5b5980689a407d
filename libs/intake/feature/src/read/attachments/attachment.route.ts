import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common'
import { REQUEST_TEXTS, REQUESTS, type RequestTextsDocument } from '@spoc/intake-contracts'
import { refuse, Refused } from '@spoc/platform-kernel'
import { AllowedTo, Reads, Who, type Principal } from '@spoc/platform-nest'
import { SealedBlobs, Views } from '@spoc/platform-runtime'
import type { FastifyReply } from 'fastify'
import { RequestFinder } from '../queue/request-finder.js'
import { readers } from '../readers.js'

@Controller('api/v1/requests')
export class AttachmentRoute {
  constructor(
    private readonly finder: RequestFinder,
    private readonly views: Views,
    private readonly blobs: SealedBlobs,
  ) {}

  /** The bytes, to be saved and never shown in place. Refused: `request-unknown`, `attachment-unknown` 404, for an erased one too. */
  @Get(':idOrNumber/attachments/:attachmentId')
  @AllowedTo(...readers)
  @Reads(REQUESTS, REQUEST_TEXTS)
  async download(
    @Param('idOrNumber') idOrNumber: string,
    @Param('attachmentId') attachmentId: string,
    @Who() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const request = await this.finder.visible(idOrNumber, principal)
    const attachment = request.attachments.find((one) => one.attachmentId === attachmentId)
    if (attachment === undefined || (attachment.internal && principal.accounts !== 'all')) throw unknownAttachment()
    const [bytes, texts] = await Promise.all([
      this.blobs.get(attachment.sha256),
      this.views.of<RequestTextsDocument>(REQUEST_TEXTS).get(request._id),
    ])
    if (bytes === undefined) throw unknownAttachment()
    void reply
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, no-store')
    return new StreamableFile(bytes, {
      type: attachment.type,
      disposition: disposition(texts?.attachmentNames[attachmentId] ?? attachmentId),
      length: bytes.length,
    })
  }
}

function unknownAttachment(): Refused {
  return new Refused(refuse('attachment-unknown', 'There is no such attachment.'))
}

/** RFC 6266 with RFC 8187: the name as it is, and one in ASCII for those who cannot read that. */
function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
