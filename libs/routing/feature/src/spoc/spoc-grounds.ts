import { accountFacts, type SpocArrangement } from '@spoc/directory-contracts'
import { isPresent, personFacts } from '@spoc/identity-contracts'
import type { Id, Instant } from '@spoc/platform-kernel'
import { calendarFacts, inForceAt, isOpen } from '@spoc/sla-contracts'
import type { SpocGrounds } from '@spoc/routing-domain'
import type { Facts } from '../duty/absences.js'
import { dutyOfTeam } from '../duty/who-is-on-duty.js'
import type { TriageDesk } from './triage-desk.js'

export interface SpocWanted {
  readonly requestId: Id<'request'>
  readonly accountId?: Id<'account'>
  /** The moment the decision is for: when the request, or its account, became known. */
  readonly at: Instant
}

/** Everything the choice of a SPOC rests on, read from the streams that own it. */
export async function spocGrounds(
  { requestId, accountId, at }: SpocWanted,
  desk: TriageDesk,
  facts: Facts,
): Promise<SpocGrounds> {
  const account = accountId === undefined ? accountFacts.initial : await facts.of(accountFacts, accountId)
  const arrangement = account.is === 'registered' ? account.arrangement : undefined
  const teamId = arrangement === undefined ? await desk.find(facts) : teamOf(arrangement)
  const inHours = await isInHours(arrangement, at, facts)
  const people = peopleOf(arrangement)
  const away: Id<'person'>[] = []
  for (const personId of people) if (!isPresent(await facts.of(personFacts, personId), at)) away.push(personId)
  const answersItself = inHours && people.some((personId) => !away.includes(personId))
  return {
    requestId,
    ...(accountId !== undefined && { accountId }),
    ...(arrangement !== undefined && { arrangement }),
    triageDeskId: teamId,
    inHours,
    away,
    onDuty: answersItself ? {} : { [teamId]: await dutyOfTeam(teamId, at, facts) },
  }
}

function teamOf(arrangement: SpocArrangement): Id<'team'> {
  return arrangement.kind === 'named' ? arrangement.dutyTeamId : arrangement.teamId
}

function peopleOf(arrangement: SpocArrangement | undefined): readonly Id<'person'>[] {
  if (arrangement === undefined || arrangement.kind === 'duty-team') return []
  const deputyId = arrangement.kind === 'named' ? arrangement.deputyId : undefined
  return [arrangement.personId, ...(deputyId === undefined ? [] : [deputyId])]
}

/** Always, where the arrangement names no calendar; and where the calendar is not there, since then nobody said it was closed. */
async function isInHours(arrangement: SpocArrangement | undefined, at: Instant, facts: Facts): Promise<boolean> {
  if (arrangement === undefined || arrangement.kind === 'duty-team' || arrangement.calendarId === undefined) return true
  const { revisions } = await facts.of(calendarFacts, arrangement.calendarId)
  const calendar = inForceAt(revisions, at)
  return calendar === undefined || isOpen(calendar.rules, at)
}
