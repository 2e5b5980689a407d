import { parseNumber } from '../number/request-number.js'

/** A request's number and our signature over it, as it stands in subjects, addresses and Message-IDs. */
export interface ThreadToken {
  readonly number: string
  /** Letters and digits in lower case. */
  readonly signature: string
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

/** Whatever looks like a token of ours in a text; whether it is one, the signature tells. */
export function tokensIn(text: string): readonly ThreadToken[] {
  return [...text.matchAll(/(?<![a-z0-9])(r-?\d{7,16})[/.]([a-z0-9]{6,64})(?![a-z0-9])/gi)].flatMap(([, typed, signature]) => {
    const number = parseNumber(typed!)
    return number === undefined ? [] : [{ number, signature: signature!.toLowerCase() }]
  })
}
