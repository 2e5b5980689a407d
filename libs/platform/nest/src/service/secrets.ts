import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Keys for one purpose each, derived from the master key; none of them tells another. */
export class Secrets {
  private readonly derived = new Map<string, Buffer>()

  constructor(private readonly masterKey: Uint8Array) {}

  for(purpose: string): Buffer {
    const known =
      this.derived.get(purpose) ?? Buffer.from(hkdfSync('sha256', this.masterKey, Buffer.alloc(0), `spoc:${purpose}`, 32))
    this.derived.set(purpose, known)
    return known
  }
}

/** Looks an e-mail address up without keeping it: HMAC-SHA256 of the address in lower case, in hex. */
export class AddressHash {
  private readonly key: Buffer

  constructor(secrets: Secrets) {
    this.key = secrets.for('address-hash')
  }

  of(address: string): string {
    return createHmac('sha256', this.key).update(address.trim().toLowerCase()).digest('hex')
  }
}

/** Short signatures for what travels through people's hands: reply addresses, links to follow a request. */
export class Signatures {
  constructor(private readonly secrets: Secrets) {}

  /** `length` characters of base32 (RFC 4648 in lower case), 5 bits each. */
  sign(purpose: string, text: string, length = 16): string {
    const bytes = createHmac('sha256', this.secrets.for(`signature:${purpose}`))
      .update(text)
      .digest()
    let signature = ''
    for (let index = 0; index < length; index += 1) signature += 'abcdefghijklmnopqrstuvwxyz234567'[bytes[index]! % 32]!
    return signature
  }

  verify(purpose: string, text: string, signature: string): boolean {
    const right = Buffer.from(this.sign(purpose, text, signature.length))
    const told = Buffer.from(signature.toLowerCase())
    return signature.length >= 8 && right.length === told.length && timingSafeEqual(right, told)
  }
}
