/** A mail as it came, parsed; addresses are in lower case, Message-IDs without angle brackets. */
export interface IncomingMail {
  readonly messageId: string
  readonly inReplyTo?: string
  /** Oldest first, as in the header. */
  readonly references: readonly string[]
  readonly subject: string
  readonly from: string
  readonly fromHash: string
  /** All of To and Cc. */
  readonly recipients: readonly string[]
  /** The mailbox of ours it came to. */
  readonly mailbox: string
  /** SMTP's return path; the empty text where it is null (`<>`), none where it is not known. */
  readonly returnPath?: string
  /** Header values by name in lower case. */
  readonly headers: Readonly<Record<string, readonly string[]>>
}

/** Without the tag: `support+r-1000015.k3f9@provider.example` → `support@provider.example`. */
export function withoutTag(address: string): string {
  return address.replace(/\+[^@]*(?=@)/, '')
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
