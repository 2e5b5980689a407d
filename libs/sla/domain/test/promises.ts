import { isRefusal, type Instant } from '@spoc/platform-kernel'
import { weekdays, type CalendarRules, type ClockName, type PolicyEvent } from '@spoc/sla-contracts'
import {
  definePolicy,
  policyStream,
  type Calendar,
  type Calendars,
  type PolicyDraft,
  type RequestFacts,
  type TermsDraft,
} from '../src/index.js'
import { monToFri, on, rules } from './calendars.js'

/** `at('10:30')`: that time UTC on Monday 2026-01-12; `at('13 08:00')`: on the 13th. */
export function at(text: string): Instant {
  const [time, date = '12'] = text.split(' ').reverse()
  return `2026-01-${date}T${time}:00.000Z`
}

export function calendarsOf(revisions: Readonly<Record<string, readonly CalendarRules[]>>): Calendars {
  return new Map(
    Object.entries(revisions).map(([calendarId, all]): [string, Calendar] => [
      calendarId,
      { is: 'defined', calendarId, name: calendarId, revisions: all },
    ]),
  )
}

/** Around the clock, and Monday to Friday 08–18, both in UTC so that a case reads as it counts. */
export const calendars = calendarsOf({
  always: [rules({ zone: 'Etc/UTC', hours: '24x7' })],
  office: [rules({ zone: 'Etc/UTC', hours: on(monToFri, '08:00-18:00') })],
  daily: [rules({ zone: 'Etc/UTC', hours: on(weekdays, '09:00-17:00') })],
})

/** Terms of so many hours around the clock. */
export function hoursOf(count: number, over: Partial<TermsDraft> = {}): TermsDraft {
  return { target: { minutes: count * 60 }, calendarId: 'always', ...over }
}

type Promised = Readonly<Partial<Record<ClockName, TermsDraft | 'none'>>>

/** A policy with these clocks for every request, and others by priority. */
export function policyOf(forAll: Promised, byPriority: Readonly<Record<string, Promised>> = {}, over: Partial<PolicyDraft> = {}) {
  const any = { serviceClass: '*', priority: '*', kind: '*' }
  const rows = [
    { ...any, clocks: forAll },
    ...Object.entries(byPriority).map(([priority, clocks]) => ({ ...any, priority, clocks })),
  ]
  const defined = definePolicy(policyStream.initial, { policyId: 'standard', name: 'Standard', rows, ...over }, calendars, {
    now: at('09:00'),
  })
  if (isRefusal(defined)) throw new Error(defined.message)
  return defined.reduce((policy, event: PolicyEvent) => policyStream.evolve(policy, event), policyStream.initial)
}

/** An incident of P3 received on Monday 2026-01-12 at 09:00 UTC. */
export function request(over: Partial<RequestFacts> = {}): RequestFacts {
  return {
    requestId: 'r-1',
    accountId: 'a-1',
    serviceClass: 'gold',
    priority: 'P3',
    kind: 'incident',
    receivedAt: at('09:00'),
    ...over,
  }
}
