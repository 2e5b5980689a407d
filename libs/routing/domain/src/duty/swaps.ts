import { epochMs, instantOf, type Id, type Instant } from '@spoc/platform-kernel'
import type { Rota, RotaOverride, Swap } from '@spoc/routing-contracts'
import { layerSpans } from './layer-spans.js'
import type { Period } from './coverage.js'
import { DAY_MS, zoneClock } from './zone-clock.js'

/** The longest shift that is looked for around a swap. */
const LOOK_AROUND_MS = 60 * DAY_MS

/** The shift of the layers that holds all of `[from, to)` and is this person's; nothing where there is none. */
export function shiftHolding(rota: Rota, personId: Id<'person'>, { from, to }: Period): Swap['shift'] | undefined {
  const period = { from: epochMs(from) - LOOK_AROUND_MS, to: epochMs(to) + LOOK_AROUND_MS }
  const clock = zoneClock(rota.zone)
  const shift = rota.layers
    .flatMap((layer) => layerSpans(layer, clock, period))
    .find((span) => span.personId === personId && span.from <= epochMs(from) && epochMs(to) <= span.to)
  return shift === undefined ? undefined : { from: instantOf(shift.from), to: instantOf(shift.to) }
}

/** Swaps of which the shift has been moved or given to another since: still in force as agreed, and to be looked at by a person. */
export function straySwaps(rota: Rota, after: Instant): readonly RotaOverride[] {
  return rota.overrides.filter(({ swap, from, to }) => {
    if (swap === undefined || to <= after) return false
    const shift = shiftHolding(rota, swap.insteadOf, { from, to })
    return shift?.from !== swap.shift.from || shift.to !== swap.shift.to
  })
}
