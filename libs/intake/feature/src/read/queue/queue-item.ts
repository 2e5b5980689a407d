import type { QueueClock, QueueEngagement, RequestDocument } from '@spoc/intake-contracts'

/** One line of a queue, with the names of those it tells of. */
export interface QueueItem extends Pick<
  RequestDocument,
  | 'number'
  | 'kind'
  | 'status'
  | 'priority'
  | 'accountId'
  | 'contactId'
  | 'serviceInstanceId'
  | 'clientReference'
  | 'channel'
  | 'receivedAt'
  | 'occurredAt'
  | 'dueAt'
  | 'lastEventAt'
  | 'mergedInto'
  | 'revision'
> {
  readonly id: string
  readonly title: string
  readonly accountName?: string
  readonly contactName?: string
  readonly circuitId?: string
  readonly spoc: QueueItemSpoc | null
  readonly clocks: readonly QueueClock[]
  /** None for clients, as the four that follow. */
  readonly engagements: readonly (QueueEngagement & { readonly teamName?: string })[]
  readonly openPageId?: string
  readonly flags: RequestDocument['flags']
  readonly takenUpBy?: string
  readonly links: RequestDocument['links']
}

export interface QueueItemSpoc {
  readonly kind: 'person' | 'team'
  readonly personId?: string
  readonly personName?: string
  readonly teamId?: string
  readonly teamName?: string
  readonly dutyPersonId?: string
  readonly dutyPersonName?: string
  readonly because?: string
}
