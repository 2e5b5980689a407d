import type { Instant } from '@spoc/platform-kernel'
import type { NotificationKind, Via } from '../notification.events.js'

/**
 * Published read model `notification_notifications`: one message and how it stands; nothing personal. What it says and to whom is read from its
 * stream when somebody asks, so that an erasure needs no second place.
 */
export interface NotificationDocument {
  readonly _id: string
  readonly requestId?: string
  readonly workId?: string
  readonly accountId?: string
  readonly pageId?: string
  /** Of a message in the console: whose it is. */
  readonly personId?: string
  readonly kind: NotificationKind
  readonly audience: 'client' | 'staff'
  readonly via: Via['kind']
  readonly state: 'waiting' | 'sent' | 'given-up' | 'suppressed'
  readonly at: Instant
  readonly attempts: number
  readonly messageId: string
  readonly sentAt?: Instant
  readonly nextAttemptAt?: Instant
  readonly lastError?: string
  /** Why it was given up or suppressed. */
  readonly because?: string
  readonly revision: number
}

export const NOTIFICATIONS = {
  name: 'notification_notifications',
  indexes: [
    { fields: ['at'] },
    { fields: ['requestId', 'at'] },
    { fields: ['state', 'at'] },
    { fields: ['via', 'at'] },
    { fields: ['workId', 'at'] },
    { fields: ['personId', 'at'] },
  ],
  holds: 'view',
  rests: true,
  instants: ['at', 'sentAt', 'nextAttemptAt'],
} as const
