// How many due instants a second, beside moment-business-time on the same machine: Monday to Friday with holidays, in a zone with clock changes.
import { mkdirSync, writeFileSync } from 'node:fs'
import moment from 'moment-business-time'
import { compileCalendar, due, elapsed } from '@spoc/sla-domain'
import { machine, median } from '../platform.mjs'

// It knows no zone but the process's own.
process.env.TZ = 'Europe/Berlin'
const runs = Number(process.argv[2] ?? 5)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const day = ['09:00:00', '17:00:00']
const holidays = Array.from({ length: 15 }, (_, index) => 2020 + index).flatMap((year) =>
  ['01-01', '05-01', '10-03', '12-25', '12-26'].map((date) => `${year}-${date}`),
)
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
const { calendar } = compileCalendar({
  zone: 'Europe/Berlin',
  hours: Object.fromEntries(weekdays.map((weekday) => [weekday, [{ from: '09:00', to: '17:00' }]])),
  holidays: holidays.map((date) => ({ date, name: 'holiday' })),
  halfDays: [],
})
moment.updateLocale('en', {
  workinghours: { 0: null, 1: day, 2: day, 3: day, 4: day, 5: day, 6: null },
  holidays,
})

/** Starts over a whole year, not one that is always the same. */
const starts = Array.from({ length: 4_096 }, (_, index) => Date.UTC(2026, 0, 5, 9) + index * 7_919_000)
const pauses = [1, 5, 9].map((hours) => ({ from: starts[0] + hours * HOUR, to: starts[0] + (hours + 1) * HOUR }))
/** So many a second, once the code is warm. */
function rateOf(once, atLeastMs = 400) {
  let sum = 0
  let done = 0
  sum += once(starts[0])
  const began = performance.now()
  let ms = 0
  // The clock is looked at ever less often, so that looking costs nothing.
  for (let together = 1; ms < atLeastMs; together = Math.min(together * 2, 1_024)) {
    for (let index = 0; index < together; index += 1) sum += once(starts[(done + index) & 4_095])
    done += together
    ms = performance.now() - began
  }
  if (!Number.isFinite(sum)) throw new Error('What was computed is no number.')
  return (done / ms) * 1_000
}
const dueIn = (hours) => (start) => due(start, hours * HOUR, calendar).at
const questions = {
  'due, 4 hours ahead': dueIn(4),
  'due, a year ahead': dueIn(2_000),
  'due, ten years ahead': dueIn(20_000),
  'due, 4 hours ahead, three pauses': (start) =>
    due(
      start,
      4 * HOUR,
      calendar,
      pauses.map(({ from, to }) => ({ from: from - starts[0] + start, to: to - starts[0] + start })),
    ).at,
  'elapsed, over a month': (start) => elapsed(start, start + 30 * DAY, calendar),
  'moment-business-time, 4 hours ahead': (start) => moment(start).addWorkingTime(4, 'hours').valueOf(),
  'moment-business-time, a year ahead': (start) => moment(start).addWorkingTime(2_000, 'hours').valueOf(),
}

const rounds = Array.from({ length: runs }, () =>
  Object.fromEntries(Object.entries(questions).map(([question, once]) => [question, rateOf(once)])),
)
const medians = Object.fromEntries(
  Object.keys(questions).map((question) => [question, median(rounds.map((round) => round[question]))]),
)
const slowdown = median(rounds.map((round) => round['due, 4 hours ahead'] / round['due, ten years ahead']))
const result = {
  question: 'due instants a second on one core',
  machine,
  rounds,
  medians,
  mustReach: 300_000,
  aim: 2_000_000,
  slowdown,
}
mkdirSync(new URL('../results', import.meta.url), { recursive: true })
writeFileSync(new URL('../results/business-time.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`)
console.log('| question | a second |\n|---|---|')
for (const [question, rate] of Object.entries(medians)) console.log(`| ${question} | ${Math.round(rate).toLocaleString('en')} |`)
console.log(`\nTen years ahead costs ${slowdown.toFixed(2)} times as much as four hours ahead (at most 2).`)
