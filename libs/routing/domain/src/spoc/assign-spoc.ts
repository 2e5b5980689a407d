import type { SpocArrangement } from '@spoc/directory-contracts'
import type { Decision, Id } from '@spoc/platform-kernel'
import type { RequestRouting, RequestRoutingEvent, Spoc, SpocBecause } from '@spoc/routing-contracts'

/** What the choice rests on; all of it as it stands at the moment of the decision. */
export interface SpocGrounds {
  readonly requestId: Id<'request'>
  readonly accountId?: Id<'account'>
  /** None where the account is unknown or has arranged nothing: the triage desk is the SPOC. */
  readonly arrangement?: SpocArrangement
  readonly triageDeskId: Id<'team'>
  /** Whether the named person's calendar is open; true where the arrangement names no calendar. */
  readonly inHours: boolean
  /** Named persons and deputies who are away or have left. */
  readonly away: readonly Id<'person'>[]
  /** Who of a team is on duty; absent where nobody is. */
  readonly onDuty: Readonly<Record<Id<'team'>, Id<'person'> | undefined>>
}

/**
 * The SPOC by the account's arrangement. Decided once for an account: a later hour or absence does not take a request away from
 * whoever has it. Another account (the sender became known) is decided anew, over a take-over too, since the arrangement is a promise.
 */
export function assignSpoc(routing: RequestRouting, grounds: SpocGrounds): Decision<RequestRoutingEvent> {
  const { requestId, accountId, inHours, away, onDuty } = grounds
  if (routing.spoc !== undefined && routing.accountId === accountId) return []
  const { spoc, because } = chosen(grounds)
  const dutyPersonId = spoc.kind === 'team' ? onDuty[spoc.teamId] : undefined
  return [
    {
      type: 'routing.spoc-assigned.v1',
      data: {
        requestId,
        ...(accountId !== undefined && { accountId }),
        spoc,
        because,
        ...(dutyPersonId !== undefined && { dutyPersonId }),
        considered: { inHours, away },
      },
    },
  ]
}

interface Choice {
  readonly spoc: Spoc
  readonly because: SpocBecause
}

function chosen({ arrangement, triageDeskId, inHours, away }: SpocGrounds): Choice {
  const here = (personId: Id<'person'> | undefined): personId is Id<'person'> =>
    personId !== undefined && !away.includes(personId)
  switch (arrangement?.kind) {
    case undefined:
      return { spoc: { kind: 'team', teamId: triageDeskId }, because: 'triage-desk' }
    case 'duty-team':
      return { spoc: { kind: 'team', teamId: arrangement.teamId }, because: 'duty-team' }
    case '24x7':
      return inHours && here(arrangement.personId)
        ? { spoc: { kind: 'person', personId: arrangement.personId, teamId: arrangement.teamId }, because: '24x7-in-hours' }
        : { spoc: { kind: 'team', teamId: arrangement.teamId }, because: '24x7-duty' }
    case 'named': {
      const { personId, deputyId, dutyTeamId } = arrangement
      if (inHours && here(personId)) {
        return { spoc: { kind: 'person', personId, teamId: dutyTeamId }, because: 'named-in-hours' }
      }
      if (inHours && here(deputyId)) {
        return { spoc: { kind: 'person', personId: deputyId, teamId: dutyTeamId }, because: 'deputy' }
      }
      return { spoc: { kind: 'team', teamId: dutyTeamId }, because: 'duty-team' }
    }
  }
}
