import { Injectable } from '@nestjs/common'
import {
  contractFacts,
  CONTRACTS,
  isInForce,
  type ContractDocument,
  type ContractTerms,
  type ServiceFacts,
} from '@spoc/directory-contracts'
import type { Id, Instant } from '@spoc/platform-kernel'
import { Views, type FactsReader } from '@spoc/platform-runtime'
import { LRUCache } from 'lru-cache'

export interface ContractInForce {
  readonly contractId: Id<'contract'>
  readonly terms: ContractTerms
}

/** A contract that was just signed is found after this time at the latest. */
const BELIEVED_MS = 1_000
const MOST_CANDIDATES = 50

/** Finds what was promised to an account: candidates by the read model, the decision on the contract's own stream. */
@Injectable()
export class ContractsInForce {
  private readonly candidates = new LRUCache<string, readonly string[]>({ max: 10_000, ttl: BELIEVED_MS })

  constructor(private readonly views: Views) {}

  /** The service's own contract, else the one of the account that came into force last; none where none is in force at that instant. */
  async of(
    accountId: Id<'account'> | undefined,
    service: ServiceFacts | undefined,
    at: Instant,
    facts: FactsReader,
  ): Promise<ContractInForce | undefined> {
    if (accountId === undefined) return undefined
    const own = service === undefined || service.is === 'unknown' ? undefined : service.contractId
    for (const contractId of [...(own === undefined ? [] : [own]), ...(await this.candidatesOf(accountId))]) {
      const contract = await facts.of(contractFacts, contractId)
      if (contract.is === 'signed' && contract.accountId === accountId && isInForce(contract, at))
        return { contractId, terms: contract }
    }
    return undefined
  }

  private async candidatesOf(accountId: string): Promise<readonly string[]> {
    const known = this.candidates.get(accountId)
    if (known !== undefined) return known
    const { items } = await this.views
      .of<ContractDocument>(CONTRACTS)
      .find({ filter: { accountId }, sort: ['accountId', 'from'], limit: MOST_CANDIDATES })
    const found = items.map(({ _id }) => _id).reverse()
    this.candidates.set(accountId, found)
    return found
  }
}
