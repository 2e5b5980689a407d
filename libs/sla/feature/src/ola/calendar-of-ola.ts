import type { Streams } from '@spoc/platform-runtime'
import type { Ola } from '@spoc/sla-contracts'
import { calendarStream, type Calendars } from '@spoc/sla-domain'

/** The calendar that the clock of an engagement counts by, where it has one. Its revision never changes, so that what is in memory will do. */
export async function calendarsOfOla(ola: Ola, streams: Streams): Promise<Calendars> {
  if (ola.is === 'unknown' || ola.calendarId === undefined) return new Map()
  const through = (ola.calendarRevision ?? 1) - 1
  return new Map([[ola.calendarId, (await streams.loadThrough(calendarStream, ola.calendarId, through)).state]])
}
