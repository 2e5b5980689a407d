import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { refuse, Refused } from '@spoc/platform-kernel'
import type { Collection, CollectionKind } from '@spoc/platform-ports'

/** How a person proves who they are. `_id` is the keyed hash of their address. Never in the log. */
export interface CredentialDocument {
  readonly _id: string
  readonly personId: string
  /** `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
  readonly password: string
}

export const CREDENTIALS: CollectionKind = {
  name: 'identity_credentials',
  indexes: [{ fields: ['personId'], unique: true }],
  holds: 'state',
}

const COST = { N: 32_768, r: 8, p: 1 }
const KEY_BYTES = 32
const MOST_MEMORY_BYTES = 64 * 1024 * 1024
export const SHORTEST_PASSWORD = 12

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$')
}

export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [, n, r, p, salt = '', hash = ''] = kept.split('$')
  const right = Buffer.from(hash, 'base64')
  const told = await derive(password, Buffer.from(salt, 'base64'), { N: Number(n), r: Number(r), p: Number(p) })
  return right.length === told.length && timingSafeEqual(right, told)
}

/** Keeps a password for the person, in place of an earlier one. */
export async function keepPassword(
  credentials: Collection<CredentialDocument>,
  emailHash: string,
  personId: string,
  password: string,
): Promise<void> {
  if (password.length < SHORTEST_PASSWORD)
    throw new Refused(refuse('password-too-short', `A password has at least ${SHORTEST_PASSWORD} characters.`, 'password'))
  await credentials.put({ _id: emailHash, personId, password: await hashPassword(password) })
}

function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem: MOST_MEMORY_BYTES }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}
