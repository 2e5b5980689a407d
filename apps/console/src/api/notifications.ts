import { readNewest, readText } from './client.js'
import type { Page } from './page.js'

export interface Notification {
  readonly id: string
  readonly kind: string
  readonly audience?: string
  readonly via: string
  readonly to?: readonly string[]
  readonly subject?: string
  readonly state: string
  readonly at: string
  readonly sentAt?: string
  readonly attempts?: number
  readonly lastError?: string
  readonly nextAttemptAt?: string
  /** Why it was given up, or not sent at all. */
  readonly because?: string
}

export const readNotifications = (requestId: string, signal?: AbortSignal) =>
  readNewest<Page<Notification>>('/api/v1/notifications', { requestId, limit: 100 }, signal)

/** The mail as it went out, headers and all. */
export const readMail = (id: string, signal?: AbortSignal) => readText(`/api/v1/mails/${encodeURIComponent(id)}`, signal)
