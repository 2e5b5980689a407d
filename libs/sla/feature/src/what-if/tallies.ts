import { clockNames } from '@spoc/sla-contracts'
import { outcomes, type ComparedClock, type Outcome } from './outcome.js'
import type { Tally } from './what-if-document.js'

type Counts = Record<Outcome, number>

/** Counts outcomes clock by clock, as they are and as they would have been. */
export class Tallies {
  private readonly byClock = new Map(clockNames.map((clock) => [clock, { was: none(), wouldBe: none(), changed: 0 }]))

  add({ clock, was, wouldBe, changed }: ComparedClock): void {
    const tally = this.byClock.get(clock)
    if (tally === undefined) return
    tally.was[was.outcome] += 1
    tally.wouldBe[wouldBe.outcome] += 1
    if (changed) tally.changed += 1
  }

  /** Of the clocks that there were any of. */
  get told(): readonly Tally[] {
    return [...this.byClock]
      .filter(([, { was }]) => outcomes.some((outcome) => was[outcome] > 0))
      .map(([clock, { was, wouldBe, changed }]) => ({ clock, was: { ...was }, wouldBe: { ...wouldBe }, changed }))
  }
}

function none(): Counts {
  return { met: 0, breached: 0, open: 0, cancelled: 0, 'not-promised': 0 }
}
