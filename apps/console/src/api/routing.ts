import { command, read, readNewest } from './client.js'
import type { Page } from './page.js'

export interface Team {
  readonly id: string
  readonly name: string
  readonly members: readonly string[]
  readonly isVendor?: boolean
}

/** Somebody is asked to answer; told one after another until somebody does. */
export interface PageToPeople {
  readonly id: string
  readonly requestId: string
  readonly engagementId?: string
  readonly state: string
  readonly reason: string
  readonly startedAt: string
  readonly declinedBy?: readonly string[]
}

export interface Handover {
  readonly summary?: string
  readonly timeline?: readonly { readonly at: string; readonly what: string }[]
  readonly tried?: readonly string[]
  readonly contacts?: readonly { readonly name: string; readonly reach?: readonly string[]; readonly role?: string }[]
  readonly services?: readonly { readonly name: string; readonly serviceClass?: string; readonly site?: string }[]
}

export interface Engagement {
  readonly id: string
  readonly requestId: string
  readonly teamId: string
  readonly teamName?: string
  readonly state: string
  readonly ask?: string
  readonly acceptBy?: string
  readonly engineerName?: string
  readonly outcome?: string
  readonly handover?: Handover
}

export const readTeams = (signal?: AbortSignal) => read<Page<Team>>('/api/v1/teams', { limit: 200 }, signal)

export const readMyPages = (signal?: AbortSignal) =>
  readNewest<Page<PageToPeople>>('/api/v1/pages', { mine: true, state: 'open' }, signal)

export const readEngagement = (id: string, signal?: AbortSignal) =>
  readNewest<Engagement>(`/api/v1/engagements/${id}`, {}, signal)

export const takeOver = (requestId: string, key: string) =>
  command<unknown>('POST', `/api/v1/spoc/${requestId}/take-over`, { body: {}, key })

export const assignSpoc = (requestId: string, body: unknown, key: string) =>
  command<unknown>('POST', `/api/v1/spoc/${requestId}/assign`, { body, key })

export const engageTeam = (body: unknown, key: string) => command<unknown>('POST', '/api/v1/engagements', { body, key })

export const escalate = (body: unknown, key: string) => command<unknown>('POST', '/api/v1/escalations', { body, key })

export type EngagementAct = 'acceptance' | 'decline' | 'completion' | 'withdrawal'

export const actOnEngagement = (id: string, act: EngagementAct, body: unknown, key: string) =>
  command<unknown>('POST', `/api/v1/engagements/${id}/${act}`, { body, key })

export const acknowledgePage = (id: string, key: string) =>
  command<unknown>('POST', `/api/v1/pages/${id}/acknowledgement`, { body: {}, key })

export const declinePage = (id: string, reason: string, key: string) =>
  command<unknown>('POST', `/api/v1/pages/${id}/decline`, { body: reason === '' ? {} : { reason }, key })
