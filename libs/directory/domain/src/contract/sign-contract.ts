import type { ContractEvent, ContractFacts, ContractTerms } from '@spoc/directory-contracts'
import { refuse, type Decision } from '@spoc/platform-kernel'
import { sameFields } from '../same-fields.js'
import { checkTerms, type TermsFacts } from './contract-terms.js'

export function signContract(contract: ContractFacts, terms: ContractTerms, known: TermsFacts): Decision<ContractEvent> {
  if (contract.is === 'signed') {
    return sameFields(terms, contract) ? [] : refuse('contract-exists', 'This contract is signed already; amend it instead.')
  }
  return checkTerms(terms, known) ?? [{ type: 'directory.contract-signed.v1', data: terms }]
}
