import type { Outcome } from './outcome.js'

/** Messages to one peer at once: more would only wait in its own queue. */
const AT_ONCE = 8
/** So long a peer that gave no answer is left alone; what was waiting for it fails at once and is planned anew, each by its own wait. */
const REST_MS = 2_000

interface Lane {
  running: number
  readonly waiting: (() => void)[]
  away?: { readonly outcome: Outcome; readonly until: number }
}

/** A lane for each peer, so that one which is slow, or does not answer at all, holds up nobody else's messages. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>()

  /** `clock`: milliseconds that only grow. */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  async run(peer: string, attempt: () => Promise<Outcome>): Promise<Outcome> {
    const lane = this.lanes.get(peer) ?? { running: 0, waiting: [] }
    this.lanes.set(peer, lane)
    if (lane.running < AT_ONCE) lane.running += 1
    else await new Promise<void>((resolve) => lane.waiting.push(resolve))
    try {
      if (lane.away !== undefined && this.clock() < lane.away.until) return lane.away.outcome
      const outcome = await attempt()
      if (outcome.is === 'failed' && outcome.peerIsAway === true) lane.away = { outcome, until: this.clock() + REST_MS }
      else delete lane.away
      return outcome
    } finally {
      const next = lane.waiting.shift()
      if (next !== undefined) next()
      else lane.running -= 1
    }
  }
}
