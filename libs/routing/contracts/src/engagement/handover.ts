import type { Id, Instant, Personal } from '@spoc/platform-kernel'

/** What goes along with every engagement, so that neither the client nor the SPOC has to say a thing twice. */
export interface Handover {
  readonly summary: Personal<string>
  /** Oldest first. */
  readonly timeline: readonly HandoverLine[]
  readonly tried: readonly Personal<string>[]
  readonly contacts: readonly HandoverContact[]
  readonly services: readonly HandoverService[]
  readonly attachments: readonly HandoverAttachment[]
}

export interface HandoverLine {
  readonly at: Instant
  readonly what: Personal<string>
}

export interface HandoverContact {
  readonly contactId?: Id<'contact'>
  readonly name: Personal<string>
  /** Addresses and numbers, the preferred one first. */
  readonly reach: readonly Personal<string>[]
  readonly role?: string
}

export interface HandoverService {
  readonly serviceId: Id<'service'>
  readonly name: string
  readonly serviceClass?: string
  readonly site?: string
  /** Further facts by name, e.g. `{ "redundancy group": "berlin-uplinks" }`. */
  readonly facts: Readonly<Record<string, string>>
}

export interface HandoverAttachment {
  /** SHA-256 (hex) of the bytes, which lie in the blob store. */
  readonly blob: string
  readonly name: Personal<string>
  readonly mediaType: string
  readonly bytes: number
}
