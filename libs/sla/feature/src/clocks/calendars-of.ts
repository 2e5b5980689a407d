import type { Streams } from '@spoc/platform-runtime'
import type { Clock, Reckoning, SlaOfRequest } from '@spoc/sla-contracts'
import { calendarStream, clocksOf, type Calendar, type Calendars } from '@spoc/sla-domain'

/** The calendars that clocks were reckoned with, and their next rounds will be. Their revisions never change, so that what is in memory will do. */
export async function calendarsOf(state: SlaOfRequest, streams: Streams): Promise<Calendars> {
  const needed = new Map<string, number>()
  for (const { calendarId, calendarRevision } of clocksOf(state).flatMap(promisesOf))
    needed.set(calendarId, Math.max(calendarRevision, needed.get(calendarId) ?? 0))
  const calendars = new Map<string, Calendar>()
  for (const [id, revision] of needed) calendars.set(id, (await streams.loadThrough(calendarStream, id, revision - 1)).state)
  return calendars
}

function promisesOf({ nextRound, ...clock }: Clock): readonly Reckoning[] {
  return nextRound === undefined || nextRound === 'none' ? [clock] : [clock, nextRound]
}
