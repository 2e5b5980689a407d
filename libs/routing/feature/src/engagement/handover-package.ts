import { Injectable } from '@nestjs/common'
import { contactFacts, serviceFacts } from '@spoc/directory-contracts'
import type { MailParty, RequestEvent, RequestReceived } from '@spoc/intake-contracts'
import { requestFacts } from '@spoc/intake-contracts'
import { keyOfAuthor, personal, reveal, type Id, type Personal, type RecordedOf } from '@spoc/platform-kernel'
import type { Handover, HandoverAttachment, HandoverContact, HandoverService, RequestedEngagement } from '@spoc/routing-contracts'
import { packHandover } from '@spoc/routing-domain'
import type { Facts } from '../duty/absences.js'
import { lineOf } from './request-lines.js'
import { StreamsReadWhole } from './streams-read-whole.js'

/** Puts together what goes along with an engagement: neither the client nor the SPOC says a thing twice. */
@Injectable()
export class HandoverPackage {
  constructor(private readonly streams: StreamsReadWhole) {}

  async of(
    requestId: Id<'request'>,
    earlier: readonly RequestedEngagement[],
    tried: readonly string[],
    facts: Facts,
  ): Promise<Handover> {
    const request = await facts.of(requestFacts, requestId)
    const events = await this.streams.request(requestId)
    const received = events.find((event) => event.type === 'intake.request-received.v1')?.data
    if (received === undefined || request.is === 'unknown') return packHandover(nothing(requestId))
    return packHandover({
      summary: summaryOf(requestId, received),
      timeline: events.map((event) => lineOf(requestId, event)).filter((line) => line !== undefined),
      tried: [...(await this.reportsOf(earlier)), ...tried.map((text) => personal(text, keyOfAuthor(requestId, 'provider')))],
      contacts: await contactsOf(request.contactId, received.sender, facts),
      services: request.serviceInstanceId === undefined ? [] : await servicesOf(request.serviceInstanceId, facts),
      attachments: events.flatMap(attachmentsOf),
    })
  }

  private async reportsOf(earlier: readonly RequestedEngagement[]): Promise<readonly Personal<string>[]> {
    const streams = await Promise.all(earlier.map(({ engagementId }) => this.streams.engagement(engagementId)))
    return streams.flatMap((events) =>
      events.flatMap((event) => (event.type === 'routing.engagement-completed.v1' ? [event.data.report] : [])),
    )
  }
}

function summaryOf(requestId: string, received: RequestReceived): Personal<string> {
  const { number, title, description, descriptionBlob, priority, clientReference } = received
  if (!('personal' in title)) return title
  const reference = clientReference === undefined ? [] : [`The client's reference: ${clientReference}`]
  const long = descriptionBlob === undefined ? [] : ['(The description is long, and to be read in the request.)']
  const described = description === undefined ? long : [reveal(description, 'The description is erased.')]
  return personal([`${number} (${priority}): ${title.personal}`, ...reference, ...described].join('\n\n'), title.under)
}

function nothing(requestId: string): Handover {
  const summary = personal('Nothing is known of this request.', keyOfAuthor(requestId, 'provider'))
  return { summary, timeline: [], tried: [], contacts: [], services: [], attachments: [] }
}

async function contactsOf(
  contactId: Id<'contact'> | undefined,
  sender: MailParty | undefined,
  facts: Facts,
): Promise<readonly HandoverContact[]> {
  const contact = contactId === undefined ? contactFacts.initial : await facts.of(contactFacts, contactId)
  if (contact.is === 'registered' && contactId !== undefined) {
    const { name, email, phone } = contact
    return [{ contactId, name, reach: [email, ...(phone === undefined ? [] : [phone])] }]
  }
  return sender === undefined ? [] : [{ name: sender.name ?? sender.address, reach: [sender.address] }]
}

async function servicesOf(serviceId: Id<'service'>, facts: Facts): Promise<readonly HandoverService[]> {
  const service = await facts.of(serviceFacts, serviceId)
  if (service.is === 'unknown') return []
  const below = await Promise.all(service.dependsOn.slice(0, 20).map((id) => facts.of(serviceFacts, id)))
  const names = below.flatMap((one) => (one.is === 'unknown' ? [] : [one.circuitId]))
  return [
    {
      serviceId,
      name: service.circuitId,
      serviceClass: service.class,
      site: service.site,
      facts: {
        kind: service.kind,
        ...(service.is === 'retired' && { state: 'retired' }),
        ...(service.redundancyGroup !== undefined && { 'redundancy group': service.redundancyGroup }),
        ...(service.clientReference !== undefined && { "client's name": service.clientReference }),
        ...(names.length > 0 && { 'depends on': names.join(', ') }),
      },
    },
  ]
}

function attachmentsOf(event: RecordedOf<RequestEvent>): readonly HandoverAttachment[] {
  if (event.type !== 'intake.request-received.v1' && event.type !== 'intake.message-added.v1') return []
  return event.data.attachments.map(({ sha256, name, type, size }) => ({ blob: sha256, name, mediaType: type, bytes: size }))
}
