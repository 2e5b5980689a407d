import type { ServiceFacts } from '@spoc/directory-contracts'
import type {
  AlertTrace,
  Identification,
  Impact,
  MailTrace,
  PeerNumber,
  Priority,
  RequestEvent,
  RequestFacts,
  RequestFlag,
  RequestKind,
  RequestReceived,
  Urgency,
} from '@spoc/intake-contracts'
import { checkText, personal, refuse, type Decision, type Given, type Id, type Refusal } from '@spoc/platform-kernel'
import { priorityOf, type PriorityMatrix } from '../priority/priority.js'
import {
  attachmentsOf,
  checkWritten,
  keyOfWriter,
  mailParty,
  type AttachmentInput,
  type MailPartyInput,
  type Written,
} from './writing.js'

/** What is brought, in the clear, from whichever channel. */
export interface RequestDraft {
  readonly kind: RequestKind
  readonly title: string
  readonly description?: Written
  /** `medium` where nothing is told. */
  readonly impact?: Impact
  readonly urgency?: Urgency
  readonly proposedPriority?: Priority
  readonly serviceInstanceId?: Id<'service'>
  readonly clientReference?: string
  readonly language?: string
  readonly sender?: MailPartyInput
  readonly copiedTo?: readonly MailPartyInput[]
  readonly mail?: MailTrace
  readonly alert?: AlertTrace
  readonly attachments?: readonly AttachmentInput[]
  readonly flags?: readonly RequestFlag[]
  readonly peer?: PeerNumber
}

export interface ReceiveRequest {
  readonly requestId: Id<'request'>
  /** See `formatNumber`. */
  readonly number: string
  readonly draft: RequestDraft
  /** Whose it is, as far as that could be told. */
  readonly identity: {
    readonly accountId?: Id<'account'>
    readonly contactId?: Id<'contact'>
    readonly contractId?: Id<'contract'>
    readonly identifiedBy: Identification
  }
}

/** The facts that decide: the contract's matrix, and the service instance the draft names. */
export interface ReceivingFacts {
  readonly matrix: PriorityMatrix
  readonly service?: ServiceFacts
}

/** The same request again is the same request: nothing more is recorded. */
export function receiveRequest(
  request: RequestFacts,
  command: ReceiveRequest,
  facts: ReceivingFacts,
  given: Given,
): Decision<RequestEvent> {
  if (request.is === 'received') return []
  return checkDraft(command, facts, given) ?? [{ type: 'intake.request-received.v1', data: received(command, facts, given) }]
}

function checkDraft(
  { draft, identity }: ReceiveRequest,
  { service }: ReceivingFacts,
  { now, occurredAt }: Given,
): Refusal | undefined {
  return (
    checkText(draft.title, 'title', 300) ??
    (draft.description === undefined ? undefined : checkWritten(draft.description, 'description')) ??
    (draft.clientReference === undefined ? undefined : checkText(draft.clientReference, 'clientReference', 100)) ??
    (draft.serviceInstanceId === undefined ? undefined : checkService(identity.accountId, service)) ??
    (occurredAt !== undefined && occurredAt > now
      ? refuse('occurs-in-future', 'It cannot have happened after it was told.', 'occurredAt')
      : undefined)
  )
}

/** Another account's service is as unknown as one that there is not, so that nobody learns of it. */
export function checkService(accountId: Id<'account'> | undefined, service: ServiceFacts | undefined): Refusal | undefined {
  return service === undefined || service.is === 'unknown' || (accountId !== undefined && service.accountId !== accountId)
    ? refuse('service-unknown', 'There is no such service.', 'serviceInstanceId')
    : undefined
}

function received({ requestId, number, draft, identity }: ReceiveRequest, facts: ReceivingFacts, given: Given): RequestReceived {
  const key = keyOfWriter(requestId, given)
  const { title, description, impact = 'medium', urgency = 'medium', sender, copiedTo, attachments, flags, ...rest } = draft
  return {
    ...rest,
    ...identity,
    number,
    title: personal(title, key),
    ...(description === undefined
      ? {}
      : typeof description === 'string'
        ? { description: personal(description, key) }
        : { descriptionBlob: description }),
    ...(sender === undefined ? {} : { sender: mailParty(requestId, sender) }),
    ...(copiedTo === undefined ? {} : { copiedTo: copiedTo.map((party) => mailParty(requestId, party)) }),
    impact,
    urgency,
    priority: priorityOf(facts.matrix, impact, urgency),
    receivedAt: given.now,
    ...(given.occurredAt === undefined || given.occurredAt === given.now ? {} : { occurredAt: given.occurredAt }),
    attachments: attachmentsOf(attachments ?? [], key),
    flags: flags ?? [],
  }
}
