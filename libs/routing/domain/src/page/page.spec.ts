import type { EscalationTarget, PageEvent } from '@spoc/routing-contracts'
import { given } from '@spoc/platform-testing'
import { at, lead, next, onDuty, started, words } from '../../test/build-routing.js'
import { acknowledgePage } from './acknowledge-page.js'
import { declinePage } from './decline-page.js'
import { firePage } from './fire-page.js'
import { pageStream, type Page } from './page.js'
import { startPage } from './start-page.js'
import { stopPage } from './stop-page.js'
import type { PageGrounds, TargetPeople } from './take-steps.js'

const page = given(pageStream)
const alarms = (...facts: PageEvent[]) => pageStream.alarms?.(facts.reduce(pageStream.evolve, pageStream.initial))

type People = Readonly<Partial<Record<EscalationTarget['kind'], TargetPeople>>>
const everybody: People = {
  'on-duty': { personIds: ['ines'] },
  'next-on-duty': { personIds: ['omar'] },
  'team-lead': { personIds: ['mara'] },
}
const grounds = (time: string, people: People = everybody, nextShiftAt?: string): PageGrounds => ({
  now: at(time),
  resolve: ({ kind }) => people[kind] ?? { personIds: [] },
  ...(nextShiftAt !== undefined && { nextShiftAt }),
})
const start =
  (over: Parameters<typeof started>[0] = {}, from: PageGrounds = grounds('08:00')) =>
  (state: Page) => {
    const { at: _, ...data } = started(over).data
    return startPage(state, data, from)
  }
const fire = (from: PageGrounds) => (state: Page) => firePage(state, from)
const told = (step: number, target: EscalationTarget, personIds: readonly string[], time: string): PageEvent => ({
  type: 'routing.page-notified.v1',
  data: { step, personIds, at: at(time), resolved: [{ target, personIds }] },
})
const exhausted = (time: string, because: 'nobody-reached' | 'not-acknowledged', againAt?: string): PageEvent => ({
  type: 'routing.page-exhausted.v1',
  data: { lastResort: 'director', at: at(time), because, ...(againAt !== undefined && { againAt }) },
})
const acknowledged = (by: string, time: string): PageEvent => ({
  type: 'routing.page-acknowledged.v1',
  data: { by, at: at(time) },
})
const declined = (by: string, time: string): PageEvent => ({
  type: 'routing.page-declined.v1',
  data: { by, at: at(time), reason: words('On a train.') },
})
const stopped: PageEvent = {
  type: 'routing.page-stopped.v1',
  data: { because: 'engagement-accepted', at: at('08:02') },
}
const first = told(0, onDuty, ['ines'], '08:00')
const second = told(1, next, ['omar'], '08:05')
const third = told(2, lead, ['mara'], '08:10')

describe('starting a page', () => {
  it('tells the people of the first step at once', () => page().when(start()).then(started(), first))
  it('wakes for the second step', () => expect(alarms(started(), first)).toEqual([{ at: at('08:05'), what: 'page-step' }]))
  it('changes nothing the second time', () => page(started(), first).when(start()).thenNothing())
  it('waits for a first step that comes later', () => {
    const late = { steps: [{ afterMs: 60_000, targets: [onDuty] }] }
    page().when(start(late)).then(started(late))
    expect(alarms(started(late))).toEqual([{ at: at('08:01'), what: 'page-step' }])
  })
  it('is about its request and account', () =>
    expect(pageStream.about(pageStream.evolve(pageStream.initial, started()), 'page-1')).toEqual({
      subject: 'request-1',
      accountId: 'account-1',
    }))
})

describe('a page that nobody acknowledges', () => {
  it('goes to the next step when it is due', () =>
    page(started(), first)
      .when(fire(grounds('08:05')))
      .then(second))
  it('does not go on a second before', () =>
    page(started(), first)
      .when(fire(grounds('08:04:59')))
      .thenNothing())
  it('takes every step that came due while nothing ran, in order', () =>
    page(started(), first)
      .when(fire(grounds('08:11')))
      .then(told(1, next, ['omar'], '08:11'), told(2, lead, ['mara'], '08:11')))
  it('tells the last resort when its time comes', () => {
    expect(alarms(started(), first, second, third)).toEqual([{ at: at('08:20'), what: 'page-last-resort' }])
    page(started(), first, second, third)
      .when(fire(grounds('08:20')))
      .then(exhausted('08:20', 'not-acknowledged'))
  })
  it('tells the last resort once', () => {
    const facts = [started(), first, second, third, exhausted('08:20', 'not-acknowledged')]
    expect(alarms(...facts)).toEqual([])
    page(...facts)
      .when(fire(grounds('09:00')))
      .thenNothing()
  })
  it('has no end where the policy has no time for the last resort', () =>
    expect(alarms(started({ lastResortAfterMs: undefined }), first, second, third)).toEqual([]))
})

