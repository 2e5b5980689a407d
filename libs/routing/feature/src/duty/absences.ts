import { isPresent, personFacts, type PersonFacts } from '@spoc/identity-contracts'
import type { Id, Instant } from '@spoc/platform-kernel'
import type { FactsReader } from '@spoc/platform-runtime'
import type { Rota } from '@spoc/routing-contracts'
import type { Absence } from '@spoc/routing-domain'

/** Reads facts; what a decision reads by it is recorded as what it rested on. */
export type Facts = Pick<FactsReader, 'of'>

const EVER: Instant = '0001-01-01T00:00:00.000Z'

/** Whether the person is with us, not away, and has an address: otherwise there is no way to reach them. */
export function canBeReached(person: PersonFacts, at: Instant): boolean {
  return isPresent(person, at) && person.is !== 'unknown' && 'personal' in person.email
}

/** When the people a rota names cannot be on duty. One who has left, or never was, never can. */
export async function absencesOf(rota: Rota, facts: Facts): Promise<readonly Absence[]> {
  const named = [...rota.layers.flatMap(({ participants }) => participants), ...rota.overrides.map(({ personId }) => personId)]
  const absences = await Promise.all(
    [...new Set(named)].map(async (personId) => absencesOfPerson(personId, await facts.of(personFacts, personId))),
  )
  return absences.flat()
}

function absencesOfPerson(personId: Id<'person'>, person: PersonFacts): readonly Absence[] {
  return person.is === 'active' ? person.absences.map(({ from, to }) => ({ personId, from, to })) : [{ personId, from: EVER }]
}
