import type { ContractTerms, PriorityMatrix } from './contract/contract.events.js'
import type { ServiceKind } from './service/service.events.js'
import type { SpocArrangement } from './account/account.events.js'

/** Published read model `directory_accounts`: one document an account. */
export interface AccountDocument {
  readonly _id: string
  readonly name: string
  /** The name in lower case, which lists are sorted by. */
  readonly nameKey: string
  readonly zone: string
  readonly language?: string
  readonly mailDomains: readonly string[]
  readonly duplicates: 'suggest' | 'link'
  readonly arrangement?: SpocArrangement
}

/** Published read model `directory_contacts`: contacts without anything personal. */
export interface ContactDocument {
  readonly _id: string
  readonly accountIds: readonly string[]
  readonly emailHash?: string
  readonly zone?: string
  /** Those of the accounts at which they may escalate. Absent of an erased contact. */
  readonly escalatesAt?: readonly string[]
  readonly erased?: true
}

/** Restricted read model `directory_contacts_personal`. */
export interface PersonalContactDocument {
  readonly _id: string
  readonly accountIds: readonly string[]
  readonly name: string
  readonly email: string
  readonly phone?: string
}

/** Published read model `directory_contracts`: one document a contract, as last amended. */
export interface ContractDocument {
  readonly _id: string
  readonly accountId: string
  readonly reference: string
  readonly from: string
  readonly to?: string
  readonly policies: Readonly<Record<string, string>>
  readonly defaultPolicyId: string
  readonly calendarId: string
  readonly matrix: PriorityMatrix
  readonly closeAfterDays: number
  readonly reopenWithinDays: number
  readonly waiting: ContractTerms['waiting']
  readonly works: ContractTerms['works']
}

/** Published read model `directory_services`: one document a service instance. */
export interface ServiceDocument {
  readonly _id: string
  readonly accountId?: string
  readonly contractId?: string
  readonly circuitId: string
  /** The circuit id in upper case, which it is found by. */
  readonly circuitKey: string
  readonly class: string
  readonly site: string
  readonly kind: ServiceKind
  readonly dependsOn: readonly string[]
  readonly redundancyGroup?: string
  readonly clientReference?: string
  readonly state: 'installed' | 'retired'
}

export const ACCOUNTS = {
  name: 'directory_accounts',
  indexes: [{ fields: ['nameKey'] }, { fields: ['mailDomains'] }],
  holds: 'view',
} as const
export const CONTACTS = {
  name: 'directory_contacts',
  indexes: [{ fields: ['emailHash'] }, { fields: ['accountIds'] }, { fields: ['escalatesAt'] }],
  holds: 'view',
} as const
export const CONTACTS_PERSONAL = { name: 'directory_contacts_personal', indexes: [{ fields: ['name'] }], holds: 'view' } as const
export const CONTRACTS = { name: 'directory_contracts', indexes: [{ fields: ['accountId', 'from'] }], holds: 'view' } as const
export const SERVICES = {
  name: 'directory_services',
  indexes: [
    { fields: ['circuitKey'] },
    { fields: ['accountId', 'circuitKey'] },
    { fields: ['dependsOn'] },
    { fields: ['redundancyGroup'] },
    { fields: ['site'] },
  ],
  holds: 'view',
} as const
