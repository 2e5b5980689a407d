import { useQuery } from '@tanstack/react-query'
import { readAccounts, readContacts, readServices } from '../api/directory.js'
import { readTeams } from '../api/routing.js'
import { isClient } from './roles.js'
import { useMe } from './session.js'

const RARELY_CHANGES_MS = 300_000

/** Accounts the person may see. */
export function useAccounts() {
  return useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => readAccounts(signal),
    staleTime: RARELY_CHANGES_MS,
    retry: false,
  })
}

/** Teams, for staff only. */
export function useTeams() {
  const me = useMe()
  return useQuery({
    queryKey: ['teams'],
    queryFn: ({ signal }) => readTeams(signal),
    staleTime: RARELY_CHANGES_MS,
    enabled: !isClient(me),
    retry: false,
  })
}

/** Service instances of one account, or of all the person may see. */
export function useServices(accountId: string | undefined, enabled = true) {
  return useQuery({
    queryKey: ['services', accountId ?? 'all'],
    queryFn: ({ signal }) => readServices(accountId, signal),
    staleTime: RARELY_CHANGES_MS,
    enabled,
    retry: false,
  })
}

export function useContacts(accountId: string | undefined) {
  return useQuery({
    queryKey: ['contacts', accountId ?? ''],
    queryFn: ({ signal }) => readContacts(accountId ?? '', signal),
    staleTime: RARELY_CHANGES_MS,
    enabled: accountId !== undefined,
    retry: false,
  })
}
