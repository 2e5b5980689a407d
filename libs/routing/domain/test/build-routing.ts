import { personal, type Id, type Personal } from '@spoc/platform-kernel'
import type {
  EngagementEvent,
  EscalationTarget,
  Handover,
  PageEvent,
  RequestRoutingEvent,
  Spoc,
  SpocBecause,
  TeamDefinition,
} from '@spoc/routing-contracts'

/** An instant of Monday 2026-01-12, by its UTC time. */
export function at(time: string): string {
  return `2026-01-12T${time.length === 5 ? `${time}:00` : time}.000Z`
}

export function words(text: string): Personal<string> {
  return personal(text, 'request:request-1:ines')
}

export const team = (over: Partial<TeamDefinition> = {}): TeamDefinition => ({
  name: 'Core network',
  members: ['ines', 'omar'],
  leadId: 'mara',
  rotaId: 'core-rota',
  skills: ['optics'],
  ...over,
})

export const handover: Handover = {
  summary: words('Circuit down since 09:12.'),
  timeline: [],
  tried: [],
  contacts: [],
  services: [],
  attachments: [],
}

export const person = (personId: Id<'person'>, teamId?: Id<'team'>): Spoc => ({
  kind: 'person',
  personId,
  ...(teamId !== undefined && { teamId }),
})
export const ofTeam = (teamId: Id<'team'>): Spoc => ({ kind: 'team', teamId })

export const assigned = (
  spoc: Spoc = ofTeam('desk'),
  because: SpocBecause = 'triage-desk',
  accountId?: Id<'account'>,
): RequestRoutingEvent => ({
  type: 'routing.spoc-assigned.v1',
  data: { requestId: 'request-1', ...(accountId !== undefined && { accountId }), spoc, because },
})

export const closed: RequestRoutingEvent = { type: 'routing.closed.v1', data: { because: 'resolved' } }

export const offered = (): EngagementEvent => ({
  type: 'routing.engagement-offered.v1',
  data: {
    requestId: 'request-1',
    accountId: 'account-1',
    teamId: 'core',
    kind: 'functional',
    ask: words('Find the fault.'),
    reason: 'by-hand',
    handover,
    acceptBy: at('08:15'),
    olaMs: 14_400_000,
    pageId: 'page-1',
  },
})
export const accepted = (engineerId: Id<'person'> = 'ines'): EngagementEvent => ({
  type: 'routing.engagement-accepted.v1',
  data: { engineerId },
})
export const declined = (engineerId: Id<'person'> = 'ines'): EngagementEvent => ({
  type: 'routing.engagement-declined.v1',
  data: { engineerId, reason: words('Not ours.') },
})
export const withdrawn: EngagementEvent = { type: 'routing.engagement-withdrawn.v1', data: { because: 'by-spoc' } }
export const overdue: EngagementEvent = { type: 'routing.engagement-overdue.v1', data: { acceptBy: at('08:15') } }
export const completed = (engineerId: Id<'person'> = 'ines'): EngagementEvent => ({
  type: 'routing.engagement-completed.v1',
  data: { engineerId, outcome: 'solved', report: words('Spliced.') },
})

export const onDuty: EscalationTarget = { kind: 'on-duty', id: 'core-rota' }
export const next: EscalationTarget = { kind: 'next-on-duty', id: 'core-rota' }
export const lead: EscalationTarget = { kind: 'team-lead', id: 'core' }

type Started = Extract<PageEvent, { readonly type: 'routing.page-started.v1' }>

/** Duty at once, the next on duty after 5 minutes, the lead after 10, the last resort after 20. */
export const started = (over: Partial<Started['data']> = {}): Started => ({
  type: 'routing.page-started.v1',
  data: {
    requestId: 'request-1',
    accountId: 'account-1',
    engagementId: 'engagement-1',
    reason: 'engagement',
    at: at('08:00'),
    steps: [
      { afterMs: 0, targets: [onDuty] },
      { afterMs: 300_000, targets: [next] },
      { afterMs: 600_000, targets: [lead] },
    ],
    lastResort: 'director',
    lastResortAfterMs: 1_200_000,
    ...over,
  },
})