describe('12. GA#4548, GO#4846: a step that comes to nobody', () => {
  it('moves on to the next step at once, which the log shows', () =>
    page()
      .when(start({}, grounds('08:00', { ...everybody, 'on-duty': undefined })))
      .then(started(), told(0, onDuty, [], '08:00'), told(1, next, ['omar'], '08:00')))
  it('leaves the steps after the next at their instants', () =>
    expect(alarms(started(), told(0, onDuty, [], '08:00'), told(1, next, ['omar'], '08:00'))).toEqual([
      { at: at('08:10'), what: 'page-step' },
    ]))
  it('tells the last resort at once where it is the last', () =>
    page(started(), first, second)
      .when(fire(grounds('08:10', { ...everybody, 'team-lead': undefined })))
      .then(told(2, lead, [], '08:10'), exhausted('08:10', 'not-acknowledged')))
  it('tells the last resort at once when all are empty, and begins again at the next shift start', () => {
    const facts: PageEvent[] = [
      started(),
      told(0, onDuty, [], '08:00'),
      told(1, next, [], '08:00'),
      told(2, lead, [], '08:00'),
      exhausted('08:00', 'nobody-reached', at('18:00')),
    ]
    page()
      .when(start({}, grounds('08:00', {}, at('18:00'))))
      .then(...facts)
    expect(alarms(...facts)).toEqual([{ at: at('18:00'), what: 'page-step' }])
    page(...facts)
      .when(fire(grounds('18:00')))
      .then(told(0, onDuty, ['ines'], '18:00'))
  })
  it('does not begin again where no shift ever starts', () =>
    page(started({ steps: [{ afterMs: 0, targets: [lead] }] }))
      .when(fire(grounds('08:00', {})))
      .then(told(0, lead, [], '08:00'), exhausted('08:00', 'nobody-reached')))
  it('does not begin again at a shift start that is past', () =>
    page(started({ steps: [{ afterMs: 0, targets: [lead] }] }))
      .when(fire(grounds('08:00', {}, at('08:00'))))
      .then(told(0, lead, [], '08:00'), exhausted('08:00', 'nobody-reached')))
  it('tells the last resort at once where there are no steps at all', () =>
    page()
      .when(start({ steps: [] }))
      .then(started({ steps: [] }), exhausted('08:00', 'nobody-reached')))
})

describe('13. GO#4654: acknowledging', () => {
  const phoneThenText = started({
    steps: [
      { afterMs: 0, targets: [onDuty] },
      { afterMs: 60_000, targets: [onDuty] },
    ],
  })

  it('at 30 s keeps the step of 60 s from being taken', () => {
    page(phoneThenText, first)
      .when((state) => acknowledgePage(state, { by: 'ines', now: at('08:00:30') }))
      .then(acknowledged('ines', '08:00:30'))
    page(phoneThenText, first, acknowledged('ines', '08:00:30'))
      .when(fire(grounds('08:01')))
      .thenNothing()
    expect(alarms(phoneThenText, first, acknowledged('ines', '08:00:30'))).toEqual([])
  })
  it('counts after the last resort was told', () =>
    page(started(), first, second, third, exhausted('08:20', 'not-acknowledged'))
      .when((state) => acknowledgePage(state, { by: 'director', now: at('08:21') }))
      .then(acknowledged('director', '08:21')))
  it('changes nothing by the same person again', () =>
    page(started(), first, acknowledged('ines', '08:01'))
      .when((state) => acknowledgePage(state, { by: 'ines', now: at('08:02') }))
      .thenNothing())
  it('is refused to a second person', () =>
    page(started(), first, acknowledged('ines', '08:01'))
      .when((state) => acknowledgePage(state, { by: 'omar', now: at('08:02') }))
      .thenRefused('page-taken'))
  it('is refused once it was stopped', () =>
    page(started(), first, stopped)
      .when((state) => acknowledgePage(state, { by: 'ines', now: at('08:03') }))
      .thenRefused('page-stopped'))
  it('is refused of a page that is unknown', () =>
    page()
      .when((state) => acknowledgePage(state, { by: 'ines', now: at('08:03') }))
      .thenRefused('page-unknown'))
})

