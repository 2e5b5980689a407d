import type { Instant } from '@spoc/platform-kernel'
import { calendarAt, type Calendar, type Calendars } from '@spoc/sla-domain'

/** Calendars by id, each in the revision for what was received at an instant. */
export async function calendarsAt(
  ids: Iterable<string>,
  at: Instant,
  read: (id: string) => Promise<Calendar>,
): Promise<Calendars> {
  const calendars = new Map<string, Calendar>()
  for (const id of ids) calendars.set(id, calendarAt(await read(id), at))
  return calendars
}
