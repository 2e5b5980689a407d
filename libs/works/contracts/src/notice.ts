import type { Instant } from '@spoc/platform-kernel'
import { maintnote, type NoticeProvider } from './maintnote/maintnote.js'
import type { ToldWork } from './told-work.js'
import type { Work } from './work.facts.js'
import type { WorkWindow } from './work.events.js'

export interface NoticeWanted {
  readonly workId: string
  readonly told: ToldWork
  /** What the account is called between client and provider: its number or its name. */
  readonly accountName: string
  readonly provider: NoticeProvider
  /** IANA zone in which the client reads; that of each window where there is none. */
  readonly zone?: string
  /** Where the client can look at the work and answer. */
  readonly url?: string
}

/** A notice to one account: a mail, with the same thing for machines. */
export interface WorkNotice {
  readonly subject: string
  readonly text: string
  readonly calendar: { readonly method: 'PUBLISH'; readonly content: string; readonly filename: string }
}

/**
 * What one account is told at one announcement of a work (`works.work-announced.v1`): plain text in English, and a MAINTNOTE iCalendar part.
 * Names the account's own service instances only. Throws where the work does not affect the account.
 */
export function noticeOf(wanted: NoticeWanted): WorkNotice {
  const { workId, told, accountName, provider, url } = wanted
  const { work, accountId, sequence, stamp } = told
  const content = maintnote({ workId, work, accountId, accountName, sequence, stamp, provider })
  const own = work.impacts.filter((impact) => impact.accountId === accountId)
  const paragraphs = [
    `${headline(work)}.`,
    `${work.reference}: ${work.title}\n${work.description}`,
    ...(work.reason === undefined ? [] : [`Reason: ${work.reason}`]),
    `When:\n${work.windows.map((window) => `  ${span(window, wanted.zone ?? window.zone)}`).join('\n')}`,
    `Your services:\n${own.map(({ circuitId, impact }) => `  ${circuitId}: ${impact}`).join('\n')}`,
    ...question(work, accountId, wanted.zone),
    ...(url === undefined ? [] : [url]),
  ]
  return {
    subject: `${headline(work)}: ${work.reference} ${work.title}`.replace(/\s+/g, ' ').trim(),
    text: `${paragraphs.join('\n\n')}\n`,
    calendar: { method: 'PUBLISH', content, filename: `${work.reference}.ics` },
  }
}

function headline({ is, kind, reason, outcome }: Work): string {
  const work = kind === 'emergency' ? 'Emergency work' : 'Planned work'
  switch (is) {
    case 'tentative':
      return reason === undefined ? work : `${work} rescheduled`
    case 'confirmed':
      return `${work} confirmed`
    case 'in-process':
      return `${work} begun`
    case 'completed':
      return outcome === 'rolled-back' ? `${work} rolled back` : `${work} completed`
    case 'cancelled':
      return `${work} cancelled`
  }
}

/** Asks only for an answer that would still count. */
function question(work: Work, accountId: string, zone: string | undefined): readonly string[] {
  const approval = work.approvals.find((one) => one.accountId === accountId)
  if (work.is !== 'tentative' || approval?.answer !== 'awaited') return []
  const by = moment(approval.decideBy, zone ?? work.windows[0]?.zone ?? 'UTC')
  const silence = approval.silence === 'approves' ? 'that you approve' : 'that you decline'
  return [`Please approve or decline it, or propose another window, by ${by}. By your contract no answer means ${silence}.`]
}

function span({ from, to }: WorkWindow, zone: string): string {
  return `${moment(from, zone)} to ${moment(to, zone)} (${from} to ${to})`
}

function moment(instant: Instant, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const at = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return `${at('day')} ${at('month')} ${at('year')} ${at('hour')}:${at('minute')} ${zone}`
}
