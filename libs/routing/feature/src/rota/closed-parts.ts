import { epochMs, instantOf } from '@spoc/platform-kernel'
import { isOpen, type CalendarRules } from '@spoc/sla-contracts'
import type { Period } from '@spoc/routing-domain'

const MINUTE_MS = 60_000

/** The parts of a period in which a calendar is closed. Its hours change on the full minute, so every minute is looked at. */
export function closedParts(rules: CalendarRules, { from, to }: Period): readonly Period[] {
  if (rules.hours === '24x7' && rules.holidays.length === 0 && rules.halfDays.length === 0) return []
  const end = epochMs(to)
  const parts: Period[] = []
  let closedSince: number | undefined
  for (let at = epochMs(from); at < end; at = (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS) {
    const open = isOpen(rules, instantOf(at))
    if (!open) closedSince ??= at
    else if (closedSince !== undefined) {
      parts.push({ from: instantOf(closedSince), to: instantOf(at) })
      closedSince = undefined
    }
  }
  return closedSince === undefined ? parts : [...parts, { from: instantOf(closedSince), to }]
}
