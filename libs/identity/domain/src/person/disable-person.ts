import type { PersonEvent, PersonFacts } from '@spoc/identity-contracts'
import { checkText, refuse, type Decision, type Given } from '@spoc/platform-kernel'

export function disablePerson(
  person: PersonFacts,
  command: { readonly personId: string; readonly reason: string },
  { actor }: Pick<Given, 'actor'>,
): Decision<PersonEvent> {
  if (person.is === 'unknown') return refuse('person-unknown', 'There is no such person.')
  if (person.is === 'disabled') return []
  if (actor.id === command.personId) return refuse('own-access', 'Somebody else must take your access from you.')
  return checkText(command.reason, 'reason') ?? [{ type: 'identity.person-disabled.v1', data: { reason: command.reason } }]
}
