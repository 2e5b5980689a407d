import type { BreachCauses, Counts } from '@spoc/reporting-contracts'
import { groupBy } from './grouping.js'
import type { BreachRow } from './request-row.js'

/** Whose doing the breaches were, by clock, in the order of their names. */
export function breachCausesByClock(breaches: readonly BreachRow[]): Readonly<Record<string, BreachCauses>> {
  const byClock = [...groupBy(breaches, ({ clock }) => clock)].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(byClock.map(([clock, some]) => [clock, causesOf(some)]))
}

function causesOf(breaches: readonly BreachRow[]): BreachCauses {
  const held = groupBy(
    breaches.flatMap(({ heldMs }) => Object.entries(heldMs)),
    ([holder]) => holder,
  )
  const heldMs: Counts = Object.fromEntries(
    [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([holder, some]) => [holder, sum(some.map(([, ms]) => ms))]),
  )
  return { breaches: breaches.length, openMs: sum(breaches.map(({ openMs }) => openMs)), heldMs }
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
