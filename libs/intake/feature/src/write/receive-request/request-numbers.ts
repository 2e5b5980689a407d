import { Inject, Injectable } from '@nestjs/common'
import { claimFacts, REQUEST_NUMBERS } from '@spoc/intake-contracts'
import { BLOCK_SIZE, claimNumberBlock, formatNumber, numberBlock } from '@spoc/intake-domain'
import { newId, passing, type Given } from '@spoc/platform-kernel'
import { CLOCK, LOGGER } from '@spoc/platform-nest'
import type { Clock } from '@spoc/platform-ports'
import { Streams } from '@spoc/platform-runtime'
import type { Logger } from 'pino'

/** The next block is claimed while so many numbers are left, so that nobody waits for it. */
const CLAIM_AHEAD = BLOCK_SIZE / 2

/**
 * Hands out request numbers, each once over all replicas: blocks of a hundred are claimed in the log, and given away from memory.
 * Numbers of a block that a process did not use before it ended are never used.
 */
@Injectable()
export class RequestNumbers {
  private readonly left: number[] = []
  private claiming: Promise<void> | undefined

  constructor(
    private readonly streams: Streams,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The next number, with its check digit. Waits for the log only where none is left in memory. */
  async next(): Promise<string> {
    for (;;) {
      const number = this.left.shift()
      if (number === undefined) {
        await this.claim()
        continue
      }
      if (this.left.length <= CLAIM_AHEAD && this.claiming === undefined) this.claimAhead()
      return formatNumber(number)
    }
  }

  private claimAhead(): void {
    this.claim().catch((error: unknown) => {
      // Whoever needs a number when none is left asks again, and is told.
      this.logger.warn({ err: error }, 'No block of request numbers could be claimed ahead')
    })
  }

  private claim(): Promise<void> {
    this.claiming ??= this.claimBlock().finally(() => {
      this.claiming = undefined
    })
    return this.claiming
  }

  private async claimBlock(): Promise<void> {
    const now = this.clock.now()
    const given: Given = {
      now,
      actor: { kind: 'system', id: 'request-numbers' },
      channel: 'automation',
      correlation: newId(Date.parse(now)),
    }
    const { revision } = await this.streams.change(claimFacts, REQUEST_NUMBERS, given, claimNumberBlock)
    passing('claim')
    const { from, to } = numberBlock(revision)
    for (let number = from; number <= to; number += 1) this.left.push(number)
  }
}
