import type { AccountEvent, ContractEvent, ServiceEvent } from '@spoc/directory-contracts'
import type { CollectionKind } from '@spoc/platform-ports'
import { projector } from '@spoc/platform-runtime'

/** What planning looks for in the directory: candidates only, since what decides is read from the streams. */
export interface PlannedServiceDocument {
  readonly _id: string
  readonly accountId?: string
  readonly dependsOn: readonly string[]
  readonly redundancyGroup?: string
  readonly installed: boolean
}

export interface NamedAccountDocument {
  readonly _id: string
  readonly name: string
}

export interface AccountContractDocument {
  readonly _id: string
  readonly accountId: string
}

export const PLANNED_SERVICES: CollectionKind = {
  name: 'works_services',
  indexes: [{ fields: ['dependsOn'] }, { fields: ['accountId', 'redundancyGroup'] }],
  holds: 'view',
}
export const NAMED_ACCOUNTS: CollectionKind = { name: 'works_accounts', indexes: [], holds: 'view' }
export const ACCOUNT_CONTRACTS: CollectionKind = {
  name: 'works_contracts',
  indexes: [{ fields: ['accountId'] }],
  holds: 'view',
}

export const plannedServices = projector<PlannedServiceDocument, ServiceEvent>({
  collection: PLANNED_SERVICES,
  version: 1,
  on: {
    'directory.service-installed.v1': ({ stream, data }, into) =>
      into.put(serviceIdOf(stream), () => service(serviceIdOf(stream), data, true)),
    'directory.service-changed.v1': ({ stream, data }, into) =>
      into.put(serviceIdOf(stream), (found) => found && service(found._id, data, found.installed)),
    'directory.service-retired.v1': ({ stream }, into) =>
      into.put(serviceIdOf(stream), (found) => found && { ...found, installed: false }),
  },
})

export const namedAccounts = projector<NamedAccountDocument, AccountEvent>({
  collection: NAMED_ACCOUNTS,
  version: 1,
  on: {
    'directory.account-registered.v1': ({ stream, data: { name } }, into) =>
      into.put(accountIdOf(stream), () => ({ _id: accountIdOf(stream), name })),
    'directory.account-changed.v1': ({ stream, data: { name } }, into) =>
      into.put(accountIdOf(stream), () => ({ _id: accountIdOf(stream), name })),
  },
})

export const accountContracts = projector<AccountContractDocument, ContractEvent>({
  collection: ACCOUNT_CONTRACTS,
  version: 1,
  on: {
    'directory.contract-signed.v1': ({ stream, data: { accountId } }, into) =>
      into.put(contractIdOf(stream), () => ({ _id: contractIdOf(stream), accountId })),
    'directory.contract-amended.v1': ({ stream, data: { accountId } }, into) =>
      into.put(contractIdOf(stream), () => ({ _id: contractIdOf(stream), accountId })),
  },
})

const serviceIdOf = (stream: string) => stream.slice('service-'.length)
const accountIdOf = (stream: string) => stream.slice('account-'.length)
const contractIdOf = (stream: string) => stream.slice('contract-'.length)

type Details = Extract<ServiceEvent, { readonly type: 'directory.service-installed.v1' }>['data']

function service(_id: string, { accountId, dependsOn, redundancyGroup }: Details, installed: boolean): PlannedServiceDocument {
  return {
    _id,
    dependsOn,
    installed,
    ...(accountId === undefined ? {} : { accountId }),
    ...(redundancyGroup === undefined ? {} : { redundancyGroup }),
  }
}
