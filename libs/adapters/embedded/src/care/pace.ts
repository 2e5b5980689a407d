const LONGEST_MS = 8
const SHORTEST_MS = 3

/** How much is done in one step, so that a step takes a few milliseconds: found out by doing. `least` is done also where a busy machine makes
 * everything seem slow, or it would never end. */
export class Pace {
  size: number

  constructor(
    private readonly least: number,
    private readonly most: number,
  ) {
    this.size = least
  }

  /** Does a step of the present size, and decides on the next. */
  time(step: () => void): void {
    const began = performance.now()
    step()
    const took = performance.now() - began
    if (took > LONGEST_MS) this.size = Math.max(this.least, this.size >> 1)
    if (took < SHORTEST_MS) this.size = Math.min(this.most, this.size << 1)
  }
}
