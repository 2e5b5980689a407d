import { useQuery } from '@tanstack/react-query'
import { readNames, type NamedPerson } from '../api/people.js'
import { isClient } from './roles.js'
import { useMe } from './session.js'

/** The provider's people by name, for staff. */
export function useColleagues(): readonly NamedPerson[] {
  const me = useMe()
  const { data } = useQuery({
    queryKey: ['names'],
    queryFn: ({ signal }) => readNames(signal),
    enabled: !isClient(me),
    staleTime: 300_000,
    retry: false,
  })
  return data?.items ?? []
}

/** Names of colleagues by their ids; an id stands for itself until its name is there. */
export function usePersonName(): (id: string) => string {
  const colleagues = useColleagues()
  return (id) => colleagues.find((person) => person.id === id)?.name ?? id
}
