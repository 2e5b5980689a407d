import { tmf621Status, type Impact, type Priority, type RequestDocument, type RequestKind } from '@spoc/intake-contracts'
import type { QueueItem } from '../read/queue/queue-item.js'

export const TROUBLE_TICKETS = '/tmf-api/troubleTicket/v4/troubleTicket'

export const severities = { high: 'Critical', medium: 'Major', low: 'Minor' } as const satisfies Readonly<Record<Impact, string>>
export const tmf621Priorities = {
  P1: 'Critical',
  P2: 'High',
  P3: 'Medium',
  P4: 'Low',
} as const satisfies Readonly<Record<Priority, string>>

export interface RelatedReference {
  readonly id: string
  readonly name?: string
  readonly role: string
  readonly '@referredType': string
}

/** A request as TM Forum's TMF621 v4 tells it. */
export interface TroubleTicket {
  readonly id: string
  readonly href: string
  /** The number everybody knows it by. */
  readonly correlationId: string
  readonly name: string
  /** None in a list where it is very long: it is told on the ticket's own address. */
  readonly description?: string
  readonly severity: (typeof severities)[Impact]
  readonly ticketType: RequestKind
  readonly priority: (typeof tmf621Priorities)[Priority]
  readonly status: string
  readonly creationDate: string
  readonly lastUpdate: string
  /** The client's own number for it. */
  readonly externalId?: string
  readonly expectedResolutionDate?: string
  readonly resolutionDate?: string
  readonly channel: { readonly id: string; readonly name: string }
  readonly relatedEntity: readonly RelatedReference[]
  readonly relatedParty: readonly RelatedReference[]
  readonly troubleTicketRelationship: readonly { readonly id: string; readonly href: string; readonly relationshipType: string }[]
  readonly '@type': 'TroubleTicket'
}

/** `item` is the request as its caller may see it. */
export function ticketOf(
  { impact, resolution }: Pick<RequestDocument, 'impact' | 'resolution'>,
  item: QueueItem,
  publicUrl: string,
  description?: string,
): TroubleTicket {
  const resolveBy = item.clocks.find(({ clock }) => clock === 'resolve') ?? item.clocks.find(({ clock }) => clock === 'restore')
  return {
    id: item.id,
    href: hrefOf(item.id, publicUrl),
    correlationId: item.number,
    name: item.title,
    ...(description === undefined ? {} : { description }),
    severity: severities[impact],
    ticketType: item.kind,
    priority: tmf621Priorities[item.priority],
    status: tmf621Status[item.status],
    creationDate: item.receivedAt,
    lastUpdate: item.lastEventAt,
    ...(item.clientReference === undefined ? {} : { externalId: item.clientReference }),
    ...(resolveBy?.dueAt === undefined ? {} : { expectedResolutionDate: resolveBy.dueAt }),
    ...(resolution === undefined ? {} : { resolutionDate: resolution.at }),
    channel: { id: item.channel, name: item.channel },
    relatedEntity:
      item.serviceInstanceId === undefined
        ? []
        : [reference(item.serviceInstanceId, item.circuitId, 'affected service', 'Service')],
    relatedParty: [
      ...(item.accountId === undefined ? [] : [reference(item.accountId, item.accountName, 'client', 'Organization')]),
      ...(item.contactId === undefined ? [] : [reference(item.contactId, item.contactName, 'contact', 'Individual')]),
    ],
    troubleTicketRelationship: [
      ...(item.mergedInto === undefined ? [] : [relationship(item.mergedInto, 'merged-into', publicUrl)]),
      ...item.links.map(({ to, relation }) => relationship(to, relation, publicUrl)),
    ],
    '@type': 'TroubleTicket',
  }
}

export function hrefOf(id: string, publicUrl: string): string {
  return `${publicUrl}${TROUBLE_TICKETS}/${id}`
}

/** The fields that were asked for; the id, its address and type always. */
export function onlyFields(ticket: TroubleTicket, fields: string | undefined): Partial<TroubleTicket> {
  if (fields === undefined) return ticket
  const wanted = new Set([...fields.split(',').map((field) => field.trim()), 'id', 'href', '@type'])
  return Object.fromEntries(Object.entries(ticket).filter(([field]) => wanted.has(field)))
}

function reference(id: string, name: string | undefined, role: string, referredType: string): RelatedReference {
  return { id, ...(name === undefined ? {} : { name }), role, '@referredType': referredType }
}

function relationship(id: string, relationshipType: string, publicUrl: string) {
  return { id, href: hrefOf(id, publicUrl), relationshipType }
}
