import type { Id } from '@spoc/platform-kernel'
import type { RotaLayer } from '@spoc/routing-contracts'
import { dateOf } from './local-text.js'
import { restrictedHours } from './restricted-hours.js'
import { overlap, type Stretch } from './span-arithmetic.js'
import { turnsOf } from './turns.js'
import type { ZoneClock } from './zone-clock.js'

export interface TurnSpan extends Stretch {
  readonly personId: Id<'person'>
  readonly turn: number
}

/** Who would be on duty by one layer alone, in order; where it is not in force there is no span. */
export function layerSpans(layer: RotaLayer, clock: ZoneClock, period: Stretch): readonly TurnSpan[] {
  const turns = turnsOf(layer, clock)
  const end = layer.endDate === undefined ? Number.POSITIVE_INFINITY : clock.instant(dateOf(layer.endDate))
  const until = Math.min(period.to, end)
  const spans: TurnSpan[] = []
  for (let turn = Math.max(turns.at(period.from), 0); ; turn += 1) {
    const stretch = turns.stretch(turn)
    if (stretch.from >= until) return spans
    const personId = turns.person(turn)
    const inPeriod = overlap(stretch, { from: period.from, to: until })
    if (personId === undefined || inPeriod === undefined) continue
    for (const { from, to } of restrictedHours(layer.restrictions, clock, inPeriod)) spans.push({ from, to, personId, turn })
  }
}
