export interface OutgoingMail {
  /** Stable over retries, so that a receiver can drop a repeat. With angle brackets. */
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: readonly { readonly name?: string; readonly address: string }[]
  readonly replyTo?: string
  readonly subject: string
  readonly text: string
  readonly inReplyTo?: string
  readonly references?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly calendar?: { readonly method: string; readonly content: string; readonly filename: string }
  readonly date: string
}

/** Hands a mail to the next server (or, without one, to a folder); resolves once that has taken it. */
export interface Mailer {
  /** Rejects with {@link EngineUnavailable} where it may be tried again, with {@link MailRejected} where that is useless. */
  send(mail: OutgoingMail): Promise<void>
  /** The mail as it was handed over, where this mailer keeps what it sends. */
  kept(mail: Pick<OutgoingMail, 'messageId' | 'date'>): Promise<string | undefined>
  close(): Promise<void>
}

export class MailRejected extends Error {
  constructor(readonly answer: string) {
    super(`The mail server will not take the mail: ${answer}`)
    this.name = 'MailRejected'
  }
}
