import { streamKind, type Id, type Instant } from '@spoc/platform-kernel'
import type { ContractEvent, ContractTerms } from './contract.events.js'

export type ContractFacts = { readonly is: 'unknown' } | (ContractTerms & { readonly is: 'signed' })

/** The fold by which anybody may read a contract. Events it does not know change nothing. */
export const contractFacts = streamKind<ContractFacts, ContractEvent>({
  category: 'contract',
  initial: { is: 'unknown' },
  evolve: (contract, event) => {
    switch (event.type) {
      case 'directory.contract-signed.v1':
        return { is: 'signed', ...event.data }
      case 'directory.contract-amended.v1': {
        const { reason: _, ...terms } = event.data
        return { is: 'signed', ...terms }
      }
      default:
        return contract
    }
  },
  about: (contract, id) => (contract.is === 'unknown' ? { subject: id } : { subject: id, accountId: contract.accountId }),
})

/** Whether the contract is in force at this instant: `[from, to)`. */
export function isInForce(contract: ContractFacts, at: Instant): boolean {
  return contract.is === 'signed' && contract.from <= at && (contract.to === undefined || at < contract.to)
}

/** The SLA policy for a service class; the contract's default for one it does not name, or where no service is named. */
export function policyFor(terms: ContractTerms, serviceClass: string | undefined): Id<'sla-policy'> {
  return (serviceClass === undefined ? undefined : terms.policies[serviceClass]) ?? terms.defaultPolicyId
}
