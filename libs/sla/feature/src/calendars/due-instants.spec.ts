import type { RequestEvent } from '@spoc/intake-contracts'
import type { Instant } from '@spoc/platform-kernel'
import type { ClockName } from '@spoc/sla-contracts'
import type { ExplainedClock } from '../clocks/explained.js'
import * as intake from '../../test/requests.js'
import { SlaWorld } from '../../test/world.js'

const HOUR_MS = 3_600_000
const daysOfWeek = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const monToFri = daysOfWeek.slice(0, 5)
/** `at('2026-01-12T17:00+01:00')`: the same instant in UTC. */
const at = (text: string): Instant => new Date(text).toISOString() as Instant

const on = (days: readonly string[], ...hours: readonly string[]) => {
  const open = hours.map((text) => ({ from: text.slice(0, 5), to: text.slice(6) }))
  return Object.fromEntries(days.map((day) => [day, open]))
}

describe('due instants by calendar, as they are listed and explained', () => {
  let sla: SlaWorld

  beforeAll(async () => {
    sla = await SlaWorld.open()
  })
  afterAll(() => sla.close())

  const calendar = (hours: object | '24x7', over: object = {}) => sla.calendar({ zone: 'Europe/Berlin', hours, ...over })
  const hours = (count: number, calendarId: string, over: object = {}) => ({
    target: { minutes: count * 60 },
    calendarId,
    ...over,
  })

  /** A request received then, its clocks promised by a policy of its own. What happens to it is told at once: when it is told changes no due instant. */
  const received = async (when: string, clocks: object, over: object = {}) =>
    sla.request(await sla.contract(await sla.policy(clocks, [], over), { from: at('2015-01-01T00:00Z') }), {
      receivedAt: at(when),
    })
  const dueAt = async (requestId: string, clock: ClockName = 'resolve') => (await sla.clocks(requestId))[clock]?.dueAt
  const due = async (when: string, count: number, calendarId: string) =>
    dueAt(await received(when, { resolve: hours(count, calendarId) }))
  const happened = async (requestId: string, ...events: readonly (readonly [string, RequestEvent])[]) => {
    for (const [when, event] of events) await sla.tellLate(requestId, at(when), event)
  }
  const explained = async (requestId: string, clock: ClockName = 'resolve') => {
    await sla.settled(requestId)
    const { body } = await sla.admin.get(`/api/v1/clocks/${requestId}/explanation`)
    return (body as { clocks: (ExplainedClock & { clock: ClockName })[] }).clocks.find((one) => one.clock === clock)!
  }

  it('case 1: a target runs over the night, and so does the warning an hour before it', async () => {
    const office = await calendar(on(monToFri, '08:00-18:00'))
    const warned = (when: string) => received(when, { resolve: hours(4, office) }, { warnings: [{ leadMinutes: 60 }] })
    const [late, early] = [await warned('2026-01-12T17:00+01:00'), await warned('2026-01-12T14:30+01:00')]
    expect((await sla.clocks(late)).resolve).toMatchObject({
      dueAt: at('2026-01-13T11:00+01:00'),
      warnAt: [{ at: at('2026-01-13T10:00+01:00') }],
    })
    expect((await sla.clocks(early)).resolve).toMatchObject({
      dueAt: at('2026-01-13T08:30+01:00'),
      warnAt: [{ at: at('2026-01-12T17:30+01:00') }],
    })
  })

  it('case 2: the rest of a Friday hour is due on Monday', async () =>
    expect(await due('2026-01-23T16:30+01:00', 1, await calendar(on(monToFri, '09:00-17:00')))).toBe(
      at('2026-01-26T09:30+01:00'),
    ))

  it('case 3: four hours from 16:00 are due at 12:00 of the next working day', async () =>
    expect(await due('2026-01-12T16:00+01:00', 4, await calendar(on(monToFri, '09:00-17:00')))).toBe(
      at('2026-01-13T12:00+01:00'),
    ))

  it('case 5: a target that fills days to their end is due at the close, and the explanation names the days that are excluded', async () => {
    const open = on(daysOfWeek, '09:00-21:00')
    expect(await due('2016-11-09T23:00+01:00', 48, await calendar(open))).toBe(at('2016-11-13T21:00+01:00'))
    const holidays = [
      { date: '2016-11-11', name: 'Independence Day' },
      { date: '2016-11-13', name: 'Remembrance' },
    ]
    const request = await received('2016-11-09T23:00+01:00', { resolve: hours(48, await calendar(open, { holidays })) })
    expect(await dueAt(request)).toBe(at('2016-11-15T21:00+01:00'))
    await happened(request, ['2016-11-15T21:00+01:00', intake.resolved])
    const { lines, countedMs } = await explained(request)
    expect(countedMs).toBe(48 * HOUR_MS)
    const names = lines.flatMap(({ because }) => (because.is === 'holiday' ? [because.name] : []))
    expect(names).toEqual(['Independence Day', 'Remembrance'])
  })

  it('case 6: a wait over a weekend is credited with its business hours alone', async () => {
    const office = await calendar(on(monToFri, '08:00-20:00'))
    const request = await received('2026-01-09T10:00+01:00', { resolve: hours(12, office) })
    const since = '2026-01-09T11:00+01:00'
    await happened(request, [since, intake.awaited(at(since))], ['2026-01-12T09:00+01:00', intake.resumed])
    expect(await dueAt(request)).toBe(at('2026-01-12T20:00+01:00'))
    await happened(request, ['2026-01-12T20:00+01:00', intake.resolved])
    expect(await explained(request)).toMatchObject({ countedMs: 12 * HOUR_MS, pausedMs: 10 * HOUR_MS })
  })

  const shortMonday = () => calendar({ ...on(monToFri, '08:30-19:00'), ...on(['monday'], '10:30-19:00') })

  it('case 7: waits over nights are credited, and the response does not wait', async () => {
    const calendarId = await shortMonday()
    const request = await received('2034-06-05T10:00+02:00', { response: hours(4, calendarId), resolve: hours(4, calendarId) })
    await happened(
      request,
      ['2034-06-05T11:00+02:00', intake.awaited(at('2034-06-05T11:00+02:00'))],
      ['2034-06-07T09:30+02:00', intake.resumed],
      ['2034-06-07T10:00+02:00', intake.awaited(at('2034-06-07T10:00+02:00'))],
      ['2034-06-08T09:00+02:00', intake.resumed],
    )
    expect([await dueAt(request), await dueAt(request, 'response')]).toEqual([
      at('2034-06-08T12:00+02:00'),
      at('2034-06-05T14:30+02:00'),
    ])
    await happened(request, ['2034-06-08T12:00+02:00', intake.resolved])
    expect(await explained(request)).toMatchObject({ countedMs: 4 * HOUR_MS, pausedMs: 104_400_000 })
  })

  it('case 8: five working days are the open time of the five working days from the day of the receipt on', async () => {
    const clocks = { resolve: { target: { workingDays: 5 }, calendarId: await shortMonday() } }
    const request = await received('2034-06-07T10:00+02:00', clocks)
    await happened(
      request,
      ['2034-06-07T11:00+02:00', intake.awaited(at('2034-06-07T11:00+02:00'))],
      ['2034-06-13T11:00+02:00', intake.resumed],
      ['2034-06-14T07:00+02:00', intake.onHold()],
      ['2034-06-14T18:00+02:00', intake.resumed],
    )
    expect(await dueAt(request)).toBe(at('2034-06-21T09:00+02:00'))
    await happened(request, ['2034-06-21T09:00+02:00', intake.resolved])
    expect(await explained(request)).toMatchObject({ countedMs: 50.5 * HOUR_MS, pausedMs: 178_200_000 })
  })

  it.each([
    ['is taken up', intake.takenUp],
    ['is put on hold for what stops no clock', intake.onHold({ reason: 'parts', party: 'vendor' })],
    ['goes on', intake.resumed],
  ])('case 13: a wait is credited when the request %s', async (_, event) => {
    const request = await received('2026-01-12T08:00Z', { resolve: hours(4, await calendar('24x7')) })
    await happened(request, ['2026-01-12T09:00Z', intake.awaited(at('2026-01-12T09:00Z'))], ['2026-01-12T11:00Z', event])
    expect(await dueAt(request)).toBe(at('2026-01-12T14:00Z'))
  })

  it('case 21: a split day skips its break, and a calendar of Tuesdays waits for the next one', async () => {
    const split = await calendar(on(daysOfWeek, '09:00-13:00', '14:00-18:00'))
    expect(await due('2026-01-12T10:00+01:00', 6, split)).toBe(at('2026-01-12T17:00+01:00'))
    const tuesdays = await calendar(on(['tuesday'], '08:00-17:00'))
    expect(await due('2026-01-14T10:00+01:00', 4, tuesdays)).toBe(at('2026-01-20T12:00+01:00'))
  })

  it('case 22: the offset is that of the day itself', async () => {
    const newYork = await calendar(on(monToFri, '09:00-17:00'), { zone: 'America/New_York' })
    expect(await due('2021-03-12T16:30-05:00', 1, newYork)).toBe(at('2021-03-15T13:30Z'))
  })

  it('case 23: round the clock, real hours count through a clock change', async () => {
    const amsterdam = await calendar('24x7', { zone: 'Europe/Amsterdam' })
    expect(await due('2022-10-30T02:00+02:00', 1, amsterdam)).toBe(at('2022-10-30T02:00+01:00'))
    expect(await due('2025-03-29T12:00+01:00', 24, amsterdam)).toBe(at('2025-03-30T13:00+02:00'))
    expect(await due('2025-10-25T12:00+02:00', 24, amsterdam)).toBe(at('2025-10-26T11:00+01:00'))
  })

  it('case 24: a skipped hour counts nothing, a repeated one twice', async () => {
    const night = await calendar(on(daysOfWeek, '00:00-06:00'))
    expect(await due('2025-03-30T00:30+01:00', 4, night)).toBe(at('2025-03-30T05:30+02:00'))
    expect(await due('2025-10-26T00:30+02:00', 4, night)).toBe(at('2025-10-26T03:30+01:00'))
    // To the close of each of those days: 5 hours and 7.
    expect(await due('2025-03-30T00:00+01:00', 5, night)).toBe(at('2025-03-30T06:00+02:00'))
    expect(await due('2025-10-26T00:00+02:00', 7, night)).toBe(at('2025-10-26T06:00+01:00'))
  })

  it('case 25: an opening at 02:00 of a repeated hour is the one after the clocks have gone back', async () => {
    const newYork = await calendar(on(daysOfWeek, '02:00-06:00'), { zone: 'America/New_York' })
    const request = await received('2015-11-01T01:59:30-04:00', { resolve: hours(1, newYork) })
    await happened(request, ['2015-11-01T08:00Z', intake.resolved])
    expect((await explained(request)).lines.map(({ from, counts }) => [from, counts])).toEqual([
      [at('2015-11-01T01:59:30-04:00'), false],
      [at('2015-11-01T02:00-05:00'), true],
    ])
  })
})
