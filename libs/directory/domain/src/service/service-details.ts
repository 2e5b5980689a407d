import {
  serviceKinds,
  type AccountFacts,
  type ContractFacts,
  type ServiceDetails,
  type ServiceFacts,
} from '@spoc/directory-contracts'
import { checkText, idOf, refuse, type Id, type Refusal } from '@spoc/platform-kernel'

/** What is known of what a service instance names. */
export interface ServiceSurroundings {
  readonly account: AccountFacts
  readonly contract: ContractFacts
  /** The services it depends on, and those they depend on, all the way down. */
  readonly services: ReadonlyMap<string, ServiceFacts>
}

/** One circuit id is one service instance, on every replica and at every import. */
export function serviceIdOf(circuitId: string): Id<'service'> {
  return idOf('service', circuitId.trim().toUpperCase())
}

/** Refuses what cannot be a service instance, naming the first field that is wrong. */
export function checkService(serviceId: string, details: ServiceDetails, known: ServiceSurroundings): Refusal | undefined {
  return (
    checkText(details.circuitId, 'circuitId', 100) ??
    checkText(details.class, 'class', 100) ??
    checkText(details.site, 'site', 100) ??
    (serviceKinds.includes(details.kind) ? undefined : refuse('kind-unknown', 'There is no such kind of service.', 'kind')) ??
    checkOwner(details, known) ??
    checkDependencies(serviceId, details, known)
  )
}

function checkOwner({ accountId, contractId }: ServiceDetails, { account, contract }: ServiceSurroundings): Refusal | undefined {
  if (accountId !== undefined && account.is === 'unknown') {
    return refuse('account-unknown', 'There is no such account.', 'accountId')
  }
  if (contractId === undefined) return undefined
  if (contract.is === 'unknown') return refuse('contract-unknown', 'There is no such contract.', 'contractId')
  return contract.accountId === accountId
    ? undefined
    : refuse('contract-of-another-account', 'The contract is not one of this account.', 'contractId')
}

function checkDependencies(serviceId: string, details: ServiceDetails, { services }: ServiceSurroundings): Refusal | undefined {
  for (const [index, dependencyId] of details.dependsOn.entries()) {
    const field = `dependsOn.${index}`
    if (dependencyId === serviceId) return refuse('depends-on-itself', 'A service cannot depend on itself.', field)
    const dependency = services.get(dependencyId)
    if (dependency === undefined || dependency.is === 'unknown') {
      return refuse('service-unknown', 'There is no such service.', field)
    }
    if (dependency.accountId !== undefined && dependency.accountId !== details.accountId) {
      return refuse('service-of-another-account', 'A service may depend on its own account’s services and the provider’s.', field)
    }
    if (reaches(dependencyId, serviceId, services)) {
      return refuse('depends-on-itself', 'A service cannot depend on itself, by way of others either.', field)
    }
  }
  return undefined
}

function reaches(from: string, target: string, services: ReadonlyMap<string, ServiceFacts>): boolean {
  const seen = new Set<string>()
  const next = [from]
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (id === target) return true
    const service = services.get(id)
    if (seen.has(id) || service === undefined || service.is === 'unknown') continue
    seen.add(id)
    next.push(...service.dependsOn)
  }
  return false
}
