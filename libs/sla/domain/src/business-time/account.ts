import type { CalendarRules } from '@spoc/sla-contracts'
import type { BusinessCalendar } from './business-calendar.js'
import { dayMs } from './local-hours.js'

/** Why a stretch counts or does not. A pause shows only in open hours: closed hours would not have counted anyway. */
export type Because =
  | { readonly is: 'open' }
  | { readonly is: 'closed' }
  | { readonly is: 'holiday' | 'half-day'; readonly name: string }
  | { readonly is: 'paused'; readonly reason: string; readonly party?: string }

export interface Stretch {
  readonly from: number
  readonly to: number
  readonly because: Because
}

export interface NamedPause {
  readonly from: number
  readonly to?: number
  readonly reason: string
  readonly party?: string
}

/**
 * `[start, end)` cut into stretches that follow one another without a gap, each with the reason it counts or does not, neighbours of one reason
 * joined. Costs as much as there are days in it; for people to read, not for deadlines.
 */
export function accountOf(
  start: number,
  end: number,
  calendar: BusinessCalendar,
  rules: CalendarRules,
  pauses: readonly NamedPause[],
): readonly Stretch[] {
  const account: Stretch[] = []
  const add = (from: number, to: number, because: Because) => {
    const last = account.at(-1)
    if (from >= to) return
    if (last !== undefined && sameReason(last.because, because)) account[account.length - 1] = { ...last, to }
    else account.push({ from, to, because })
  }
  for (const { from, to, because } of openAndClosed(start, end, calendar, rules))
    if (because.is === 'open') for (const part of cutByPauses(from, to, pauses)) add(part.from, part.to, part.because)
    else add(from, to, because)
  return account
}

/** Day by day, between clock changes: the open hours, and what keeps the rest of the day closed. */
function* openAndClosed(start: number, end: number, calendar: BusinessCalendar, rules: CalendarRules): Generator<Stretch> {
  const named = new Map<string, Because>([
    ...rules.halfDays.map(({ date, name }): [string, Because] => [date, { is: 'half-day', name }]),
    ...rules.holidays.map(({ date, name }): [string, Because] => [date, { is: 'holiday', name }]),
  ])
  for (const { from, to, offset } of calendar.stretchesOfOffset(start, end)) {
    for (let day = Math.floor((from + offset) / dayMs); day * dayMs - offset < to; day += 1) {
      const midnight = day * dayMs - offset
      const within = (at: number) => Math.min(Math.max(at, from), to)
      const closed = named.get(new Date(day * dayMs).toISOString().slice(0, 10)) ?? { is: 'closed' }
      let cursor = within(midnight)
      for (const [opens, closes] of calendar.hours.hoursOf(day)) {
        yield { from: cursor, to: within(midnight + opens), because: closed }
        yield { from: within(midnight + opens), to: within(midnight + closes), because: { is: 'open' } }
        cursor = within(midnight + closes)
      }
      yield { from: cursor, to: within(midnight + dayMs), because: closed }
    }
  }
}

/** Of pauses that overlap the one that began first gives the reason. */
function cutByPauses(from: number, to: number, pauses: readonly NamedPause[]): readonly Stretch[] {
  const parts: Stretch[] = []
  let cursor = from
  for (const pause of pauses.toSorted((a, b) => a.from - b.from)) {
    const begins = Math.max(pause.from, cursor)
    const ends = Math.min(pause.to ?? to, to)
    if (begins >= ends) continue
    parts.push({ from: cursor, to: begins, because: { is: 'open' } })
    parts.push({ from: begins, to: ends, because: { is: 'paused', reason: pause.reason, party: pause.party } })
    cursor = ends
  }
  parts.push({ from: cursor, to, because: { is: 'open' } })
  return parts
}

function sameReason(one: Because, other: Because): boolean {
  if (one.is === 'paused') return other.is === 'paused' && one.reason === other.reason && one.party === other.party
  if (one.is === 'holiday' || one.is === 'half-day') return one.is === other.is && 'name' in other && one.name === other.name
  return one.is === other.is
}
