import type { Kind, Level } from '../api/requests.js'
import { fromLocalInput } from '../time/instants.js'

/** A request as it is being written down. */
export interface DraftRequest {
  readonly accountId: string | null
  readonly contactId: string | null
  readonly serviceInstanceId: string | null
  readonly kind: Kind
  readonly title: string
  readonly description: string
  readonly clientReference: string
  readonly impact: Level
  readonly urgency: Level
  readonly occurredAt: string
  /** It was said on the phone, and staff write it down for the contact. */
  readonly byPhone: boolean
}

export const emptyDraft: DraftRequest = {
  accountId: null,
  contactId: null,
  serviceInstanceId: null,
  kind: 'incident',
  title: '',
  description: '',
  clientReference: '',
  impact: 'medium',
  urgency: 'medium',
  occurredAt: '',
  byPhone: false,
}

/** What is sent: what is not filled in is left out. */
export function requestBody(draft: DraftRequest): Readonly<Record<string, unknown>> {
  const { kind, title, description, impact, urgency } = draft
  const given = {
    accountId: draft.accountId,
    contactId: draft.contactId,
    serviceInstanceId: draft.serviceInstanceId,
    clientReference: draft.clientReference.trim(),
    occurredAt: fromLocalInput(draft.occurredAt),
    channel: draft.byPhone ? 'phone' : undefined,
    onBehalfOf: draft.byPhone ? draft.contactId : undefined,
  }
  return {
    kind,
    title: title.trim(),
    description: description.trim(),
    impact,
    urgency,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined && value !== '')),
  }
}
