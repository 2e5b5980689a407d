import type { Attainment } from '@spoc/reporting-contracts'
import type { ClockRow } from './request-row.js'

/** How the clocks came out, by clock, in the order of their names. Running and cancelled clocks are counted, but are in no ratio. */
export function attainmentByClock(clocks: readonly ClockRow[]): Readonly<Record<string, Attainment>> {
  const names = [...new Set(clocks.map(({ clock }) => clock))].sort()
  return Object.fromEntries(names.map((name) => [name, attainment(clocks.filter(({ clock }) => clock === name))]))
}

function attainment(clocks: readonly ClockRow[]): Attainment {
  const of = (outcome: ClockRow['outcome']) => clocks.filter((clock) => clock.outcome === outcome).length
  const counts = { met: of('met'), breached: of('breached'), running: of('running'), cancelled: of('cancelled') }
  const decided = counts.met + counts.breached
  return decided === 0 ? counts : { ...counts, ratio: counts.met / decided }
}
