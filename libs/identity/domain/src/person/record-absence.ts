import type { Absence, PersonEvent, PersonFacts } from '@spoc/identity-contracts'
import { checkSpan, refuse, type Decision } from '@spoc/platform-kernel'

/** Away in `[from, to)`. Absences may overlap; one that is recorded already changes nothing. */
export function recordAbsence(person: PersonFacts, { from, to }: Absence): Decision<PersonEvent> {
  if (person.is === 'unknown') return refuse('person-unknown', 'There is no such person.')
  if (person.is === 'disabled') return refuse('person-disabled', 'This person no longer signs in.')
  const refusal = checkSpan(from, to, 'to')
  if (refusal !== undefined) return refusal
  if (person.absences.some((known) => known.from <= from && to <= known.to)) return []
  return [{ type: 'identity.absence-recorded.v1', data: { from, to } }]
}
