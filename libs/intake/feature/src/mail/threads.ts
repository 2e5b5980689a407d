import { Inject, Injectable } from '@nestjs/common'
import { claimId, REQUESTS, requestFacts, type ClaimScope, type RequestDocument } from '@spoc/intake-contracts'
import { followMerges, type Clue, type FoundClue, type MergeChain } from '@spoc/intake-domain'
import { epochMs, type Id } from '@spoc/platform-kernel'
import { CLOCK, CONFIG, EVENT_LOG, type Config } from '@spoc/platform-nest'
import type { Clock, EventLog } from '@spoc/platform-ports'
import { Streams, Views } from '@spoc/platform-runtime'
import { Claims } from '../claims/claims.js'
import { ComeAgain } from './come-again.js'

export interface FoundThreads {
  readonly found: readonly FoundClue[]
  /** All requests that were led to, those included that their claimants never opened. */
  readonly seen: ReadonlySet<string>
}

/** So long a request that is claimed and not there is waited for; after that its claimant has died, and its own mail will bring it. */
const CLAIMANT_DIED_AFTER_MS = 60_000

/** Finds the requests that the clues of a mail lead to. */
@Injectable()
export class Threads {
  constructor(
    private readonly streams: Streams,
    private readonly claims: Claims,
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Those that lead to a request, in the order of the clues. The mail's own request, `except`, is not looked for. Throws {@link ComeAgain}. */
  async of(clues: readonly Clue[], except: Id<'request'>): Promise<FoundThreads> {
    const seen = new Set<string>()
    const found = await Promise.all(clues.map((clue) => this.follow(clue, except, seen)))
    return { found: found.filter((one) => one !== undefined), seen }
  }

  /** The request and all it was merged into; nothing where there is none. */
  async chainOf(requestId: Id<'request'>): Promise<MergeChain | undefined> {
    return followMerges(requestId, async (id) => (await this.streams.load(requestFacts, id)).state)
  }

  private async follow(clue: Clue, except: Id<'request'>, seen: Set<string>): Promise<FoundClue | undefined> {
    const conversation = await this.conversationOf(clue, except, seen)
    if (conversation === undefined) return undefined
    seen.add(conversation.requestId).add(conversation.survivorId)
    return { clue, conversation }
  }

  private async conversationOf(clue: Clue, except: Id<'request'>, seen: Set<string>): Promise<MergeChain | undefined> {
    if ('messageId' in clue) {
      const key = [this.config.mailDomain, clue.messageId]
      return (await this.claimed('message-id', key, except, seen)) ?? (await this.claimed('thread', key, except, seen))
    }
    return clue.by === 'peer-number'
      ? this.claimed('peer-number', [clue.system, clue.number], except, seen)
      : this.numbered(clue.number)
  }

  private async claimed(
    scope: ClaimScope,
    key: readonly string[],
    except: Id<'request'>,
    seen: Set<string>,
  ): Promise<MergeChain | undefined> {
    const requestId = await this.claims.ownerOf(scope, ...key)
    if (requestId === undefined || requestId === except) return undefined
    const conversation = await this.chainOf(requestId)
    if (conversation !== undefined) return conversation
    seen.add(requestId)
    const [claim] = await this.log.readStream(`claim-${claimId(scope, ...key)}`, { limit: 1 })
    const age = claim === undefined ? 0 : epochMs(this.clock.now()) - epochMs(claim.metadata.recordedAt)
    if (age < CLAIMANT_DIED_AFTER_MS) throw new ComeAgain('The request it belongs to is just being taken in.')
    return undefined
  }

  /** We have signed the number, so there is such a request; the read model that knows it by number may be a little behind. */
  private async numbered(number: string): Promise<MergeChain> {
    const { items } = await this.views.of<RequestDocument>(REQUESTS).find({ filter: { number }, limit: 1 })
    const conversation = items[0] === undefined ? undefined : await this.chainOf(items[0]._id)
    if (conversation === undefined) throw new ComeAgain(`${number} cannot be looked up just yet.`)
    return conversation
  }
}
