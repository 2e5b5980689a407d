import type { Position, Recorded } from '@spoc/platform-kernel'
import type { LogSubscription, SubscribeOptions } from '@spoc/platform-ports'

/** What a subscription reads from. */
export interface LogSource {
  end(): Position
  /** The next events after a position, and the position up to which all have been looked at. */
  next(after: Position, typePrefixes: readonly string[]): { readonly events: readonly Recorded[]; readonly upTo: Position }
}

/** Follows the log from a position, at the pace of its handler. */
export class Subscription implements LogSubscription {
  private stopped = false
  private wakeUp: () => void = () => undefined
  private readonly ended: Promise<void>

  constructor(
    private readonly source: LogSource,
    private readonly options: SubscribeOptions,
  ) {
    this.ended = this.follow()
  }

  /** The log has grown. */
  wake(): void {
    this.wakeUp()
  }

  stop(): Promise<void> {
    this.stopped = true
    this.wakeUp()
    return this.ended
  }

  private async follow(): Promise<void> {
    await turn()
    try {
      let position = this.options.after ?? 0n
      while (!this.stopped) {
        position = await this.give(position)
        if (this.stopped) return
        if (position < this.source.end()) await turn()
        else await this.growth()
      }
    } catch (error) {
      if (this.stopped) return
      this.stopped = true
      this.options.onFailure(error)
    }
  }

  private async give(from: Position): Promise<Position> {
    const { events, upTo } = this.source.next(from, this.options.typePrefixes ?? [])
    if (events.length > 0) await this.options.onEvents(events)
    if (!this.stopped) await this.options.onProgress?.(upTo, upTo >= this.source.end())
    return upTo
  }

  private growth(): Promise<void> {
    return new Promise((resolve) => (this.wakeUp = resolve))
  }
}

/** Lets everything else have its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
