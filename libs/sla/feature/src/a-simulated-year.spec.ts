import { epochMs } from '@spoc/platform-kernel'
import { clockNames, slaContract, type Clock, type ClockEvent } from '@spoc/sla-contracts'
import { businessCalendar, elapsed, explain, type Calendars } from '@spoc/sla-domain'
import type { AuditedClock } from '../test/year/audited-clock.js'
import { AuditedRequest } from '../test/year/audited-request.js'
import { Year, YEAR } from '../test/year/year.js'
import { explainedUntil } from './clocks/explained.js'

const seed = Number(process.env['YEAR_SEED'] ?? 20_250_106)
const count = Number(process.env['YEAR_REQUESTS'] ?? 2_000)
const MINUTE = 60_000
const MOST_SHOWN = 3

const instant = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())

describe(`a year of ${count} requests with changes, pauses and reopenings (seed ${seed})`, () => {
  const year = new Year(seed, count)
  const events = (requestId: string) => year.stream(`sla-${requestId}`) as Promise<readonly ClockEvent[]>

  beforeAll(() => year.pass(), 300_000)

  it('leaves every clock as somebody finds it who recomputes it from the log, minute by minute', async () => {
    const book = year.book()
    const wrong: object[] = []
    for (const requestId of year.requests) {
      const entries = await year.entriesOf(requestId)
      const audited = AuditedRequest.of(entries, book, YEAR[1]).clocks
      const { clocks } = await year.state(requestId)
      const told = await events(requestId)
      for (const name of clockNames) {
        const [clock, ofAudit] = [clocks[name], audited.get(name)]
        const found = clock && asFound(clock, told, year)
        const recomputed = ofAudit && asRecomputed(ofAudit)
        if (JSON.stringify(found) === JSON.stringify(recomputed)) continue
        const happened = entries.map(({ at, known, event }) => [instant(at), instant(known), event.type])
        wrong.push({ requestId, name, recomputed, found, happened })
      }
    }
    expect({ wrong: wrong.length, first: wrong.slice(0, MOST_SHOWN) }).toEqual({ wrong: 0, first: [] })
  }, 300_000)

  it('explains the clocks of every fiftieth request by as many minutes', async () => {
    for (const requestId of year.requests.filter((_, index) => index % 50 === 0))
      for (const clock of Object.values((await year.state(requestId)).clocks))
        expect(explain(clock, untilOf(clock), year.calendars).countedMs).toBe(countedMs(clock, year.calendars))
  })

  it('was a year in which everything happened that can happen to a clock', async () => {
    const types = new Set((await Promise.all(year.requests.map(events))).flat().map(({ type }) => type))
    const ofClocks = slaContract.types.filter((type) => /^sla\.(clock|breach-withdrawn)/.test(type))
    expect([...types].sort()).toEqual([...ofClocks].sort())
  })
})

/** What is compared of a clock, by the stream of its request. */
function asFound(clock: Clock, events: readonly ClockEvent[], { calendars }: Year) {
  const { met, cancelled, breach } = clock
  const breached = events.flatMap(({ type, data }) =>
    type === 'sla.clock-breached.v1' && data.clock === clock.clock ? [[data.effectiveAt, data.detectedAt]] : [],
  )
  const withdrawn = events.flatMap(({ type, data }) =>
    type === 'sla.breach-withdrawn.v1' && data.clock === clock.clock ? [data.effectiveAt] : [],
  )
  return {
    is: clock.is,
    startedAt: clock.startedAt,
    targetMinutes: clock.targetMs / MINUTE,
    dueAt: clock.dueAt,
    countedMinutes: countedMs(clock, calendars) / MINUTE,
    breachedAt: breach?.effectiveAt,
    breached,
    withdrawn,
    met: met && { at: met.at, within: met.within, minutes: met.elapsedMs / MINUTE },
    cancelled: cancelled && { at: cancelled.at, because: cancelled.because },
    rounds: clock.rounds,
  }
}

const untilOf = (clock: Clock) => explainedUntil(clock, new Date(YEAR[1]).toISOString())

function countedMs(clock: Clock, calendars: Calendars): number {
  const calendar = businessCalendar(calendars, clock.calendarId, clock.calendarRevision)
  const pauses = clock.pauses.map(({ from, to }) => ({ from: epochMs(from), ...(to !== undefined && { to: epochMs(to) }) }))
  return elapsed(epochMs(clock.startedAt), epochMs(untilOf(clock)), calendar, pauses)
}

function asRecomputed(clock: AuditedClock) {
  const { met, cancelled, told } = clock
  return {
    is: clock.is,
    startedAt: instant(clock.startedAt),
    targetMinutes: clock.targetMinutes,
    dueAt: instant(clock.dueAt),
    countedMinutes: clock.countedUntil(met?.at ?? cancelled?.at ?? YEAR[1]),
    breachedAt: instant(clock.breach?.effectiveAt),
    breached: told.map(({ effectiveAt, detectedAt }) => [instant(effectiveAt), instant(detectedAt)]),
    withdrawn: told.filter((one) => one.withdrawn).map(({ effectiveAt }) => instant(effectiveAt)),
    met: met && { at: instant(met.at), within: met.within, minutes: met.minutes },
    cancelled: cancelled && { at: instant(cancelled.at), because: cancelled.because },
    rounds: clock.rounds,
  }
}
