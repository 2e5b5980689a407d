import { epochMs } from '@spoc/platform-kernel'
import type { Rota } from '@spoc/routing-contracts'
import { instant, layer, override, rota } from '../../test/build-rota.js'
import { coverageGaps, dutyPlan, onDuty, spans, type DutySpan } from '../index.js'

const brief = (span: DutySpan) => `${span.from.slice(5, 16)}Z ${span.to.slice(5, 16)}Z ${span.personId ?? '-'}`
const plan = (of: Rota, from: string, to: string) => spans(of, instant(from), instant(to)).map(brief)
const people = (of: Rota, from: string, to: string) => plan(of, from, to).filter((line) => !line.endsWith(' -'))

describe('1. GO#5247: America/Chicago, weekly at local midnight', () => {
  const weekly = rota([layer({ startDate: '2024-10-01', handoverTime: '00:00' })], { zone: 'America/Chicago' })

  it('hands over at local midnight when the clock goes back', () =>
    expect(plan(weekly, '2024-10-29 05:00Z', '2024-11-12 06:00Z')).toEqual([
      '10-29T05:00Z 11-05T06:00Z ada',
      '11-05T06:00Z 11-12T06:00Z bo',
    ]))
  it('hands over at local midnight when the clock goes forward', () =>
    expect(plan(weekly, '2025-03-04 06:00Z', '2025-03-18 05:00Z')).toEqual([
      '03-04T06:00Z 03-11T05:00Z ada',
      '03-11T05:00Z 03-18T05:00Z bo',
    ]))
  it('leaves no gap in a year', () =>
    expect(coverageGaps(weekly, { from: instant('2024-10-01 05:00Z'), to: instant('2025-10-01 05:00Z') })).toEqual([]))
})

describe('2. GO#3261: London, 08:30 to 17:30', () => {
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7] as const, from: '08:30', to: '17:30' }]
  const london = rota([layer({ startDate: '2023-10-02', handoverTime: '08:30', participants: ['ada'], restrictions: hours })], {
    zone: 'Europe/London',
  })

  it('keeps to the wall clock in summer', () =>
    expect(people(london, '2023-10-27 00:00Z', '2023-10-28 00:00Z')).toEqual(['10-27T07:30Z 10-27T16:30Z ada']))
  it('keeps to the wall clock in winter', () =>
    expect(people(london, '2023-10-30 00:00Z', '2023-10-31 00:00Z')).toEqual(['10-30T08:30Z 10-30T17:30Z ada']))
})

describe('3. GO#5455: the length of a shift that crosses a clock change is that of the wall clock', () => {
  const daily = rota([layer({ every: { days: 1 } })])
  const hoursOf = ({ from, to }: DutySpan) => (epochMs(to) - epochMs(from)) / 3_600_000

  it('is 23 hours in spring', () =>
    expect(spans(daily, instant('2026-03-28 07:00Z'), instant('2026-03-29 06:00Z')).map(hoursOf)).toEqual([23]))
  it('is 25 hours in autumn', () =>
    expect(spans(daily, instant('2026-10-24 06:00Z'), instant('2026-10-25 07:00Z')).map(hoursOf)).toEqual([25]))
  it('is the same to the plan and to who is on duty at the minute', () => {
    expect(onDuty(daily, instant('2026-03-29 05:59Z'))).toBe('ada')
    expect(onDuty(daily, instant('2026-03-29 06:00Z'))).toBe('bo')
    expect(plan(daily, '2026-03-29 05:59Z', '2026-03-29 06:01Z')).toEqual([
      '03-29T05:59Z 03-29T06:00Z ada',
      '03-29T06:00Z 03-29T06:01Z bo',
    ])
  })
})

describe('4. GO#4197, OU#2413: Paris, Mon to Fri from 08:00 for 10 h', () => {
  const weekdays = [{ weekdays: [1, 2, 3, 4, 5] as const, from: '08:00', to: '18:00' }]
  const paris = (perShift: boolean) =>
    rota([layer({ participants: ['1', '2'], startDate: '2024-01-01', every: { days: 1 }, restrictions: weekdays, perShift })], {
      zone: 'Europe/Paris',
    })
  const turns = (of: Rota, from: string, to: string) => people(of, from, to).map((line) => line.slice(-1))

  it('per shift: weekends do not advance the rotation', () =>
    expect(turns(paris(true), '2024-01-01 00:00Z', '2024-01-09 00:00Z')).toEqual(['1', '2', '1', '2', '1', '2']))
  it('otherwise: turns go on over the weekend', () =>
    expect(turns(paris(false), '2024-01-01 00:00Z', '2024-01-09 00:00Z')).toEqual(['1', '2', '1', '2', '1', '2']))
  const three = (perShift: boolean) =>
    rota(
      [layer({ participants: ['1', '2', '3'], startDate: '2024-01-01', every: { days: 1 }, restrictions: weekdays, perShift })],
      {
        zone: 'Europe/Paris',
      },
    )
  it('the difference shows with three people on the first Monday', () => {
    expect(turns(three(true), '2024-01-05 00:00Z', '2024-01-09 00:00Z')).toEqual(['2', '3'])
    expect(turns(three(false), '2024-01-05 00:00Z', '2024-01-09 00:00Z')).toEqual(['2', '2'])
  })
  it('per shift: goes on so for years', () =>
    // 522 weeks of 5 shifts lie before Monday 2034-01-02, so that it is the first person's again.
    expect(turns(three(true), '2034-01-02 00:00Z', '2034-01-12 00:00Z')).toEqual(['1', '2', '3', '1', '2', '3', '1', '2']))
})

