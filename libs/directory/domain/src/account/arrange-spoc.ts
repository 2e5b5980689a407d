import type { AccountEvent, AccountFacts, SpocArrangement } from '@spoc/directory-contracts'
import type { PersonFacts } from '@spoc/identity-contracts'
import { canonicalJson, refuse, type Decision, type Refusal } from '@spoc/platform-kernel'

/** What is known of those an arrangement names. */
export interface ArrangementFacts {
  readonly people: ReadonlyMap<string, PersonFacts>
  readonly teams: ReadonlySet<string>
  readonly calendars: ReadonlySet<string>
}

/** Only the provider's own people who may still act can be a SPOC, and nobody is their own deputy. */
export function arrangeSpoc(
  account: AccountFacts,
  arrangement: SpocArrangement,
  known: ArrangementFacts,
): Decision<AccountEvent> {
  if (account.is === 'unknown') return refuse('account-unknown', 'There is no such account.')
  const refusal = checkArrangement(arrangement, known)
  if (refusal !== undefined) return refusal
  if (account.arrangement !== undefined && canonicalJson(account.arrangement) === canonicalJson(arrangement)) return []
  return [{ type: 'directory.spoc-arranged.v1', data: { arrangement } }]
}

function checkArrangement(arrangement: SpocArrangement, known: ArrangementFacts): Refusal | undefined {
  if (arrangement.kind === 'duty-team') return checkTeam(arrangement.teamId, 'teamId', known)
  if (arrangement.kind === '24x7') {
    return (
      checkPerson(arrangement.personId, 'personId', known) ??
      checkCalendar(arrangement.calendarId, known) ??
      checkTeam(arrangement.teamId, 'teamId', known)
    )
  }
  return (
    checkPerson(arrangement.personId, 'personId', known) ??
    checkDeputy(arrangement, known) ??
    checkTeam(arrangement.dutyTeamId, 'dutyTeamId', known) ??
    checkCalendar(arrangement.calendarId, known)
  )
}

function checkPerson(personId: string, field: string, { people }: ArrangementFacts): Refusal | undefined {
  const person = people.get(personId)
  if (person === undefined || person.is === 'unknown') return refuse('person-unknown', 'There is no such person.', field)
  if (person.is === 'disabled') return refuse('person-disabled', 'This person no longer signs in.', field)
  return person.roles.every((role) => role === 'client' || role === 'client-manager')
    ? refuse('person-is-client', 'A SPOC is one of the provider’s own people.', field)
    : undefined
}

function checkDeputy(
  { personId, deputyId }: Extract<SpocArrangement, { readonly kind: 'named' }>,
  known: ArrangementFacts,
): Refusal | undefined {
  if (deputyId === undefined) return undefined
  if (deputyId === personId) return refuse('deputy-is-person', 'The deputy must be somebody else.', 'deputyId')
  return checkPerson(deputyId, 'deputyId', known)
}

function checkTeam(teamId: string, field: string, { teams }: ArrangementFacts): Refusal | undefined {
  return teams.has(teamId) ? undefined : refuse('team-unknown', 'There is no such team.', field)
}

function checkCalendar(calendarId: string | undefined, { calendars }: ArrangementFacts): Refusal | undefined {
  return calendarId === undefined || calendars.has(calendarId)
    ? undefined
    : refuse('calendar-unknown', 'There is no such calendar.', 'calendarId')
}
