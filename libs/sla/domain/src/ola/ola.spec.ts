import { engaged, goesOn, handsBack, OlaLife, waits, withdrawn } from '../../test/ola-life.js'
import { at, calendars } from '../../test/promises.js'
import { fireOla } from './fire-ola.js'
import { olaStream } from './ola.js'
import { startOla } from './start-ola.js'

describe('the clock of an engagement', () => {
  it('counts from the engagement, around the clock where nothing else was agreed', () =>
    expect(engaged().ola).toMatchObject({ is: 'running', clock: 'ola', startedAt: at('10:00'), dueAt: at('14:00') }))
  it('counts in the calendar that its terms name', () =>
    expect(engaged({ calendarId: 'office' }, { at: at('17:00') }).ola).toMatchObject({
      dueAt: at('13 11:00'),
      calendarId: 'office',
      calendarRevision: 1,
    }))
  it('is started once', () => {
    const again = engaged().then((ola) => startOla(ola, { ...subject, at: at('11:00') }, { calendars }, { now: at('11:00') }))
    expect(again.told).toEqual([])
  })
  it('refuses a calendar that nobody has defined', () =>
    expect(() => engaged({ calendarId: 'moon' })).toThrow('calendar-unknown'))
  it('warns at the shares that were agreed, and is breached once', () => {
    const life = engaged({ warnShares: [90, 50] }).until(at('23:00'))
    expect(life.story).toEqual(['started 10:00', 'warned 50 % 12:00', 'warned 90 % 13:36', 'breached 14:00'])
    expect(fireOla(life.ola, { now: at('23:30') })).toEqual([])
    expect(olaStream.alarms?.(life.ola)).toEqual([])
  })
  it('warns at 50, 75 and 90 % where nothing else was agreed', () =>
    expect(engaged().until(at('13:59')).story.slice(1)).toEqual(['warned 50 % 12:00', 'warned 75 % 13:00', 'warned 90 % 13:36']))
  it('warns by wall time and for whom it was agreed, in place of shares', () => {
    const warnings = [
      { share: 50, audiences: [] },
      { leadMinutes: 30, time: 'wall', audiences: ['team', 'lead'] },
    ] as const
    const life = engaged({ warnings }).until(at('13:59'))
    expect(life.events.slice(1).map(({ data }) => data)).toMatchObject([
      { share: 50, at: at('12:00'), audiences: [] },
      { threshold: { leadMinutes: 30, time: 'wall' }, at: at('13:30'), audiences: ['lead', 'team'], remainingMs: 1_800_000 },
    ])
  })
  it('tells nobody of shares, as it always was', () =>
    expect(engaged().until(at('12:30')).events.at(-1)?.data).toMatchObject({ share: 50, audiences: [] }))
  it('tells a deadline that was past when it became known at once, without its warnings', () =>
    expect(engaged({}, {}, at('15:00')).told).toEqual(['started 10:00', 'breached 14:00']))
})

