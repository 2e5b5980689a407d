import { read } from './client.js'
import type { Page } from './page.js'

export interface Account {
  readonly id: string
  readonly name: string
}

export interface ServiceInstance {
  readonly id: string
  readonly name?: string
  readonly circuitId?: string
  readonly accountId?: string
  readonly site?: string
  readonly class?: string
  readonly serviceClass?: string
}

export interface Contact {
  readonly id: string
  readonly name?: string
  readonly email?: string
}

export const readAccounts = (signal?: AbortSignal) => read<Page<Account>>('/api/v1/accounts', { limit: 200 }, signal)

export const readServices = (accountId: string | undefined, signal?: AbortSignal) =>
  read<Page<ServiceInstance>>('/api/v1/services', { limit: 200, accountId }, signal)

export const readContacts = (accountId: string, signal?: AbortSignal) =>
  read<Page<Contact>>('/api/v1/contacts', { limit: 200, accountId }, signal)

/** How people who know the network call it: the circuit first, then what it is and where. */
export function serviceLabel({ circuitId, name, site, id }: ServiceInstance): string {
  const parts = [circuitId, name, site].filter((part): part is string => part !== undefined && part !== null && part !== '')
  return parts.length === 0 ? id : [...new Set(parts)].join(' · ')
}
