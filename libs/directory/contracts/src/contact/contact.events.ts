import type { Fact, Id, Personal } from '@spoc/platform-kernel'

/** What a contact may do for an account, beyond bringing requests and following them. */
export interface ContactRights {
  /** Reads the account's reports. */
  readonly reports: boolean
  /** Approves or declines planned works. */
  readonly approvesWorks: boolean
  /** Escalates by the contract's matrix. */
  readonly escalates: boolean
}

export interface ContactDetails {
  /** At least one. */
  readonly accountIds: readonly Id<'account'>[]
  readonly name: Personal<string>
  readonly email: Personal<string>
  /** Keyed hash of the address in lower case: what a sender is found by, without the address being readable. */
  readonly emailHash: string
  readonly phone?: Personal<string>
  /** Rights at every account that {@link ContactDetails.rightsAt} does not name. */
  readonly rights: ContactRights
  /** Rights by account id, where they differ between the contact's accounts. */
  readonly rightsAt?: Readonly<Record<string, ContactRights>>
  /** IANA zone of the person; the account's where there is none. */
  readonly zone?: string
}

/**
 * Facts about one person at a client. Stream `contact-<id>`, written by directory alone. Personal fields are under `person:<id>`.
 * A change carries the whole of the details as they are from then on.
 */
export type ContactEvent =
  /** A person at a client is known from now on. */
  | Fact<'directory.contact-registered.v1', ContactDetails>
  /** The whole of the details as they are from then on. */
  | Fact<'directory.contact-changed.v1', ContactDetails>
  /** The person's key is destroyed: whoever keeps a copy of a personal field drops it. */
  | Fact<'directory.contact-erased.v1', { readonly reason: string }>