describe('case 12: the clock of an engagement while the request waits', () => {
  const pausing = { pausesOn: ['agreed-window', 'waiting-for-client'] }

  it('does not pause merely because the client is waited for', () =>
    expect(
      engaged({ pausesOn: ['agreed-window'] })
        .then(waits('11:00'))
        .until(at('23:00')).story,
    ).toContain('breached 14:00'))
  it('does not breach while its terms say it is paused', () => {
    const life = engaged(pausing).then(waits('11:00')).until(at('23:00'))
    expect(life.story).toEqual(['started 10:00', 'paused 11:00'])
    expect(life.ola).toMatchObject({ is: 'paused', never: { code: 'paused' } })
  })
  it('has the pause credited when the request goes on', () =>
    expect(engaged(pausing).then(waits('11:00')).then(goesOn('11:30')).ola).toMatchObject({ is: 'running', dueAt: at('14:30') }))
  it('takes another reason for the end of the one before, also where it is none of its own', () => {
    const one = engaged(pausing).then(waits('11:00'))
    expect(one.then(waits('12:00', '12:00', 'agreed-window')).told).toEqual(['resumed 12:00', 'paused 12:00'])
    expect(one.then(waits('12:00', '12:00', 'parts')).told).toEqual(['resumed 12:00'])
  })
  it('tells no breach of the time between two reasons that was none, however late the second becomes known', () => {
    const life = engaged(pausing)
      .then(waits('11:00'))
      .then(waits('12:00', '20:00', 'agreed-window'))
    expect(life.told).toEqual(['resumed 12:00', 'paused 12:00'])
  })
  it('changes nothing for the same reason again, and for a request that did not wait', () => {
    expect(engaged(pausing).then(waits('11:00')).then(waits('11:05')).told).toEqual([])
    expect(engaged(pausing).then(goesOn('11:00')).told).toEqual([])
  })
  it('begins paused where the team was engaged while the request waited, from the engagement on', () => {
    const pauses = [
      { from: at('08:00'), to: at('09:00'), reason: 'waiting-for-client', party: 'client' as const },
      { from: at('09:30'), reason: 'waiting-for-client', party: 'client' as const },
    ]
    const life = engaged(pausing, { pauses })
    expect(life.ola).toMatchObject({ is: 'paused', pauses: [{ from: at('10:00') }] })
    expect(life.then(goesOn('10:30')).ola).toMatchObject({ dueAt: at('14:30') })
  })
  it('withdraws a breach when a pause before the deadline became known after it', () => {
    const life = engaged(pausing).until(at('14:00')).then(waits('13:59', '14:10'))
    expect(life.told).toEqual(['paused 13:59', 'breach-withdrawn 14:00'])
    expect(life.ola).toMatchObject({ withdrawn: [{ effectiveAt: at('14:00') }] })
  })
  it('leaves a breach that came before the pause', () =>
    expect(engaged(pausing).until(at('14:00')).then(waits('14:00', '14:10')).told).toEqual(['paused 14:00']))
})

describe('the end of an engagement', () => {
  it('meets its clock when the team hands back, with the time it took', () =>
    expect(engaged().then(handsBack('12:00')).ola).toMatchObject({
      is: 'met',
      met: { at: at('12:00'), elapsedMs: 7_200_000, within: true, by: 'solved' },
    }))
  it('leaves a clock alone that has ended', () => {
    expect(engaged().then(handsBack('12:00')).then(withdrawn('12:30')).told).toEqual([])
    expect(engaged().then(withdrawn('12:30')).then(handsBack('13:00')).told).toEqual([])
  })
  it('is late after the deadline, and tells a breach nobody was told of', () => {
    expect(engaged().until(at('14:00')).then(handsBack('15:00')).told).toEqual(['met 15:00'])
    const life = engaged().then(handsBack('15:00'))
    expect(life.told).toEqual(['breached 14:00', 'met 15:00'])
    expect(life.ola).toMatchObject({ met: { within: false }, breach: { effectiveAt: at('14:00') } })
  })
  it('withdraws a breach when the report was made before the deadline and became known after it', () =>
    expect(engaged().until(at('14:00')).then(handsBack('13:50', '14:20')).told).toEqual(['breach-withdrawn 14:00', 'met 13:50']))
  it('cancels its clock when it is withdrawn, with nothing more to tell', () => {
    const life = engaged().then(withdrawn('12:00'))
    expect(life.ola).toMatchObject({ is: 'cancelled', cancelled: { at: at('12:00'), because: 'withdrawn' } })
    expect(life.until(at('23:00')).told).toEqual(['cancelled 12:00'])
  })
  it('keeps a deadline missed that was before the withdrawal, and withdraws the breach of one after it', () => {
    expect(engaged().then(withdrawn('15:00')).told).toEqual(['breached 14:00', 'cancelled 15:00'])
    expect(engaged().until(at('14:00')).then(withdrawn('13:00', '14:30')).told).toEqual([
      'breach-withdrawn 14:00',
      'cancelled 13:00',
    ])
  })
  it('is nothing to a team that has agreed to no time', () => {
    for (const step of [waits('11:00'), goesOn('11:00'), handsBack('11:00'), withdrawn('11:00')])
      expect(new OlaLife().then(step).last).toEqual([])
    expect(fireOla(olaStream.initial, { now: at('11:00') })).toEqual([])
  })
})

const subject = {
  ...{ clock: 'ola' as const, engagementId: 'e-1', requestId: 'r-1', teamId: 'core' },
  ...{ agreed: { olaMs: 14_400_000 }, pauses: [], requestRevision: 0 },
}
