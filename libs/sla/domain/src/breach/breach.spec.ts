import fc from 'fast-check'
import { epochMs } from '@spoc/platform-kernel'
import { started } from '../../test/life.js'
import { at, calendars, hoursOf, policyOf } from '../../test/promises.js'
import { elapsed } from '../business-time/index.js'
import { pauseClocks } from '../clock/pause-clocks.js'
import { calendarOf, spansOf } from '../clock/reckon.js'
import { resumeClocks } from '../clock/resume-clocks.js'
import { attributeBreaches, attribution } from './attribute-breach.js'
import { whoHadIt, type EngagedSpan, type Turn } from './who-had-it.js'

const HOUR_MS = 3_600_000
const now = { now: at('11:00') }
const turn = (when: string, is: 'in-work' | 'ended' = 'in-work'): Turn => ({ at: at(when), to: { is } })
const waits = (when: string, reason = 'waiting-for-client'): Turn => ({
  at: at(when),
  to: { is: 'waiting', for: reason === 'waiting-for-client' ? reason : 'waiting-for-window', reason },
})
const engaged = (engagementId: string, from: string, to?: string, isVendor = false): EngagedSpan => ({
  engagementId,
  teamId: `team of ${engagementId}`,
  isVendor,
  from: at(from),
  ...(to === undefined ? {} : { to: at(to) }),
})
const hours = (turns: readonly Turn[], spans: readonly EngagedSpan[] = []) =>
  whoHadIt(turns, spans, epochMs(at('09:00')), epochMs(at('17:00'))).map(
    ({ from, to, holder, engagementId }) => `${(to - from) / HOUR_MS} ${engagementId ?? holder}`,
  )

describe('who had a request', () => {
  it('is nobody until it is taken up, then its point of contact', () =>
    expect(hours([turn('10:00')])).toEqual(['1 unassigned', '7 own-team']))
  it('is the team that is engaged, and the point of contact again after it', () =>
    expect(hours([turn('09:00')], [engaged('core', '10:00', '12:00')])).toEqual(['1 own-team', '2 core', '5 own-team']))
  it('is the one brought in last, of several', () =>
    expect(hours([], [engaged('core', '09:00'), engaged('carrier', '11:00', '15:00', true)])).toEqual([
      '2 core',
      '4 carrier',
      '2 core',
    ]))
  it('is the client while an answer is awaited, whoever is engaged', () =>
    expect(hours([waits('10:00'), turn('12:00')], [engaged('core', '09:00')])).toEqual([
      '1 core',
      '2 waiting-for-client',
      '5 core',
    ]))
  it('is nobody while it had ended, before it was opened again', () =>
    expect(hours([turn('08:00'), turn('11:00', 'ended'), turn('12:00')])).toEqual(['2 own-team', '1 ended', '5 own-team']))
  it('follows when things happened, not when they became known', () =>
    expect(hours([turn('09:00'), turn('14:00'), waits('12:00')])).toEqual(['3 own-team', '2 waiting-for-client', '3 own-team']))
})

describe('the attribution of a breach', () => {
  const policy = policyOf({ resolve: hoursOf(4, { calendarId: 'office' }) })
  const life = started(policy)
    .then((state) => pauseClocks(state, { at: at('10:00'), reason: 'waiting-for-client', party: 'client' }, { calendars }, now))
    .then((state) => resumeClocks(state, { at: at('11:00') }, { calendars }, now))
    .until(at('14:00'))
  const clock = life.clock('resolve')
  const breached = { clock, effectiveAt: at('14:00'), through: 'breach' as const, until: at('14:00') }
  const turns = [turn('09:15'), waits('10:00'), turn('11:00')]
  const spans = [engaged('core', '09:30', '13:00'), engaged('carrier', '13:00', undefined, true)]

  it('splits the open time up to the breach, what was paused included, into shares that add up', () => {
    const { shares, openMs, countedMs } = attribution(breached, turns, spans, calendars)
    expect(shares.map(({ holder, engagementId, ms, countedMs: counted }) => [holder, engagementId, ms, counted])).toEqual([
      ['unassigned', undefined, HOUR_MS / 4, HOUR_MS / 4],
      ['own-team', undefined, HOUR_MS / 4, HOUR_MS / 4],
      ['own-team', 'core', 2.5 * HOUR_MS, 2.5 * HOUR_MS],
      ['waiting-for-client', undefined, HOUR_MS, 0],
      ['vendor', 'carrier', HOUR_MS, HOUR_MS],
    ])
    expect([openMs, countedMs]).toEqual([5 * HOUR_MS, clock.targetMs])
  })
  it('leaves out what the calendar had closed', () => {
    const { openMs } = attribution({ ...breached, through: 'end', until: at('13 09:00') }, turns, spans, calendars)
    expect(openMs).toBe(10 * HOUR_MS)
  })
  it('is told once for a breach, and once for an end', () => {
    const known = { requestId: 'r-1', accountId: 'a-1', requestRevision: 4, turns, engaged: spans }
    const told = attributeBreaches({ attributed: [] }, [breached], known, calendars)
    expect(told).toMatchObject([{ data: { requestId: 'r-1', requestRevision: 4, through: 'breach', openMs: 5 * HOUR_MS } }])
    const before = { attributed: [attribution(breached, turns, spans, calendars)] }
    expect(attributeBreaches(before, [breached], known, calendars)).toEqual([])
    const atEnd = { ...breached, through: 'end' as const, until: at('16:00') }
    expect(attributeBreaches(before, [atEnd], known, calendars)).toMatchObject([{ data: { through: 'end', until: at('16:00') } }])
  })
  it('adds up to the millisecond whatever happened', () => {
    const moment = fc.integer({ min: epochMs(at('08:00')), max: epochMs(at('18 20:00')) })
    const anyTurn = fc.tuple(moment, fc.constantFrom<Turn['to']>({ is: 'in-work' }, { is: 'ended' }, waits('09:00').to))
    const anySpan = fc.tuple(moment, fc.option(moment, { nil: undefined }), fc.boolean())
    const instant = (ms: number) => new Date(ms).toISOString()
    fc.assert(
      fc.property(fc.array(anyTurn), fc.array(anySpan), moment, (someTurns, someSpans, until) => {
        const { shares, openMs, countedMs } = attribution(
          { ...breached, until: instant(until) },
          someTurns.map(([ms, to]) => ({ at: instant(ms), to })),
          someSpans.map(([from, to, isVendor], index) => ({
            ...{ engagementId: `e-${index}`, teamId: 't', isVendor, from: instant(from) },
            ...(to === undefined ? {} : { to: instant(to) }),
          })),
          calendars,
        )
        const calendar = calendarOf(clock, calendars)
        const start = epochMs(clock.startedAt)
        expect(openMs).toBe(elapsed(start, until, calendar))
        expect(countedMs).toBe(elapsed(start, until, calendar, spansOf(clock.pauses)))
        expect(shares.reduce((sum, { ms }) => sum + ms, 0)).toBe(openMs)
      }),
    )
  })
})
