/** Others too have to know whether anything is promised, so the rule stands with the contract. */
export { isFor, scopesFor, searchTerms, termsFor, type AppliedTerms } from '@spoc/sla-contracts'
