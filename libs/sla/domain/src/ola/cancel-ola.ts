import type { Decision, Given, Instant } from '@spoc/platform-kernel'
import type { Ola, OlaEnd, OlaEvent } from '@spoc/sla-contracts'
import { deadlineAt } from '../clock/cancel-clocks.js'
import { isOpen } from '../clock/sla.js'
import { breachOfOla, withdrawnBreach } from './fire-ola.js'

/** The team is not needed any more, or does not take it. A deadline before that stays missed, one after it does not. */
export function cancelOla(
  ola: Ola,
  { at, because }: { readonly at: Instant; readonly because: OlaEnd },
  { now }: Pick<Given, 'now'>,
): Decision<OlaEvent> {
  if (ola.is === 'unknown' || !isOpen(ola)) return []
  const outcome = deadlineAt(ola, at)
  const before = outcome === 'missed' ? [breachOfOla(ola, now)] : []
  const withdrawn = outcome === 'not-missed' ? withdrawnBreach(ola, at, 'cancelled-before') : []
  return [...before, ...withdrawn, { type: 'sla.ola-cancelled.v1', data: { clock: ola.clock, at, because } }]
}
