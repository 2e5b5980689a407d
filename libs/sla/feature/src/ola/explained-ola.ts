import type { Instant } from '@spoc/platform-kernel'
import type { OlaClock } from '@spoc/sla-contracts'
import { accountOfClock, hoursOfOla, lengthOf, type Calendars, type TimeAccount } from '@spoc/sla-domain'
import { explainedUntil, linesOf, outcomeOf } from '../clocks/explained.js'

/** The account of an engagement's clock, for staff and auditors: figures, and the same as lines of text that add up. */
export interface ExplainedOla extends TimeAccount {
  readonly clock: OlaClock['clock']
  readonly engagementId: string
  readonly teamId: string
  /** Absent: around the clock. */
  readonly calendar?: { readonly calendarId: string; readonly revision: number }
  readonly pausesOn: readonly string[]
  readonly state: OlaClock['is']
  readonly dueAt?: Instant
  readonly never?: OlaClock['never']
  readonly breach?: OlaClock['breach']
  readonly met?: OlaClock['met']
  readonly cancelled?: OlaClock['cancelled']
  readonly withdrawn: OlaClock['withdrawn']
  readonly text: readonly string[]
}

export function explainedOla(ola: OlaClock, now: Instant, calendars: Calendars): ExplainedOla {
  const { clock, engagementId, teamId, calendarId, calendarRevision: revision = 1, pausesOn, is } = ola
  const { dueAt, never, breach, met, cancelled, withdrawn } = ola
  const account = accountOfClock(ola, explainedUntil(ola, now), hoursOfOla(ola, calendars))
  const hours = calendarId === undefined ? 'around the clock' : `calendar ${calendarId} revision ${revision}`
  return {
    ...{ clock, engagementId, teamId },
    ...account,
    ...(calendarId === undefined ? {} : { calendar: { calendarId, revision } }),
    ...{ pausesOn, state: is, dueAt, never, breach, met, cancelled, withdrawn },
    text: [
      `${clock}: ${lengthOf(ola.targetMs)} for team ${teamId}, from its engagement ${engagementId}`,
      `${hours}; times of ${account.zone}; ${pausesOn.length === 0 ? 'does not pause' : `pauses for ${pausesOn.join(', ')}`}`,
      ...linesOf(account),
      ...outcomeOf(ola),
    ],
  }
}
