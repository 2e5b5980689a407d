import { Controller, Get, Inject, Param, Res } from '@nestjs/common'
import {
  followToken,
  REQUEST_TEXTS,
  REQUESTS,
  REQUESTS_PERSONAL,
  type RequestDocument,
  type RequestTextsDocument,
} from '@spoc/intake-contracts'
import { AllowedTo, CONFIG, Reads, Signatures, Who, type Config, type Principal } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import type { FastifyReply } from 'fastify'
import { WrittenTexts } from '../../written-texts.js'
import { Names } from '../names/names.js'
import { readers } from '../readers.js'
import { ERASED } from './personal.view.js'
import { QueueItems } from './queue-items.js'
import { RequestFinder } from './request-finder.js'

@Controller('api/v1/requests')
export class RequestRoute {
  constructor(
    private readonly finder: RequestFinder,
    private readonly views: Views,
    private readonly items: QueueItems,
    private readonly names: Names,
    private readonly texts: WrittenTexts,
    private readonly signatures: Signatures,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** One request with all its facts, by id or by its number however it is typed. Refused: `request-unknown` 404. */
  @Get(':idOrNumber')
  @AllowedTo(...readers)
  @Reads(REQUESTS, REQUESTS_PERSONAL, REQUEST_TEXTS)
  async one(
    @Param('idOrNumber') idOrNumber: string,
    @Who() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = await this.finder.visible(idOrNumber, principal)
    void reply.header('etag', `"${request.revision}"`)
    const [[item], texts, contacts, services] = await Promise.all([
      this.items.of([request], principal),
      this.views.of<RequestTextsDocument>(REQUEST_TEXTS).get(request._id),
      this.names.contacts([request.contactId]),
      this.names.services([request.serviceInstanceId]),
    ])
    const contact = contacts.get(request.contactId ?? '')
    const service = services.get(request.serviceInstanceId ?? '')
    const forStaff = principal.accounts === 'all'
    return {
      ...item,
      ...(await this.descriptionOf(texts)),
      attachments: attachmentsOf(request, texts, forStaff),
      impact: request.impact,
      urgency: request.urgency,
      ...(request.proposedPriority === undefined ? {} : { proposedPriority: request.proposedPriority }),
      ...stateOf(request, texts, forStaff),
      duplicates: forStaff ? request.duplicates : [],
      ...(contact === undefined
        ? {}
        : { contact: { id: contact._id, name: contact.name, email: contact.email, phone: contact.phone } }),
      ...(service === undefined
        ? {}
        : {
            service: {
              id: service._id,
              circuitId: service.circuitId,
              class: service.class,
              site: service.site,
              kind: service.kind,
            },
          }),
      followUrl: `${this.config.publicUrl}/follow/${followToken(request._id, (purpose, text) => this.signatures.sign(purpose, text))}`,
    }
  }

  private async descriptionOf(texts: RequestTextsDocument | undefined): Promise<{ readonly description?: string }> {
    const { text, blob } = texts?.description ?? {}
    if (text !== undefined) return { description: text }
    return blob === undefined ? {} : { description: (await this.texts.read({ sha256: blob })) ?? ERASED }
  }
}

/** What only the state it is in knows. */
function stateOf(
  { waiting, hold, resolution, reopenUntil }: RequestDocument,
  texts: RequestTextsDocument | undefined,
  forStaff: boolean,
) {
  return {
    ...(waiting === undefined ? {} : { waiting: { ...waiting, what: texts?.awaited ?? ERASED } }),
    ...(hold === undefined
      ? {}
      : { hold: { ...hold, ...(forStaff && texts?.holdNote !== undefined ? { note: texts.holdNote } : {}) } }),
    ...(resolution === undefined
      ? {}
      : { resolution: { ...resolution, ...(texts?.solution === undefined ? {} : { solution: texts.solution }) } }),
    ...(reopenUntil === undefined ? {} : { reopenUntil }),
  }
}

function attachmentsOf({ attachments }: RequestDocument, texts: RequestTextsDocument | undefined, forStaff: boolean) {
  return attachments
    .filter(({ internal }) => forStaff || internal === undefined)
    .map(({ attachmentId, type, size }) => ({
      id: attachmentId,
      name: texts?.attachmentNames[attachmentId] ?? ERASED,
      type,
      size,
    }))
}
