/** What a small provider promises. Names in angle brackets stand for ids that are made on the way. */
const weekday = [{ from: '08:00', to: '18:00' }]

export const calendars = [
  { key: 'always', name: 'Round the clock', zone: 'Europe/Berlin', hours: '24x7' },
  {
    key: 'office',
    name: 'Office hours',
    zone: 'Europe/Berlin',
    hours: { monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday },
  },
] as const

const target = (minutes: number) => ({ target: { minutes }, calendarId: '<calendar:always>' })

/** Minutes of the promise that the specs reckon with. */
export const PROMISED = { response: 30, restore: 240, resolve: 480 } as const

export const policies = [
  {
    key: 'gold',
    name: 'Gold',
    rows: [
      { clocks: { response: target(PROMISED.response), restore: target(PROMISED.restore), resolve: target(PROMISED.resolve) } },
    ],
  },
] as const

const row = { high: 'P1', medium: 'P2', low: 'P3' }

export const contractTerms = {
  from: '2025-01-01T00:00:00Z',
  policies: {},
  defaultPolicyId: '<policy:gold>',
  calendarId: '<calendar:always>',
  matrix: { high: row, medium: row, low: row },
  closeAfterDays: 5,
  reopenWithinDays: 14,
  waiting: { remindAfterDays: 2, resolveAfterDays: 10 },
  works: { leadTimeDays: 5, silence: 'approves' },
} as const
