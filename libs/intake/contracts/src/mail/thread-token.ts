/** A request's number and our signature over it, as it stands in subjects, addresses and Message-IDs. */
export interface ThreadToken {
  readonly number: string
  /** Letters and digits in lower case. */
  readonly signature: string
}

/** Signs a text for one purpose; the key stays with whoever has it. */
export type Sign = (purpose: string, text: string) => string

/** What the numbers in our mails are signed for. */
export const THREAD_PURPOSE = 'thread'

export function threadToken(number: string, sign: Sign): ThreadToken {
  return { number, signature: sign(THREAD_PURPOSE, number) }
}

/** `[R-1000015/k3f9x2abcd]`, at the end of a subject. */
export function subjectToken({ number, signature }: ThreadToken): string {
  return `[${number}/${signature}]`
}

/** `support+r-1000015.k3f9x2abcd@provider.example`: survives a subject that is rewritten. */
export function taggedAddress(address: string, { number, signature }: ThreadToken): string {
  return address.replace('@', `+${number.toLowerCase()}.${signature}@`)
}

/** A Message-ID of ours, without angle brackets: a reply that names it is told apart without looking anything up. */
export function threadMessageId(unique: string, { number, signature }: ThreadToken, mailDomain: string): string {
  return `${unique}.${number.toLowerCase()}.${signature}@${mailDomain}`
}
