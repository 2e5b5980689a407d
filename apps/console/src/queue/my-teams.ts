import { useMemo } from 'react'
import type { Team } from '../api/routing.js'
import { useTeams } from '../app/directory.js'
import { useMe } from '../app/session.js'

/** Teams the person is a member of. */
export function useMyTeams(): readonly Team[] {
  const { id } = useMe()
  const { data } = useTeams()
  return useMemo(() => (data?.items ?? []).filter(({ members }) => members.includes(id)), [data, id])
}
