import { read } from './client.js'
import type { Page } from './page.js'

export interface AuditEvent {
  readonly position: string
  readonly id: string
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly recordedAt: string
  readonly occurredAt?: string
  readonly actor?: { readonly kind: string; readonly id: string; readonly name?: string }
  readonly channel?: string
  readonly hash?: string
  readonly data?: unknown
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** The request as it stood; the platform tells which parts, so whatever comes is shown. */
export type AsOf = Readonly<Record<string, unknown>>

const of = (id: string) => `/api/v1/audit/requests/${encodeURIComponent(id)}`

export const readHistory = (id: string, cursor: string | undefined, signal?: AbortSignal) =>
  read<Page<AuditEvent>>(`${of(id)}/history`, { limit: 200, cursor }, signal)

/** A moment to look back to: an instant, or the position of an event. */
export type LookBack = { readonly instant: string } | { readonly position: string }

/** Every look is itself put on record. */
export const readAsOf = (id: string, moment: LookBack, signal?: AbortSignal) =>
  read<AsOf>(`${of(id)}/as-of`, { ...moment }, signal)

export const bundleAddress = (id: string) => `${of(id)}/bundle`
