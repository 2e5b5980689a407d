import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '@spoc/sla-contracts'
import { monToFri, on, rules } from '../../test/calendars.js'
import { Life } from '../../test/life.js'
import { calendarsOf, policyOf, request } from '../../test/promises.js'
import { explain } from './explain.js'
import { startClocks } from './start-clocks.js'

const calendars = calendarsOf({
  office: [
    rules({
      hours: on(monToFri, '08:00-18:00'),
      holidays: [{ date: '2026-01-06', name: 'Epiphany' }],
      halfDays: [{ date: '2026-01-07', name: 'Staff day', hours: [{ from: '08:00', to: '12:00' }] }],
    }),
  ],
})

/** Monday 2026-01-05 17:00 in Berlin, 6 hours, with the client waited for on Wednesday 09:00–10:30. */
function clock(): Clock {
  const policy = policyOf({ resolve: { target: { minutes: 360 }, calendarId: 'office' } })
  const pauses = [
    { from: '2026-01-07T08:00:00.000Z', to: '2026-01-07T09:30:00.000Z', reason: 'waiting-for-client', party: 'client' as const },
  ]
  const facts = request({ receivedAt: '2026-01-05T16:00:00.000Z', pauses })
  const life = new Life().then((state) => startClocks(state, facts, { policy, calendars }, { now: '2026-01-07T09:30:00.000Z' }))
  return life.clock('resolve')
}

describe('explaining a clock', () => {
  const explained = explain(clock(), clock().dueAt ?? '', calendars)

  it('case 5: accounts for every stretch with its reason, holidays by name and pauses by party, as the guide shows', () => {
    const guide = readFileSync(join(__dirname, '../../../../../docs/guides/how-a-due-time-is-computed.md'), 'utf8')
    expect(explained.lines.map(({ text }) => text)).toEqual(/```\n(.*?)\n```/s.exec(guide)?.[1]?.split('\n'))
    expect(clock().dueAt).toBe('2026-01-08T09:30:00.000Z')
  })
  it('adds up: the target is counted at the deadline, and the lines fill the time', () => {
    expect([explained.countedMs, explained.remainingMs]).toEqual([explained.targetMs, 0])
    const whole = Date.parse(explained.until) - Date.parse(explained.from)
    expect(explained.countedMs + explained.pausedMs + explained.closedMs).toBe(whole)
    expect(explained.lines.reduce((sum, { ms }) => sum + ms, 0)).toBe(whole)
  })
  it('names the policy row and the calendar revision it rests on', () =>
    expect([explained.policy.scope, explained.calendar]).toEqual([
      { serviceClass: '*', priority: '*', kind: '*' },
      { calendarId: 'office', revision: 1 },
    ]))
})
