import { clockNames, slaContract, type ClockEvent, type OlaEvent } from '@spoc/sla-contracts'
import { explain } from '@spoc/sla-domain'
import type { AuditedClock } from '../test/year/audited-clock.js'
import { AuditedRequest } from '../test/year/audited-request.js'
import { asFound, asRecomputed, countedMs, instantOf } from '../test/year/comparison.js'
import { Year, YEAR } from '../test/year/year.js'
import { explainedUntil } from './clocks/explained.js'

const seed = Number(process.env['YEAR_SEED'] ?? 20_250_106)
/** The gate asks for 2,000. */
const count = Number(process.env['YEAR_REQUESTS'] ?? 500)
const END = YEAR[1]
const MOST_SHOWN = 3

describe(`a year of ${count} requests with changes, pauses and reopenings (seed ${seed})`, () => {
  const year = new Year(seed, count)
  const eventsOf = (requestId: string) => year.stream(`sla-${requestId}`) as Promise<readonly ClockEvent[]>
  const olaEventsOf = (id: string) => year.stream(`ola-${id}`) as Promise<readonly OlaEvent[]>

  beforeAll(() => year.pass(), 300_000)

  it('leaves every clock as somebody finds it who recomputes it from the log, minute by minute', async () => {
    const book = year.book()
    const wrong: object[] = []
    for (const requestId of year.requests) {
      const entries = await year.entriesOf(requestId)
      const audited = AuditedRequest.of(entries, book, END)
      const compare = (name: string, found: object | undefined, ofAudit: AuditedClock | undefined) => {
        const recomputed = ofAudit && asRecomputed(ofAudit, END)
        if (JSON.stringify(found) === JSON.stringify(recomputed)) return
        const happened = entries.map(({ at, known, event }) => [instantOf(at), instantOf(known), event.type])
        wrong.push({ requestId, name, recomputed, found, happened })
      }
      const { clocks } = await year.state(requestId)
      const events = await eventsOf(requestId)
      for (const name of clockNames) {
        const clock = clocks[name]
        compare(name, clock && asFound(clock, events, year.calendars, END), audited.clocks.get(name))
      }
      for (const id of year.engagementsOf(requestId)) {
        const ola = await year.ola(id)
        const found = ola.is === 'unknown' ? undefined : asFound(ola, await olaEventsOf(id), year.calendars, END)
        compare('engagement', found, audited.olas.get(`engagement-${id}`))
      }
    }
    expect({ wrong: wrong.length, first: wrong.slice(0, MOST_SHOWN) }).toEqual({ wrong: 0, first: [] })
  }, 300_000)

  it('explains the clocks of every fiftieth request by as many minutes', async () => {
    const end = new Date(END).toISOString()
    for (const requestId of year.requests.filter((_, index) => index % 50 === 0))
      for (const clock of Object.values((await year.state(requestId)).clocks)) {
        const { countedMs: explained } = explain(clock, explainedUntil(clock, end), year.calendars)
        expect(explained).toBe(countedMs(clock, year.calendars, END))
      }
  })

  it('was a year in which everything happened that can happen to a clock', async () => {
    const engagements = year.requests.flatMap((requestId) => year.engagementsOf(requestId))
    const events = await Promise.all([...year.requests.map(eventsOf), ...engagements.map(olaEventsOf)])
    const types = new Set(events.flat().map(({ type }) => type))
    const ofClocks = slaContract.types.filter((type) => /^sla\.(clock|ola|breach-withdrawn)/.test(type))
    expect([...types].sort()).toEqual([...ofClocks].sort())
  })
})