describe('14. GO#1326: somebody on duty without a way to be reached', () => {
  it('is named, and the next step is taken at once', () =>
    page()
      .when(start({}, grounds('08:00', { ...everybody, 'on-duty': { personIds: [], unreachable: ['ines'] } })))
      .then(
        started(),
        {
          type: 'routing.page-notified.v1',
          data: {
            step: 0,
            personIds: [],
            at: at('08:00'),
            unreachable: ['ines'],
            resolved: [{ target: onDuty, personIds: [] }],
          },
        },
        told(1, next, ['omar'], '08:00'),
      ))
})

describe('a step with hours (GO#3261)', () => {
  const inLondon = (time: string) => ({
    at: at(time),
    steps: [
      {
        afterMs: 0,
        targets: [onDuty],
        onlyDuring: { zone: 'Europe/London', hours: [{ weekdays: [1, 2, 3, 4, 5] as const, from: '08:30', to: '17:30' }] },
      },
      { afterMs: 300_000, targets: [lead] },
    ],
  })

  it('is taken inside of them', () =>
    page()
      .when(start(inLondon('08:30'), grounds('08:30')))
      .then(started(inLondon('08:30')), told(0, onDuty, ['ines'], '08:30')))
  it('is passed over outside of them, by the wall clock of its zone', () =>
    page()
      .when(start(inLondon('08:29'), grounds('08:29')))
      .then(
        started(inLondon('08:29')),
        { type: 'routing.page-notified.v1', data: { step: 0, personIds: [], at: at('08:29'), outOfHours: true } },
        told(1, lead, ['mara'], '08:29'),
      ))
})

describe('declining a page', () => {
  const decline = (by: string, from: PageGrounds) => (state: Page) =>
    declinePage(state, { by, reason: words('On a train.') }, from)
  const both = told(0, onDuty, ['ines', 'omar'], '08:00')

  it('by the only one told takes the next step at once', () =>
    page(started(), first)
      .when(decline('ines', grounds('08:01')))
      .then(declined('ines', '08:01'), told(1, next, ['omar'], '08:01')))
  it('by one of two waits for the other', () =>
    page(started(), both)
      .when(decline('ines', grounds('08:01')))
      .then(declined('ines', '08:01')))
  it('keeps a later step from telling the same person', () =>
    page(started(), first)
      .when(decline('ines', grounds('08:01', { ...everybody, 'next-on-duty': { personIds: ['ines', 'omar'] } })))
      .then(declined('ines', '08:01'), {
        type: 'routing.page-notified.v1',
        data: { step: 1, personIds: ['omar'], at: at('08:01'), resolved: [{ target: next, personIds: ['ines', 'omar'] }] },
      }))
  it('changes nothing the second time', () =>
    page(started(), both, declined('ines', '08:01'))
      .when(decline('ines', grounds('08:02')))
      .thenNothing())
  it('is refused to somebody who was not told', () =>
    page(started(), first)
      .when(decline('tess', grounds('08:01')))
      .thenRefused('page-not-for-you'))
  it.each([
    ['page-taken', [started(), first, acknowledged('ines', '08:01')]],
    ['page-stopped', [started(), first, stopped]],
    ['page-unknown', []],
  ])('is refused with %s', (code, facts) =>
    page(...facts)
      .when(decline('ines', grounds('08:03')))
      .thenRefused(code),
  )
})

describe('stopping a page', () => {
  const stop = (state: Page) => stopPage(state, { because: 'engagement-accepted', now: at('08:02') })

  it('ends it, and nothing follows', () => {
    page(started(), first).when(stop).then(stopped)
    expect(alarms(started(), first, stopped)).toEqual([])
    page(started(), first, stopped)
      .when(fire(grounds('08:05')))
      .thenNothing()
  })
  it('changes nothing of one that was acknowledged', () =>
    page(started(), first, acknowledged('ines', '08:01')).when(stop).thenNothing())
  it('changes nothing of one that is unknown', () => page().when(stop).thenNothing())
})
