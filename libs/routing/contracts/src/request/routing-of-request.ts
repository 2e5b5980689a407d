import { streamKind, type Id } from '@spoc/platform-kernel'
import type { EngagementKind, EscalationKind, RequestRoutingEvent, Spoc, SpocBecause } from './routing.events.js'

export interface CurrentSpoc {
  readonly spoc: Spoc
  readonly because: SpocBecause
  readonly dutyPersonId?: Id<'person'>
}

export interface RequestedEngagement {
  readonly engagementId: Id<'engagement'>
  readonly teamId: Id<'team'>
  readonly kind: EngagementKind
  readonly pageId?: Id<'page'>
}

/** Who carries a request, as others may know it. */
export interface RequestRouting {
  readonly requestId?: Id<'request'>
  readonly accountId?: Id<'account'>
  /** None until routing has decided, which it does at once. */
  readonly spoc?: CurrentSpoc
  /** Every engagement ever asked for, in order; their own streams say how they stand. */
  readonly engagements: readonly RequestedEngagement[]
  /** Every page started for the request, in order. */
  readonly pageIds: readonly Id<'page'>[]
  /** The level reached so far; 0 where never escalated. */
  readonly escalated: Readonly<Record<EscalationKind, number>>
  readonly ended: boolean
}

/** Folds `routing-<requestId>`; leaves alone what it does not know. */
export const routingOfRequest = streamKind<RequestRouting, RequestRoutingEvent>({
  category: 'routing',
  initial: { engagements: [], pageIds: [], escalated: { functional: 0, hierarchical: 0 }, ended: false },
  evolve: (state, event) => {
    switch (event.type) {
      case 'routing.spoc-assigned.v1': {
        const { requestId, accountId, spoc, because, dutyPersonId } = event.data
        const { accountId: _, ...rest } = state
        return {
          ...rest,
          requestId,
          ...(accountId !== undefined && { accountId }),
          spoc: { spoc, because, ...(dutyPersonId !== undefined && { dutyPersonId }) },
        }
      }
      case 'routing.spoc-taken-over.v1': {
        const { by, teamId } = event.data
        const spoc: Spoc = { kind: 'person', personId: by, ...(teamId !== undefined && { teamId }) }
        return { ...state, spoc: { spoc, because: 'taken-over' } }
      }
      case 'routing.engagement-requested.v1': {
        const { engagementId, teamId, kind, pageId } = event.data
        const requested = { engagementId, teamId, kind, ...(pageId !== undefined && { pageId }) }
        return { ...state, engagements: [...state.engagements, requested], pageIds: withPage(state.pageIds, pageId) }
      }
      case 'routing.escalated.v1': {
        const { kind, level, pageId } = event.data
        return { ...state, escalated: { ...state.escalated, [kind]: level }, pageIds: withPage(state.pageIds, pageId) }
      }
      case 'routing.closed.v1':
        return { ...state, ended: true }
      case 'routing.reopened.v1':
        return { ...state, ended: false }
      default:
        return state
    }
  },
  about: ({ requestId, accountId }, id) => ({ subject: requestId ?? id, ...(accountId !== undefined && { accountId }) }),
})

function withPage(pageIds: readonly Id<'page'>[], pageId: Id<'page'> | undefined): readonly Id<'page'>[] {
  return pageId === undefined || pageIds.includes(pageId) ? pageIds : [...pageIds, pageId]
}
