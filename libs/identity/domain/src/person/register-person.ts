import type { PersonEvent, PersonFacts } from '@spoc/identity-contracts'
import { canonicalJson, refuse, type Decision } from '@spoc/platform-kernel'
import { checkPerson, personDetails, type PersonInput } from './person-details.js'

export function registerPerson(
  person: PersonFacts,
  command: { readonly personId: string; readonly person: PersonInput },
): Decision<PersonEvent> {
  const details = personDetails(command.personId, command.person)
  if (person.is !== 'unknown') {
    const { is: _, absences: __, ...known } = person
    return canonicalJson(details) === canonicalJson(known) ? [] : refuse('person-exists', 'There is such a person already.')
  }
  return checkPerson(command.person) ?? [{ type: 'identity.person-registered.v1', data: details }]
}
