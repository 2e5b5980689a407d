import { refuse, type Decision, type Given, type Instant } from '@spoc/platform-kernel'
import { olaFacts, type Ola, type OlaEvent, type OlaSubject, type Pause, type WarningRule } from '@spoc/sla-contracts'
import { latestRevision, type Calendars } from '../calendar/calendar.js'
import { sharesOf, timingOf } from '../clock/reckon.js'
import { breachedOla } from './fire-ola.js'
import { calendarOfOla, type OlaFact } from './ola.js'

/** What is warned of where a team has agreed to nothing else. In percent. */
const WARN_SHARES = [50, 75, 90]

/** What a team has agreed to, as its engagement carries it. */
export interface AgreedOla {
  /** Milliseconds of the calendar's open time; of 24 hours a day without one. */
  readonly olaMs: number
  readonly calendarId?: string
  readonly pausesOn?: readonly string[]
  readonly warnShares?: readonly number[]
  /** In place of the shares. */
  readonly warnings?: readonly WarningRule[]
}

export interface EngagedTeam extends OlaSubject {
  /** When the team was engaged. */
  readonly at: Instant
  readonly agreed: AgreedOla
  /** The request's pauses, those before the engagement among them. */
  readonly pauses: readonly Pause[]
  /** The request's revision that they were read at. */
  readonly requestRevision: number
}

/**
 * A team or a vendor is engaged: its clock counts from then on, by the calendar's revision for that instant. A clock that started is left alone; a
 * deadline already past is a breach at once, without warnings. Refused: `calendar-unknown`.
 */
export function startOla(
  ola: Ola,
  { at, agreed, pauses: all, requestRevision, ...subject }: EngagedTeam,
  { calendars }: { readonly calendars: Calendars },
  { now }: Pick<Given, 'now'>,
): Decision<OlaEvent> {
  if (ola.is !== 'unknown') return []
  const { olaMs: targetMs, calendarId, pausesOn = [], warnShares = WARN_SHARES, warnings } = agreed
  const revision = calendarId === undefined ? undefined : latestRevision(calendars, calendarId)
  if (calendarId !== undefined && revision === undefined)
    return refuse('calendar-unknown', `There is no calendar “${calendarId}”.`, 'calendarId')
  const counting = calendarId === undefined || revision === undefined ? {} : { calendarId, calendarRevision: revision }
  const rules: readonly WarningRule[] = warnings ?? [...new Set(warnShares)].map((share) => ({ share }))
  const shares = sharesOf(rules, targetMs)
  const pauses = all.filter(({ reason, to }) => pausesOn.includes(reason) && (to === undefined || to > at)).map(since(at))
  const timing = timingOf({ startedAt: at, targetMs, warnings: rules, pauses }, calendarOfOla(counting, calendars))
  const started: OlaFact<'sla.ola-started.v1'> = {
    type: 'sla.ola-started.v1',
    data: {
      ...subject,
      ...{ targetMs, ...counting, warnShares: shares, ...(warnings === undefined ? {} : { warnings }), pausesOn },
      ...{ ...timing, startedAt: at, pauses, requestRevision },
    },
  }
  return [started, ...breachedOla(olaFacts.evolve(ola, started), now)]
}

/** What was before the engagement is none of its business. */
function since(at: Instant) {
  return (pause: Pause): Pause => (pause.from < at ? { ...pause, from: at } : pause)
}
