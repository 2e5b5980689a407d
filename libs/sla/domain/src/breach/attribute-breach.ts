import { canonicalJson, epochMs, type Decision, type Instant } from '@spoc/platform-kernel'
import type { BreachAttribution, BreachesOfRequest, BreachEvent, BreachShare, Clock, HolderOf } from '@spoc/sla-contracts'
import { elapsed } from '../business-time/index.js'
import type { Calendars } from '../calendar/calendar.js'
import { calendarOf, spansOf } from '../clock/reckon.js'
import { whoHadIt, type EngagedSpan, type Turn } from './who-had-it.js'

export interface BreachedClock {
  /** As it stood at the moment. */
  readonly clock: Clock
  /** Of the breach. */
  readonly effectiveAt: Instant
  readonly through: BreachAttribution['through']
  readonly until: Instant
}

/** What was known of the request. */
export interface RequestLife {
  readonly requestId: string
  readonly accountId: string
  readonly requestRevision: number
  readonly turns: readonly Turn[]
  readonly engaged: readonly EngagedSpan[]
}

/** Says of each clock in whose hands its open time was spent. Told once for each breach, and once for each end after it. */
export function attributeBreaches(
  { attributed }: BreachesOfRequest,
  breached: readonly BreachedClock[],
  { turns, engaged, ...known }: RequestLife,
  calendars: Calendars,
): Decision<BreachEvent> {
  return breached.flatMap((one) => {
    const told = attributed.some((before) => isSame(before, one))
    if (told) return []
    return [{ type: 'sla.breach-attributed.v1', data: { ...known, ...attribution(one, turns, engaged, calendars) } }]
  })
}

function isSame(before: BreachAttribution, { clock, effectiveAt, through, until }: BreachedClock): boolean {
  return (
    before.clock === clock.clock && before.effectiveAt === effectiveAt && before.through === through && before.until === until
  )
}

/** Exact: every stretch of open time is in one share, and what is cut is put together again without rounding. */
export function attribution(
  { clock, effectiveAt, through, until }: BreachedClock,
  turns: readonly Turn[],
  engaged: readonly EngagedSpan[],
  calendars: Calendars,
): BreachAttribution {
  const calendar = calendarOf(clock, calendars)
  const pauses = spansOf(clock.pauses)
  const shares = new Map<string, BreachShare>()
  for (const { from, to, ...holder } of whoHadIt(turns, engaged, epochMs(clock.startedAt), epochMs(until))) {
    const ms = elapsed(from, to, calendar)
    if (ms === 0) continue
    const key = keyOf(holder)
    const before = shares.get(key) ?? { ...holder, ms: 0, countedMs: 0 }
    const countedMs = before.countedMs + elapsed(from, to, calendar, pauses)
    shares.set(key, { ...before, ms: before.ms + ms, countedMs })
  }
  const all = [...shares.values()]
  return {
    ...{ clock: clock.clock, effectiveAt, through, from: clock.startedAt, until },
    openMs: all.reduce((sum, { ms }) => sum + ms, 0),
    countedMs: all.reduce((sum, { countedMs }) => sum + countedMs, 0),
    shares: all,
  }
}

function keyOf({ holder, engagementId = '', reason = '' }: HolderOf): string {
  return canonicalJson([holder, engagementId, reason])
}
