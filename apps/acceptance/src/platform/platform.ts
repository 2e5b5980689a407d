import type { ParsedMail } from 'mailparser'
import type { Instant } from '@spoc/platform-kernel'
import type { Caller } from './caller.js'
import type { Profile } from './profile.js'
import type { Program } from './program.js'

/** One process of the platform, with its own door beside the one entry. */
export interface Service {
  readonly name: string
  readonly url: string
  readonly program: Program
}

/** The built product at work, seen from the outside. */
export interface Platform {
  readonly profile: Profile
  /** The one entry for everybody. */
  readonly url: string
  readonly smtpPort: number
  readonly mailDomain: string
  readonly services: readonly Service[]
  /** Engines that are processes of their own, and can be killed. */
  readonly engines: readonly Program[]
  /** What the product is told of its engines; nothing where it has them inside. */
  readonly engineAddresses: Readonly<Record<string, string>>
  /** The data folder; in the distributed profile it holds outgoing mail alone. */
  readonly dataDir: string
  readonly admin: Caller
  /** As nobody. */
  readonly anonymous: Caller
  signIn(email: string, password: string): Promise<Caller>
  outgoing(): Promise<readonly ParsedMail[]>
  now(): Promise<Instant>
  /** Resolves once nothing that has happened waits for its consequences, in any process. */
  settle(): Promise<void>
  /** Moves the clock to the instant by way of every moment at which something is to happen, and settles at each. */
  advanceTo(instant: Instant): Promise<void>
  advance(by: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): Promise<Instant>
  stop(): Promise<void>
}

export const ADMIN = { email: 'admin@provider.example', password: 'first administrator' } as const
export const MAIL_DOMAIN = 'spoc.example'
export const STARTS_AT: Instant = '2026-01-12T08:00:00.000Z'
