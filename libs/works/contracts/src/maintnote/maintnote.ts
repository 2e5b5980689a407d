import type { Instant } from '@spoc/platform-kernel'
import { impacts as impactsByWeight, type Impact, type WorkImpact, type WorkWindow } from '../work.events.js'
import type { Work } from '../work.facts.js'
import { contentLine, quotedParameter, textValue, utcDateTime } from './icalendar.js'

/** Who sends the notices: the domain that names the provider in them, and whom to ask. */
export interface NoticeProvider {
  readonly domain: string
  readonly organizer: { readonly name: string; readonly mailAddress: string }
}

export interface MaintnoteNotice {
  readonly workId: string
  readonly work: Work
  readonly accountId: string
  /** What the account is called between client and provider: its number or its name. */
  readonly accountName: string
  /** As the work was announced to the account. */
  readonly sequence: number
  readonly stamp: Instant
  readonly provider: NoticeProvider
}

const maintnoteImpact: Readonly<Record<Impact, string>> = {
  'no-impact': 'NO-IMPACT',
  'reduced-redundancy': 'REDUCED-REDUNDANCY',
  degraded: 'DEGRADED',
  outage: 'OUTAGE',
}

/** A rescheduled work is tentative until it is approved again: RE-SCHEDULED is seen in the wild, but is no status of the standard. */
const maintnoteStatus: Readonly<Record<Work['is'], string>> = {
  tentative: 'TENTATIVE',
  confirmed: 'CONFIRMED',
  'in-process': 'IN-PROCESS',
  completed: 'COMPLETED',
  cancelled: 'CANCELLED',
}

/** The status of a calendar entry, for calendars that know nothing of maintenance. */
const calendarStatus: Readonly<Record<Work['is'], string>> = {
  tentative: 'TENTATIVE',
  confirmed: 'CONFIRMED',
  'in-process': 'CONFIRMED',
  completed: 'CONFIRMED',
  cancelled: 'CANCELLED',
}

/**
 * The work as one account is told of it: a MAINTNOTE iCalendar text (`text/calendar; method=PUBLISH`), one VEVENT a window, all of the same
 * provider, account and maintenance id. Names only the account's own service instances. Throws where the work does not affect the account.
 */
export function maintnote(notice: MaintnoteNotice): string {
  const own = notice.work.impacts.filter(({ accountId }) => accountId === notice.accountId)
  if (own.length === 0) throw new Error(`Work ${notice.workId} does not affect account ${notice.accountId}.`)
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//SPOC//Planned works//EN',
    'VERSION:2.0',
    'METHOD:PUBLISH',
    ...notice.work.windows.flatMap((window) => event(notice, own, window)),
    'END:VCALENDAR',
  ]
    .map(contentLine)
    .join('')
}

/** The gravest of impacts; nothing less than that is true of the whole. */
export function worstImpact(impacts: readonly Pick<WorkImpact, 'impact'>[]): Impact {
  return impactsByWeight.findLast((impact) => impacts.some((one) => one.impact === impact)) ?? 'no-impact'
}

function event(notice: MaintnoteNotice, own: readonly WorkImpact[], window: WorkWindow): readonly string[] {
  const { work, provider } = notice
  return [
    'BEGIN:VEVENT',
    `SUMMARY:${textValue(`${work.reference}: ${work.title}`)}`,
    `DESCRIPTION:${textValue(description(work))}`,
    `DTSTART:${utcDateTime(window.from)}`,
    `DTEND:${utcDateTime(window.to)}`,
    `DTSTAMP:${utcDateTime(notice.stamp)}`,
    `UID:${textValue(`${notice.workId}-${window.windowId}@${provider.domain}`)}`,
    `SEQUENCE:${notice.sequence}`,
    `STATUS:${calendarStatus[work.is]}`,
    `X-MAINTNOTE-PROVIDER:${textValue(provider.domain)}`,
    `X-MAINTNOTE-ACCOUNT:${textValue(notice.accountName)}`,
    `X-MAINTNOTE-MAINTENANCE-ID:${textValue(work.reference)}`,
    ...own.map(
      ({ circuitId, impact }) =>
        `X-MAINTNOTE-OBJECT-ID;X-MAINTNOTE-OBJECT-IMPACT=${maintnoteImpact[impact]}:${textValue(circuitId)}`,
    ),
    `X-MAINTNOTE-IMPACT:${maintnoteImpact[worstImpact(own)]}`,
    `X-MAINTNOTE-STATUS:${maintnoteStatus[work.is]}`,
    `ORGANIZER;CN=${quotedParameter(provider.organizer.name)}:mailto:${encodeURI(provider.organizer.mailAddress)}`,
    'END:VEVENT',
  ]
}

function description(work: Work): string {
  return work.reason === undefined ? work.description : `${work.description}\n\n${work.reason}`
}
