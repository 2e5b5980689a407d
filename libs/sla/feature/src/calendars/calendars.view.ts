import { projector } from '@spoc/platform-runtime'
import { CALENDARS, type CalendarDocument, type CalendarEvent } from '@spoc/sla-contracts'

export const calendars = projector<CalendarDocument, CalendarEvent>({
  collection: CALENDARS,
  version: 2,
  on: {
    'sla.calendar-defined.v1': ({ data: { calendarId, revision, name, rules, appliesFrom }, metadata }, into) => {
      const version = {
        ...{ revision, name, rules, definedAt: metadata.recordedAt },
        ...(appliesFrom === undefined ? {} : { appliesFrom }),
      }
      into.put(calendarId, (found) => ({
        _id: calendarId,
        nameKey: name.toLowerCase(),
        ...version,
        versions: [...(found?.versions ?? []), version],
      }))
    },
  },
})
