import type { Fact, Id } from '@spoc/platform-kernel'

/** `site` and `upstream` are the provider's own: what clients' services stand on. */
export const serviceKinds = [
  'circuit',
  'ip-transit',
  'colocation',
  'firewall',
  'ddos-protection',
  'vpn',
  'managed-router',
  'site',
  'upstream',
  'other',
] as const
export type ServiceKind = (typeof serviceKinds)[number]

/** One thing a client buys, or one that such things depend on. */
export interface ServiceDetails {
  /** None: the provider's own, which services of several accounts may depend on. */
  readonly accountId?: Id<'account'>
  readonly contractId?: Id<'contract'>
  /** The name everybody calls it by, e.g. `BER-AMS-0042`; unique over the provider. */
  readonly circuitId: string
  /** Service class, by which a contract names its SLA policy. */
  readonly class: string
  readonly site: string
  readonly kind: ServiceKind
  /** What it stands on: if one of these fails, so does this. */
  readonly dependsOn: readonly Id<'service'>[]
  /** Services of one group stand in for each other. */
  readonly redundancyGroup?: string
  /** The client's own name for it. */
  readonly clientReference?: string
}

/**
 * Facts about one service instance. Stream `service-<id>`, written by directory alone.
 * A change carries the whole of the details as they are from then on.
 */
export type ServiceEvent =
  /** A service instance is there, and may be named on requests and works. */
  | Fact<'directory.service-installed.v1', ServiceDetails>
  /** The whole of the details as they are from then on. */
  | Fact<'directory.service-changed.v1', ServiceDetails>
  /** The service instance is no longer sold or used; what names it stays. */
  | Fact<'directory.service-retired.v1', { readonly reason: string }>
