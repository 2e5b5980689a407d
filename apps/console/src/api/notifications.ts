import { read, readNewest } from './client.js'
import type { Page } from './page.js'

export interface Notification {
  readonly id: string
  readonly requestId?: string
  readonly kind: string
  readonly audience?: string
  readonly via?: string | { readonly kind: string }
  readonly to?: readonly string[] | string
  readonly subject?: string
  readonly state: string
  readonly at?: string
  readonly sentAt?: string
  readonly attempts?: number
  readonly error?: string
  readonly nextAttemptAt?: string
  readonly mailId?: string
}

export interface Mail {
  readonly id: string
  readonly to?: readonly string[] | string
  readonly subject?: string
  readonly at?: string
  readonly eml?: string
  readonly text?: string
}

export const readNotifications = (requestId: string, signal?: AbortSignal) =>
  readNewest<Page<Notification>>('/api/v1/notifications', { requestId, limit: 100 }, signal)

export const readMail = (id: string, signal?: AbortSignal) => read<Mail>(`/api/v1/mails/${encodeURIComponent(id)}`, {}, signal)
