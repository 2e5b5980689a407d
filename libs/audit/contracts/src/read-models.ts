import type { Actor, Channel, Instant } from '@spoc/platform-kernel'
import type { AccessTo } from './audit.events.js'

/**
 * Read model `audit_trail`: that a stream holds events about a subject, one document a pair of both. Positions here are decimal numbers of
 * 20 digits, so that their texts sort as they do.
 */
export interface TrailDocument {
  readonly _id: string
  readonly subject: string
  readonly stream: string
  /** Of the first event of the stream about the subject. */
  readonly first: string
}

/** Read model `audit_moments`: where in the log the first event that was recorded in a minute, or on a day, stands (UTC). */
export interface MomentDocument {
  /** `2026-01-12` or `2026-01-12T08:31`. */
  readonly _id: string
  /** The day of a minute; `log` of a day. */
  readonly within: string
  readonly first: string
}

/** Read model `audit_numbers`: the request of a number. */
export interface NumberDocument {
  readonly _id: string
  readonly requestId: string
}

/** Published read model `audit_accesses`: who looked at what. */
export interface AccessDocument {
  readonly _id: string
  readonly subject: string
  readonly to: AccessTo
  readonly asOf?: Instant
  readonly purpose?: string
  readonly actor: Actor
  readonly channel: Channel
  readonly at: Instant
  readonly position: string
}

export const TRAIL = { name: 'audit_trail', indexes: [{ fields: ['subject', 'first'] }], holds: 'view', rests: true } as const
export const MOMENTS = { name: 'audit_moments', indexes: [{ fields: ['within', 'first'] }], holds: 'view' } as const
export const NUMBERS = { name: 'audit_numbers', indexes: [], holds: 'view' } as const
export const ACCESSES = {
  name: 'audit_accesses',
  indexes: [{ fields: ['-position'] }, { fields: ['subject', '-position'] }],
  holds: 'view',
  instants: ['at'],
} as const
