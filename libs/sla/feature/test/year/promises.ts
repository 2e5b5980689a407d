import { weekdays, type CalendarRules, type OpenHours, type Weekday } from '@spoc/sla-contracts'
import type { PolicyDraft } from '@spoc/sla-domain'

/** A definition, and from which day of the year its revision applies; the first applies to all. */
export interface Revised<Body> {
  readonly from?: string
  readonly body: Body
}

type CalendarBody = Pick<CalendarRules, 'zone' | 'hours'> & Partial<CalendarRules>

const days = (names: readonly Weekday[], ...hours: readonly string[]): Partial<Record<Weekday, readonly OpenHours[]>> =>
  Object.fromEntries(names.map((day) => [day, hours.map((text) => ({ from: text.slice(0, 5), to: text.slice(6) }))]))
const monToFri = weekdays.slice(0, 5)
const holiday = (date: string) => ({ date, name: 'holiday' })
const berlinHolidays = ['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-01', '2025-10-03', '2025-12-25', '2025-12-26'].map(
  holiday,
)

/** Zones on both sides of the equator whose clocks change, one of them by half an hour; nights, breaks, half days, touching and overlapping hours. */
export const yearCalendars = {
  always: [{ body: { zone: 'Etc/UTC', hours: '24x7' } }],
  berlin: [
    {
      body: {
        zone: 'Europe/Berlin',
        hours: days(monToFri, '08:00-18:00'),
        holidays: berlinHolidays,
        halfDays: [{ date: '2025-12-24', name: 'Christmas Eve', hours: [{ from: '09:00', to: '12:00' }] }],
      },
    },
    {
      from: '2025-07-01',
      body: {
        zone: 'Europe/Berlin',
        hours: days(monToFri, '09:00-12:30', '12:30-17:00'),
        holidays: [...berlinHolidays, holiday('2025-08-15')],
      },
    },
  ],
  newYork: [
    {
      body: {
        zone: 'America/New_York',
        hours: { ...days(monToFri, '09:00-13:00', '14:00-18:00'), ...days(['saturday', 'sunday'], '01:30-03:15') },
        holidays: [holiday('2025-07-04'), holiday('2025-11-27')],
      },
    },
    { from: '2025-09-15', body: { zone: 'America/New_York', hours: days(weekdays, '07:00-11:00', '10:00-19:45') } },
  ],
  lordHowe: [
    {
      body: {
        zone: 'Australia/Lord_Howe',
        hours: days(weekdays, '20:00-04:00'),
        holidays: [holiday('2025-04-25'), holiday('2025-12-25')],
        halfDays: [{ date: '2025-10-05', name: 'clocks change', hours: [{ from: '00:00', to: '05:00' }] }],
      },
    },
  ],
  london: [{ body: { zone: 'Europe/London', hours: days(['tuesday', 'thursday', 'sunday'], '00:00-07:30', '16:00-24:00') } }],
} satisfies Readonly<Record<string, readonly Revised<CalendarBody>[]>>
export type CalendarKey = keyof typeof yearCalendars

type PolicyBody = Omit<PolicyDraft, 'policyId' | 'name'>

/** Three policies whose targets depend on priority, class and kind; `ids`: of the calendars. */
export function yearPolicies(ids: Readonly<Record<CalendarKey, string>>) {
  const minutes = (count: number, calendar: CalendarKey, over: object = {}) => ({
    target: { minutes: count },
    calendarId: ids[calendar],
    ...over,
  })
  const workingDays = (count: number, calendar: CalendarKey) => ({ target: { workingDays: count }, calendarId: ids[calendar] })
  const any = { serviceClass: '*', priority: '*', kind: '*' }
  const unpaused = { pausesOn: [] }
  const window = { pausesOn: ['agreed-window'] }
  const answers = { restartsOn: ['client-message'] }
  const both = { restartsOn: ['client-message', 'provider-update'] }
  const spoken = { metBy: ['public-message'] }
  const standard: readonly Revised<PolicyBody>[] = [
    {
      body: {
        idleWhileResolved: 'excluded',
        warnings: [{ share: 50 }],
        rows: [
          {
            ...any,
            clocks: {
              response: minutes(60, 'berlin'),
              update: minutes(480, 'berlin'),
              restore: minutes(960, 'berlin', window),
              resolve: workingDays(3, 'berlin'),
            },
          },
          {
            ...any,
            priority: 'P1',
            clocks: {
              response: minutes(15, 'always'),
              restore: minutes(240, 'always', window),
              resolve: minutes(480, 'always', unpaused),
            },
          },
          { ...any, priority: 'P2', clocks: { restore: minutes(480, 'newYork', window), resolve: minutes(1_200, 'berlin') } },
          { ...any, serviceClass: 'gold', clocks: { resolve: minutes(727, 'newYork', window) } },
        ],
      },
    },
    {
      from: '2025-05-10',
      body: {
        idleWhileResolved: 'excluded',
        warnings: [{ leadMinutes: 30 }],
        rows: [
          {
            ...any,
            clocks: {
              response: minutes(45, 'berlin'),
              update: minutes(600, 'berlin'),
              restore: minutes(900, 'berlin', window),
              resolve: workingDays(2, 'berlin'),
            },
          },
          {
            ...any,
            priority: 'P1',
            kind: 'incident',
            clocks: { response: minutes(20, 'always'), resolve: minutes(360, 'always') },
          },
        ],
      },
    },
  ]
  const strict: readonly Revised<PolicyBody>[] = [
    {
      body: {
        idleWhileResolved: 'counted',
        warnings: [{ share: 75 }],
        rows: [
          {
            ...any,
            clocks: {
              response: minutes(120, 'lordHowe', spoken),
              update: minutes(240, 'always', answers),
              restore: minutes(420, 'london', window),
              resolve: minutes(1_500, 'lordHowe'),
            },
          },
          { ...any, kind: 'question', clocks: { resolve: minutes(3_000, 'london') } },
          { ...any, priority: 'P1', clocks: { update: minutes(120, 'always', answers), resolve: minutes(700, 'lordHowe') } },
        ],
      },
    },
  ]
  const generous: readonly Revised<PolicyBody>[] = [
    {
      body: {
        idleWhileResolved: 'restarted',
        warnings: [{ share: 80 }],
        rows: [
          {
            ...any,
            clocks: {
              response: minutes(90, 'newYork'),
              update: minutes(180, 'newYork', both),
              restore: minutes(600, 'newYork', window),
              resolve: workingDays(5, 'london'),
            },
          },
          { ...any, priority: 'P1', serviceClass: 'gold', clocks: { resolve: workingDays(1, 'newYork') } },
        ],
      },
    },
    {
      from: '2025-10-20',
      body: {
        idleWhileResolved: 'excluded',
        warnings: [{ share: 80 }],
        rows: [
          {
            ...any,
            clocks: {
              response: minutes(90, 'london'),
              update: minutes(200, 'lordHowe', both),
              restore: minutes(555, 'newYork', window),
              resolve: workingDays(2, 'newYork'),
            },
          },
        ],
      },
    },
  ]
  return { standard, strict, generous }
}
export type PolicyKey = keyof ReturnType<typeof yearPolicies>