describe('5. GA: Chicago, daily at 02:30', () => {
  const chicago = rota([layer({ startDate: '2020-03-01', handoverTime: '02:30', every: { days: 1 } })], {
    zone: 'America/Chicago',
  })

  it('hands over at the jump where the clock skips the time', () =>
    expect(plan(chicago, '2020-03-07 08:30Z', '2020-03-10 07:30Z')).toEqual([
      '03-07T08:30Z 03-08T08:00Z ada',
      '03-08T08:00Z 03-09T07:30Z bo',
      '03-09T07:30Z 03-10T07:30Z ada',
    ]))
})

describe('6. GA: Chicago, daily at 01:30, which happens twice on 2020-11-01', () => {
  const chicago = rota([layer({ startDate: '2020-10-01', handoverTime: '01:30', every: { days: 1 } })], {
    zone: 'America/Chicago',
  })

  it('hands over the first time: a shift of 25 hours', () =>
    expect(plan(chicago, '2020-11-01 06:30Z', '2020-11-02 07:30Z')).toEqual(['11-01T06:30Z 11-02T07:30Z bo']))
  it('does not hand over the second time', () => expect(onDuty(chicago, instant('2020-11-01 07:30Z'))).toBe('bo'))
})

describe('7. GA: Lord Howe, hourly at :30, the clock going back half an hour', () => {
  const lordHowe = rota([layer({ startDate: '2021-04-03', handoverTime: '00:30', every: { hours: 1 } })], {
    zone: 'Australia/Lord_Howe',
  })

  it('has a turn of 90 minutes, from 01:30+11:00 to 02:30+10:30', () =>
    expect(plan(lordHowe, '2021-04-03 13:30Z', '2021-04-03 17:00Z')).toEqual([
      '04-03T13:30Z 04-03T14:30Z ada',
      '04-03T14:30Z 04-03T16:00Z bo',
      '04-03T16:00Z 04-03T17:00Z ada',
    ]))
})

describe('8. GO#3096: a shift 13 to 01 of A, of which 21 to 01 is swapped to B', () => {
  const shift = rota(
    [
      layer({
        participants: ['a'],
        handoverTime: '13:00',
        every: { days: 1 },
        restrictions: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '13:00', to: '01:00' }],
      }),
    ],
    { overrides: [override('b', '2026-01-12 20:00Z', '2026-01-13 00:00Z')] },
  )

  it('is announced as A 13 to 21 and B 21 to 01', () =>
    expect(people(shift, '2026-01-12 11:00Z', '2026-01-13 11:00Z')).toEqual([
      '01-12T12:00Z 01-12T20:00Z a',
      '01-12T20:00Z 01-13T00:00Z b',
    ]))
})

describe('9. GO#1021: A all day, B overrides 08 to 20, C overrides 12 to 14', () => {
  const day = rota([layer({ participants: ['a'], handoverTime: '00:00' })], {
    zone: 'Etc/UTC',
    overrides: [override('b', '2026-01-12 08:00Z', '2026-01-12 20:00Z'), override('c', '2026-01-12 12:00Z', '2026-01-12 14:00Z')],
  })

  it('is A, B, C, B, A', () =>
    expect(plan(day, '2026-01-12 00:00Z', '2026-01-13 00:00Z')).toEqual([
      '01-12T00:00Z 01-12T08:00Z a',
      '01-12T08:00Z 01-12T12:00Z b',
      '01-12T12:00Z 01-12T14:00Z c',
      '01-12T14:00Z 01-12T20:00Z b',
      '01-12T20:00Z 01-13T00:00Z a',
    ]))
  it('says by which override each is on duty', () =>
    expect(spans(day, instant('2026-01-12 12:00Z'), instant('2026-01-12 13:00Z'))[0]?.because).toEqual({
      kind: 'override',
      overrideId: 'c-2026-01-12 12:00Z',
    }))
})

describe('11. GO#4343: an override by a person who has left', () => {
  const left = [{ personId: 'gone', from: instant('2026-01-10 00:00Z') }]
  const week = rota([layer()], { overrides: [override('gone', '2026-01-13 08:00Z', '2026-01-13 10:00Z')] })
  const duty = dutyPlan(week, instant('2026-01-13 07:00Z'), instant('2026-01-13 11:00Z'), left)

  it('falls through to the rotation', () => expect(duty.spans.map(brief)).toEqual(['01-13T07:00Z 01-13T11:00Z bo']))
  it('names what fell through, so that the manager is told', () =>
    expect(duty.passedOver.map(brief)).toEqual(['01-13T08:00Z 01-13T10:00Z gone']))
})
