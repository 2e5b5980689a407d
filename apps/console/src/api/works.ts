import { command, readNewest, type Query } from './client.js'
import type { Page } from './page.js'

export const workImpacts = ['no-impact', 'reduced-redundancy', 'degraded', 'outage'] as const
export type WorkImpact = (typeof workImpacts)[number]

export interface WorkWindow {
  readonly from: string
  readonly to: string
  readonly zone?: string
}

export interface WorkApproval {
  readonly accountId: string
  readonly accountName?: string
  readonly answer: string
  readonly decideBy?: string
  readonly silence?: string
  readonly bySilence?: boolean
  readonly reason?: string
}

export interface Work {
  readonly id: string
  readonly reference: string
  readonly title: string
  readonly description?: string
  readonly kind: string
  readonly state: string
  readonly windows: readonly WorkWindow[]
  readonly impacts?: readonly {
    readonly serviceInstanceId: string
    readonly circuitId?: string
    readonly accountId?: string
    readonly accountName?: string
    readonly impact: string
  }[]
  readonly approvals?: readonly WorkApproval[]
  readonly conflicts?: readonly {
    readonly kind: string
    readonly reference?: string
    readonly from?: string
    readonly to?: string
  }[]
  readonly method?: string
  readonly rollback?: string
  readonly reason?: string
  readonly revision?: number
}

export interface PlannedWork {
  readonly id: string
  readonly reference: string
}

/** Several accounts of one person are each answered for by name. */
export interface WorkAnswer {
  readonly accountId?: string
  readonly reason?: string
}

export const readWorks = (query: Query, signal?: AbortSignal) => readNewest<Page<Work>>('/api/v1/works', query, signal)

export const readWork = (id: string, signal?: AbortSignal) => readNewest<Work>(`/api/v1/works/${id}`, {}, signal)

export const planWork = (body: unknown, key: string) => command<PlannedWork>('POST', '/api/v1/works', { body, key })

export type WorkAct = 'approval' | 'decline' | 'cancellation' | 'start' | 'completion'

export const actOnWork = (id: string, act: WorkAct, body: unknown, key: string) =>
  command<unknown>('POST', `/api/v1/works/${id}/${act}`, { body, key })
