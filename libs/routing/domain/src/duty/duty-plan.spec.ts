import { plusMs } from '@spoc/platform-kernel'
import type { Rota } from '@spoc/routing-contracts'
import { instant, layer, override, rota } from '../../test/build-rota.js'
import { coverageGaps, dutyAt, dutyPlan, nextOnDuty, nextShiftAt, onDuty, spans, uncovered, unreachableDuties } from '../index.js'

const week = rota([layer()])
const nights = (from: string, to: string) =>
  layer({ name: 'nights', participants: ['nils'], restrictions: [{ weekdays: [1, 2, 3, 4, 5], from, to }] })
const lines = (of: Rota, from: string, to: string) =>
  spans(of, instant(from), instant(to)).map((span) => `${span.from.slice(8, 16)} ${span.to.slice(8, 16)} ${span.personId ?? '-'}`)

describe('the first and the last turn', () => {
  it('before the first turn nobody is on duty', () =>
    expect(lines(week, '2026-01-05 06:00Z', '2026-01-05 08:00Z')).toEqual(['05T06:00 05T07:00 -', '05T07:00 05T08:00 ada']))
  it('from the end date on nobody is, whatever the handover time', () =>
    expect(lines(rota([layer({ endDate: '2026-01-15' })]), '2026-01-14 22:00Z', '2026-01-15 08:00Z')).toEqual([
      '14T22:00 14T23:00 bo',
      '14T23:00 15T08:00 -',
    ]))
  it('the first turn is the first participant’s, the second the next one’s, and round again', () =>
    expect(lines(week, '2026-01-05 07:00Z', '2026-01-26 07:00Z').map((line) => line.split(' ')[2])).toEqual(['ada', 'bo', 'ada']))
})

describe('precedence', () => {
  it('the first layer with somebody on duty decides', () =>
    expect(lines(rota([nights('18:00', '06:00'), layer()]), '2026-01-06 12:00Z', '2026-01-07 12:00Z')).toEqual([
      '06T12:00 06T17:00 ada',
      '06T17:00 07T05:00 nils',
      '07T05:00 07T12:00 ada',
    ]))
  it('hours over midnight belong to the day they start: Friday’s run into Saturday, Sunday has none', () =>
    expect(lines(rota([nights('18:00', '06:00')]), '2026-01-09 12:00Z', '2026-01-12 12:00Z')).toEqual([
      '09T12:00 09T17:00 -',
      '09T17:00 10T05:00 nils',
      '10T05:00 12T12:00 -',
    ]))
  it('hours that end as they begin are empty', () =>
    expect(lines(rota([nights('18:00', '18:00')]), '2026-01-06 00:00Z', '2026-01-08 00:00Z')).toEqual(['06T00:00 08T00:00 -']))
  it('hours to 24:00 and from 00:00 join without a gap', () => {
    const always = rota([
      layer({
        participants: ['ada'],
        restrictions: [
          { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '12:00' },
          { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '12:00', to: '24:00' },
        ],
      }),
    ])
    expect(lines(always, '2026-01-06 00:00Z', '2026-01-09 00:00Z')).toEqual(['06T00:00 09T00:00 ada'])
  })
  it('an override stands above all layers', () =>
    expect(
      lines(
        rota([layer()], { overrides: [override('cleo', '2026-01-06 10:00Z', '2026-01-06 11:00Z')] }),
        '2026-01-06 09:00Z',
        '2026-01-06 12:00Z',
      ),
    ).toEqual(['06T09:00 06T10:00 ada', '06T10:00 06T11:00 cleo', '06T11:00 06T12:00 ada']))
  it('of two overrides at once the later-added one wins, also where it is the longer', () =>
    expect(
      lines(
        rota([layer()], {
          overrides: [
            override('cleo', '2026-01-06 10:00Z', '2026-01-06 11:00Z'),
            override('dev', '2026-01-06 09:30Z', '2026-01-06 11:30Z'),
          ],
        }),
        '2026-01-06 10:00Z',
        '2026-01-06 11:00Z',
      ),
    ).toEqual(['06T10:00 06T11:00 dev']))
})

describe('hours and clock changes', () => {
  const early = (from: string, to: string) =>
    rota([layer({ participants: ['ada'], handoverTime: '00:00', restrictions: [{ weekdays: [7], from, to }] })])

  it('an hour that the clock skips is not there', () => {
    expect(lines(early('00:00', '06:00'), '2026-03-28 23:00Z', '2026-03-29 06:00Z')).toEqual([
      '28T23:00 29T04:00 ada',
      '29T04:00 29T06:00 -',
    ])
    expect(lines(early('02:00', '03:00'), '2026-03-28 23:00Z', '2026-03-29 06:00Z')).toEqual(['28T23:00 29T06:00 -'])
  })
  it('an hour that happens twice is there twice', () => {
    expect(lines(early('00:00', '06:00'), '2026-10-24 22:00Z', '2026-10-25 06:00Z')).toEqual([
      '24T22:00 25T05:00 ada',
      '25T05:00 25T06:00 -',
    ])
    expect(lines(early('02:00', '02:30'), '2026-10-24 22:00Z', '2026-10-25 06:00Z')).toEqual([
      '24T22:00 25T00:00 -',
      '25T00:00 25T00:30 ada',
      '25T00:30 25T01:00 -',
      '25T01:00 25T01:30 ada',
      '25T01:30 25T06:00 -',
    ])
  })
  it('a day that the zone leaves out is nobody’s turn', () => {
    // Apia went from 2011-12-29 straight to 2011-12-31: the turn of the 30th has no length, and the person after has theirs.
    const apia = rota(
      [layer({ participants: ['a', 'b', 'c'], startDate: '2011-12-29', handoverTime: '00:00', every: { days: 1 } })],
      {
        zone: 'Pacific/Apia',
      },
    )
    expect(lines(apia, '2011-12-29 10:00Z', '2011-12-31 10:00Z')).toEqual(['29T10:00 30T10:00 a', '30T10:00 31T10:00 c'])
  })
})

