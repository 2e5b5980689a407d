import { Injectable } from '@nestjs/common'
import { REQUESTS, REQUESTS_PERSONAL, type PersonalRequestDocument, type RequestDocument } from '@spoc/intake-contracts'
import { maySee, type Principal } from '@spoc/platform-nest'
import { Views } from '@spoc/platform-runtime'
import { Names } from '../names/names.js'
import { ERASED } from './personal.view.js'
import type { QueueItem, QueueItemSpoc } from './queue-item.js'

/** Makes lines of a queue of what the read models hold, each collection read once for the whole page. */
@Injectable()
export class QueueItems {
  constructor(
    private readonly views: Views,
    private readonly names: Names,
  ) {}

  async of(found: readonly RequestDocument[], principal: Principal): Promise<readonly QueueItem[]> {
    const ids = found.map(({ _id }) => _id)
    const [personal, accounts, contacts, services, people, teams, linked] = await Promise.all([
      this.views.of<PersonalRequestDocument>(REQUESTS_PERSONAL).getMany(ids),
      this.names.accounts(found.map(({ accountId }) => accountId)),
      this.names.contacts(found.map(({ contactId }) => contactId)),
      this.names.services(found.map(({ serviceInstanceId }) => serviceInstanceId)),
      this.names.people(found.flatMap(({ spoc }) => [spoc?.personId, spoc?.dutyPersonId])),
      this.names.teams(found.flatMap(({ spoc, engagements }) => [spoc?.teamId, ...engagements.map(({ teamId }) => teamId)])),
      this.visibleLinks(found, principal),
    ])
    const titles = new Map(personal.map((one) => [one._id, one]))
    const forStaff = principal.accounts === 'all'
    return found.map((request) => {
      const { title, sender } = titles.get(request._id) ?? { title: ERASED, sender: undefined }
      const item: QueueItem = {
        id: request._id,
        number: request.number,
        title,
        kind: request.kind,
        status: request.status,
        priority: request.priority,
        ...given('accountId', request.accountId),
        ...given('accountName', named(accounts, request.accountId)),
        ...given('contactId', request.contactId),
        ...given('contactName', named(contacts, request.contactId) ?? sender?.name ?? sender?.address),
        ...given('serviceInstanceId', request.serviceInstanceId),
        ...given('circuitId', services.get(request.serviceInstanceId ?? '')?.circuitId),
        ...given('clientReference', request.clientReference),
        channel: request.channel,
        receivedAt: request.receivedAt,
        occurredAt: request.occurredAt,
        spoc: spocOf(request, people, teams, forStaff),
        clocks: request.clocks,
        dueAt: request.dueAt,
        engagements: forStaff
          ? request.engagements.map((one) => ({ ...one, ...given('teamName', named(teams, one.teamId)) }))
          : [],
        ...given('openPageId', forStaff ? request.openPageIds.at(-1) : undefined),
        flags: forStaff ? request.flags : [],
        ...given('takenUpBy', forStaff ? request.takenUpBy : undefined),
        links: request.links.filter(({ to }) => linked === 'all' || linked.has(to)),
        ...given('mergedInto', request.mergedInto),
        lastEventAt: request.lastEventAt,
        revision: request.revision,
      }
      return item
    })
  }

  /** Links between accounts are for staff only. */
  private async visibleLinks(found: readonly RequestDocument[], principal: Principal): Promise<'all' | ReadonlySet<string>> {
    if (principal.accounts === 'all') return 'all'
    const ids = found.flatMap(({ links }) => links.map(({ to }) => to))
    const others = ids.length === 0 ? [] : await this.views.of<RequestDocument>(REQUESTS).getMany([...new Set(ids)])
    return new Set(others.filter(({ accountId }) => maySee(principal, accountId)).map(({ _id }) => _id))
  }
}

type ByName = ReadonlyMap<string, { readonly name: string }>

function spocOf({ spoc }: RequestDocument, people: ByName, teams: ByName, forStaff: boolean): QueueItemSpoc | null {
  if (spoc === null) return null
  const { kind, personId, teamId, dutyPersonId, because } = spoc
  const person = { ...given('personId', personId), ...given('personName', named(people, personId)) }
  const team = { ...given('teamId', teamId), ...given('teamName', named(teams, teamId)) }
  // Who is on duty, and why it fell to them, is the provider's own affair.
  if (!forStaff) return kind === 'person' ? { kind, ...person } : { kind, ...team }
  const duty = { ...given('dutyPersonId', dutyPersonId), ...given('dutyPersonName', named(people, dutyPersonId)) }
  return { kind, ...person, ...team, ...duty, because }
}

function named(names: ByName, id: string | undefined): string | undefined {
  return id === undefined ? undefined : names.get(id)?.name
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]?: Value })
}
