/** Calendars and SLA policies of the demonstration. Names in angle brackets stand for ids that are made on the way. */
const weekday = [{ from: '08:00', to: '18:00' }]
const officeHours = { monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday }

export const calendars = [
  { key: 'round-the-clock', name: 'Round the clock', zone: 'Europe/Berlin', hours: '24x7' },
  { key: 'office-berlin', name: 'Office hours Berlin', zone: 'Europe/Berlin', hours: officeHours, holidaysOf: 'DE-BE' },
  {
    key: 'office-london',
    name: 'Office hours London',
    zone: 'Europe/London',
    hours: Object.fromEntries(Object.keys(officeHours).map((day) => [day, [{ from: '08:30', to: '17:30' }]])),
    holidaysOf: 'GB-ENG',
  },
] as const

type Minutes = readonly [response: number, update: number, restore: number, resolve: number]

const targets: Readonly<Record<string, Readonly<Record<string, Minutes>>>> = {
  gold: { P1: [15, 60, 240, 480], P2: [30, 120, 480, 1_440], P3: [60, 480, 1_440, 4_320], P4: [240, 1_440, 4_320, 7_200] },
  silver: { P1: [30, 120, 480, 960], P2: [60, 240, 960, 1_440], P3: [120, 480, 1_440, 2_400], P4: [480, 1_200, 2_400, 4_800] },
}

function rowsOf(level: 'gold' | 'silver', calendarId: string) {
  return Object.entries(targets[level]!).map(([priority, [response, update, restore, resolve]]) => ({
    priority,
    clocks: {
      response: { target: { minutes: response }, calendarId },
      update: { target: { minutes: update }, calendarId },
      restore: { target: { minutes: restore }, calendarId },
      resolve: { target: { minutes: resolve }, calendarId },
    },
  }))
}

export const policies = [
  { key: 'gold-24x7', name: 'Gold, round the clock', rows: rowsOf('gold', '<calendar:round-the-clock>') },
  { key: 'gold-office', name: 'Gold, office hours', rows: rowsOf('gold', '<calendar:office-berlin>') },
  { key: 'silver-office', name: 'Silver, office hours', rows: rowsOf('silver', '<calendar:office-berlin>') },
] as const

export const matrix = {
  high: { high: 'P1', medium: 'P2', low: 'P3' },
  medium: { high: 'P2', medium: 'P3', low: 'P3' },
  low: { high: 'P3', medium: 'P4', low: 'P4' },
} as const
