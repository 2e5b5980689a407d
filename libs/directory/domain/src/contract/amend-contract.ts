import type { ContractEvent, ContractFacts, ContractTerms } from '@spoc/directory-contracts'
import { checkText, refuse, type Decision } from '@spoc/platform-kernel'
import { sameFields } from '../same-fields.js'
import { checkTerms, type TermsFacts } from './contract-terms.js'

/** `terms` are the whole of the terms from now on. A contract stays with its account: another client signs its own. */
export function amendContract(
  contract: ContractFacts,
  amendment: { readonly terms: ContractTerms; readonly reason: string },
  known: TermsFacts,
): Decision<ContractEvent> {
  if (contract.is === 'unknown') return refuse('contract-unknown', 'There is no such contract.')
  const { terms, reason } = amendment
  if (terms.accountId !== contract.accountId) {
    return refuse('contract-of-another-account', 'A contract stays with the account that signed it.', 'accountId')
  }
  const refusal = checkTerms(terms, known) ?? checkText(reason, 'reason')
  if (refusal !== undefined) return refusal
  return sameFields(terms, contract) ? [] : [{ type: 'directory.contract-amended.v1', data: { ...terms, reason } }]
}
