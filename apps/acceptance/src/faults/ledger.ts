import type { Recorded } from '@spoc/platform-kernel'
import type { Acknowledged } from './load.js'
import { eventsAfter, type Resting } from './storage.js'

/** Follows the log of a platform at work from outside, so that a loss is found at the kill that caused it. */
export class Ledger {
  private readonly at = new Map<string, string>()
  private position: Recorded['position'] | undefined
  private looked = 0

  constructor(private readonly platform: Resting) {}

  /** Events so far. */
  get size(): number {
    return this.at.size
  }

  /** Commands among these, from where the last look ended, whose event is not where the platform said that it is. */
  async missing(acknowledged: readonly Acknowledged[]): Promise<readonly Acknowledged[]> {
    const here = acknowledged.length
    for (const { position, type, metadata } of await eventsAfter(this.platform, this.position)) {
      this.at.set(String(position), `${metadata.correlation} ${type}`)
      this.position = position
    }
    const fresh = acknowledged.slice(this.looked, here)
    this.looked = here
    return fresh.filter(
      ({ position, command }) => position !== undefined && this.at.get(position) !== `${command.key} ${command.evidence}`,
    )
  }
}
