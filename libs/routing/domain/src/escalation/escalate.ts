import { refuse, type Decision, type Id, type Personal } from '@spoc/platform-kernel'
import type { EscalationBecause, EscalationKind, RequestRouting, RequestRoutingEvent } from '@spoc/routing-contracts'

export interface Escalate {
  readonly kind: EscalationKind
  readonly toTeamId?: Id<'team'>
  readonly toPersonId?: Id<'person'>
  readonly because: EscalationBecause
  readonly reason?: Personal<string>
  readonly engagementId?: Id<'engagement'>
  /** The page that brought it about, or by which it is to be told. */
  readonly pageId?: Id<'page'>
}

/** One level up of its kind: to other skill (functional) or more authority (hierarchical). A person who does it says why. */
export function escalate(routing: RequestRouting, command: Escalate): Decision<RequestRoutingEvent> {
  if (routing.spoc === undefined) return refuse('request-unknown', 'No such request has come to routing.')
  if (routing.ended) return refuse('request-ended', 'The request has ended; reopen it first.')
  if (command.toTeamId === undefined && command.toPersonId === undefined) {
    return refuse('escalation-to-nobody', 'Name the team or the person to escalate to.', 'toTeamId')
  }
  if ((command.because === 'by-hand' || command.because === 'client') && command.reason === undefined) {
    return refuse('reason-missing', 'Say why it is escalated.', 'reason')
  }
  return [{ type: 'routing.escalated.v1', data: { ...command, level: routing.escalated[command.kind] + 1 } }]
}
