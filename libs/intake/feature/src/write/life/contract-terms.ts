import { serviceFacts } from '@spoc/directory-contracts'
import type { Request } from '@spoc/intake-contracts'
import { defaultMatrix, defaultTerms, type PriorityMatrix, type RequestTerms } from '@spoc/intake-domain'
import type { Instant } from '@spoc/platform-kernel'
import type { FactsReader } from '@spoc/platform-runtime'
import type { ContractsInForce } from '../receive-request/contracts-in-force.js'

/** What the contract in force says of a request; what holds for everybody where there is none. */
export async function termsOf(
  request: Request,
  at: Instant,
  contracts: ContractsInForce,
  facts: FactsReader,
): Promise<RequestTerms & { readonly matrix: PriorityMatrix }> {
  const service = request.serviceInstanceId === undefined ? undefined : await facts.of(serviceFacts, request.serviceInstanceId)
  const contract = await contracts.of(request.accountId, service, at, facts)
  return contract?.terms ?? { ...defaultTerms, matrix: defaultMatrix }
}
