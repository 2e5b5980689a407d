import { useMemo } from 'react'
import type { Team } from '../api/routing.js'
import { useTeams } from '../app/directory.js'
import { useMe } from '../app/session.js'

/** Teams the person is a member of; all teams where they do not tell their members. */
export function useMyTeams(): readonly Team[] {
  const { id } = useMe()
  const { data } = useTeams()
  return useMemo(
    () => (data?.items ?? []).filter(({ memberIds }) => memberIds === undefined || memberIds.includes(id)),
    [data, id],
  )
}