describe('absences', () => {
  const holidays = [{ personId: 'ada', from: instant('2026-01-06 08:00Z'), to: instant('2026-01-06 10:00Z') }]

  it('let the next layer step in for as long as they last', () =>
    expect(
      dutyPlan(
        rota([layer(), layer({ name: 'second', participants: ['cleo'] })]),
        instant('2026-01-06 07:00Z'),
        instant('2026-01-06 11:00Z'),
        holidays,
      ).spans.map(({ personId }) => personId),
    ).toEqual(['ada', 'cleo', 'ada']))
  it('leave nobody on duty where no layer is left', () =>
    expect(onDuty(week, instant('2026-01-06 09:00Z'), holidays)).toBeUndefined())
  it('are named with what they fell from', () =>
    expect(dutyAt(week, instant('2026-01-06 09:00Z'), holidays).passedOver).toMatchObject([
      { personId: 'ada', because: { kind: 'layer', layer: 'first', turn: 0 } },
    ]))
})

describe('who is next', () => {
  it('is the person of the next turn, and when', () =>
    expect(nextOnDuty(week, instant('2026-01-06 09:00Z'))).toEqual({ personId: 'bo', from: instant('2026-01-12 07:00Z') }))
  it('is another person than who is on duty now', () => {
    const overridden = rota([layer()], { overrides: [override('cleo', '2026-01-06 10:00Z', '2026-01-06 11:00Z')] })
    expect(nextOnDuty(overridden, instant('2026-01-06 09:00Z'))).toEqual({ personId: 'cleo', from: instant('2026-01-06 10:00Z') })
    expect(nextOnDuty(overridden, instant('2026-01-06 10:30Z'))).toEqual({ personId: 'ada', from: instant('2026-01-06 11:00Z') })
  })
  it('is the first person to come where nobody is on duty now', () =>
    expect(nextOnDuty(week, instant('2025-12-01 09:00Z'))).toEqual({ personId: 'ada', from: instant('2026-01-05 07:00Z') }))
  it('is nobody where one person has every turn', () =>
    expect(nextOnDuty(rota([layer({ participants: ['ada'] })]), instant('2026-01-06 09:00Z'))).toBeUndefined())
  it('looks a year ahead for a yearly turn', () =>
    expect(nextOnDuty(rota([layer({ every: { weeks: 53 } })]), instant('2026-01-06 09:00Z'))?.personId).toBe('bo'))
})

describe('the next shift start', () => {
  it('is the next turn, also of the same person', () =>
    expect(nextShiftAt(rota([layer({ participants: ['ada'] })]), instant('2026-01-06 09:00Z'))).toBe(
      instant('2026-01-12 07:00Z'),
    ))
  it('is the next hours in which somebody is on duty', () =>
    expect(nextShiftAt(rota([nights('18:00', '06:00')]), instant('2026-01-10 09:00Z'))).toBe(instant('2026-01-12 17:00Z')))
  it('is none where the rota has ended', () =>
    expect(nextShiftAt(rota([layer({ endDate: '2026-01-12' })]), instant('2026-01-13 09:00Z'))).toBeUndefined())
})

describe('coverage', () => {
  const period = { from: instant('2026-01-09 12:00Z'), to: instant('2026-01-12 12:00Z') }

  it('names every gap whole', () =>
    expect(coverageGaps(rota([nights('18:00', '06:00')]), period)).toEqual([
      { from: instant('2026-01-09 12:00Z'), to: instant('2026-01-09 17:00Z') },
      { from: instant('2026-01-10 05:00Z'), to: instant('2026-01-12 12:00Z') },
    ]))
  it('names none where a layer below is always there', () =>
    expect(coverageGaps(rota([nights('18:00', '06:00'), layer()]), period)).toEqual([]))
  it('sees a gap that an absence opens weeks ahead', () =>
    expect(
      coverageGaps(week, { from: instant('2026-01-06 00:00Z'), to: instant('2026-02-06 00:00Z') }, [
        { personId: 'bo', from: instant('2026-01-20 00:00Z') },
      ]),
    ).toEqual([{ from: instant('2026-01-26 07:00Z'), to: instant('2026-02-02 07:00Z') }]))
  it('counts the named person’s hours of a 24x7 arrangement', () =>
    expect(
      uncovered(
        coverageGaps(rota([nights('18:00', '06:00')]), { from: instant('2026-01-06 00:00Z'), to: instant('2026-01-07 00:00Z') }),
        [{ from: instant('2026-01-06 05:00Z'), to: instant('2026-01-06 16:30Z') }],
      ),
    ).toEqual([{ from: instant('2026-01-06 16:30Z'), to: instant('2026-01-06 17:00Z') }]))
  it('14. GO#1326: warns of duties of somebody without a way to be reached', () =>
    expect(
      unreachableDuties(
        week,
        { from: instant('2026-01-06 00:00Z'), to: instant('2026-01-20 00:00Z') },
        (personId) => personId !== 'bo',
      ),
    ).toMatchObject([{ personId: 'bo', from: instant('2026-01-12 07:00Z'), to: instant('2026-01-19 07:00Z') }]))
})

describe('a period without length', () => {
  it('has no spans', () => expect(spans(week, instant('2026-01-06 00:00Z'), instant('2026-01-06 00:00Z'))).toEqual([]))
  it('has one span in a millisecond', () =>
    expect(spans(week, instant('2026-01-06 00:00Z'), plusMs(instant('2026-01-06 00:00Z'), 1))).toHaveLength(1))
})
