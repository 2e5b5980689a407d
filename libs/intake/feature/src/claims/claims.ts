import { Injectable } from '@nestjs/common'
import { claimFacts, claimId, type ClaimScope } from '@spoc/intake-contracts'
import { claimKey } from '@spoc/intake-domain'
import { passing, Refused, type Given, type Id } from '@spoc/platform-kernel'
import { Streams } from '@spoc/platform-runtime'

/** Decides in the log, once over all replicas, which request a natural key belongs to. */
@Injectable()
export class Claims {
  constructor(private readonly streams: Streams) {}

  /** The request that has the key; it may not be there yet, where its claimant has not finished. */
  async ownerOf(scope: ClaimScope, ...key: readonly string[]): Promise<Id<'request'> | undefined> {
    const { state } = await this.streams.load(claimFacts, claimId(scope, ...key))
    return state.is === 'claimed' ? state.requestId : undefined
  }

  /** Claims the key for the request; answers whose it is, which is another's where that was first. */
  async take(scope: ClaimScope, key: readonly string[], requestId: Id<'request'>, given: Given): Promise<Id<'request'>> {
    const id = claimId(scope, ...key)
    try {
      await this.streams.change(claimFacts, id, given, (claim) => claimKey(claim, { scope, requestId }))
      passing('claim')
      return requestId
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.refused !== 'already-claimed') throw error
      const owner = await this.ownerOf(scope, ...key)
      if (owner === undefined) throw error
      return owner
    }
  }
}
