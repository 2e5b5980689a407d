import { read } from './client.js'
import type { Page } from './page.js'

export interface AuditEvent {
  readonly position?: string | number
  readonly id?: string
  readonly stream?: string
  readonly revision?: number
  readonly type: string
  readonly recordedAt?: string
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

export const readAsOf = (id: string, instant: string, signal?: AbortSignal) => read<AsOf>(`${of(id)}/as-of`, { instant }, signal)

export const bundleAddress = (id: string) => `${of(id)}/bundle`
