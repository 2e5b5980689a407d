import type { RequestStatus } from '@spoc/intake-contracts'
import { isRecord } from './without-personal.js'

type Data = Readonly<Record<string, unknown>>

/** Names of those whom entries mention by id. */
export interface NamesById {
  readonly person: (id: string) => string | undefined
  readonly team: (id: string) => string | undefined
}

/** What an entry of a timeline says in one sentence. An event that nobody has found words for yet is called by its type. */
export function sentenceOf({ type, data }: { readonly type: string; readonly data: Data }, names: NamesById): string {
  const sentence = Object.hasOwn(sentences, type) ? sentences[type]?.(data, names) : undefined
  return sentence ?? plainly(type)
}

const who = (id: unknown, names: NamesById) => (typeof id === 'string' ? names.person(id) : undefined) ?? 'A colleague'
const team = (id: unknown, names: NamesById) => (typeof id === 'string' ? names.team(id) : undefined) ?? 'a team'
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const words = (value: unknown) => text(value).replaceAll('-', ' ')
const upper = (value: string) => value.charAt(0).toUpperCase() + value.slice(1)
const olaOf = (clock: unknown) => (clock === 'uc' ? 'vendor’s UC' : 'OLA')
const clocksIn = (value: unknown) =>
  Array.isArray(value) ? value.map((clock: unknown) => (isRecord(clock) ? text(clock['clock']) : text(clock))).join(', ') : ''

const reopenedBecause: Readonly<Record<string, string>> = {
  'client-replied': 'Reopened by the client’s reply.',
  'not-solved': 'Reopened: the client says that it is not solved.',
  staff: 'Reopened.',
}
const resumedBecause: Readonly<Record<string, string>> = {
  'client-replied': 'Work goes on: the client has answered.',
  agent: 'Work goes on.',
  'window-ended': 'Work goes on: the hold has ended.',
}
const told: Readonly<Record<string, string>> = {
  'from-client': 'The client wrote.',
  'to-client': 'The client was told.',
  internal: 'Internal note.',
}

const sentences: Readonly<Record<string, (data: Data, names: NamesById) => string | undefined>> = {
  'intake.request-received.v1': ({ number }) => `${text(number)} was received.`,
  'intake.request-taken-up.v1': ({ by }, names) => `${who(by, names)} has taken it up.`,
  'intake.client-awaited.v1': () => 'An answer of the client is awaited.',
  'intake.reminder-due.v1': ({ count }) => `Reminder ${text(count)} is due to the client.`,
  'intake.request-put-on-hold.v1': ({ reason, until }) =>
    `On hold: ${words(reason)}${typeof until === 'string' ? `, until ${until}` : ''}.`,
  'intake.work-resumed.v1': ({ because }) => resumedBecause[text(because)],
  'intake.request-resolved.v1': ({ code }) =>
    code === 'no-answer' ? 'Resolved: the client was awaited and did not answer.' : `Resolved: ${words(code)}.`,
  'intake.request-closed.v1': ({ because }) =>
    because === 'confirmed' ? 'Closed: the client has confirmed the solution.' : 'Closed by itself.',
  'intake.request-reopened.v1': ({ because }) => reopenedBecause[text(because)],
  'intake.request-cancelled.v1': ({ by }) => (by === 'client' ? 'Withdrawn by the client.' : 'Cancelled.'),
  'intake.request-rejected.v1': () => 'Rejected.',
  'intake.request-merged.v1': () => 'Goes on in another request.',
  'intake.request-unmerged.v1': ({ state }) => `The merge was taken back${statusIn(state)}.`,
  'intake.message-added.v1': ({ direction }) => told[text(direction)],
  'intake.copy-received.v1': ({ mailbox }) => `The same mail came to ${text(mailbox)} too.`,
  'intake.alert-updated.v1': ({ status }) => (status === 'firing' ? 'The alert fires again.' : 'The alert has ended.'),
  'intake.priority-set.v1': ({ priority, impact, urgency }) =>
    `Priority ${text(priority)}: impact ${text(impact)}, urgency ${text(urgency)}.`,
  'intake.account-set.v1': () => 'Its account was set.',
  'intake.service-set.v1': ({ serviceInstanceId }) =>
    serviceInstanceId === undefined ? 'It is about no service instance.' : 'Its service instance was set.',
  'intake.kind-converted.v1': ({ from, to }) => `It is a ${words(to)}, not a ${words(from)}.`,
  'intake.duplicate-suggested.v1': ({ score }) => `It may repeat another request (${percent(score)}).`,
  'intake.requests-linked.v1': ({ relation }) => `Linked: it ${linked[text(relation)] ?? words(relation)} another request.`,
  'intake.requests-unlinked.v1': () => 'A link was taken away.',
  'routing.spoc-assigned.v1': ({ spoc }, names) =>
    isRecord(spoc) && typeof spoc['personId'] === 'string'
      ? `${who(spoc['personId'], names)} is the point of contact.`
      : `${upper(team(isRecord(spoc) ? spoc['teamId'] : undefined, names))} is the point of contact.`,
  'routing.spoc-taken-over.v1': ({ by }, names) => `${who(by, names)} is the point of contact from now on.`,
  'routing.engagement-requested.v1': ({ teamId }, names) => `${upper(team(teamId, names))} was asked for help.`,
  'routing.engagement-offered.v1': ({ teamId }, names) => `${upper(team(teamId, names))} has the request for help.`,
  'routing.engagement-accepted.v1': ({ engineerId }, names) => `${who(engineerId, names)} has accepted to help.`,
  'routing.engagement-declined.v1': ({ engineerId }, names) => `${who(engineerId, names)} has declined to help.`,
  'routing.engagement-overdue.v1': () => 'Nobody has accepted to help in time.',
  'routing.engagement-withdrawn.v1': () => 'Help is no longer asked for.',
  'routing.engagement-completed.v1': ({ engineerId, outcome }, names) =>
    `${who(engineerId, names)} has done their part: ${words(outcome)}.`,
  'routing.escalated.v1': ({ kind, level, because }) =>
    `Escalated (${text(kind)}, level ${text(level)})${because === undefined ? '' : `: ${words(because)}`}.`,
  'routing.closed.v1': () => 'Engagements and pages have ended.',
  'routing.reopened.v1': () => 'Its point of contact has it again.',
  'routing.page-started.v1': ({ reason }) => `People are being paged: ${words(reason)}.`,
  'routing.page-notified.v1': ({ step, personIds }, names) =>
    Array.isArray(personIds) && personIds.length > 0
      ? `Paged, step ${Number(step) + 1}: ${personIds.map((id: unknown) => who(id, names)).join(', ')}.`
      : `Paging step ${Number(step) + 1} came to nobody.`,
  'routing.page-acknowledged.v1': ({ by }, names) => `${who(by, names)} has acknowledged the page.`,
  'routing.page-declined.v1': ({ by }, names) => `${who(by, names)} has declined the page.`,
  'routing.page-stopped.v1': ({ because }) => `Paging was stopped: ${words(because)}.`,
  'routing.page-exhausted.v1': ({ lastResort }, names) => `Nobody answered the page; ${who(lastResort, names)} was told.`,
  'sla.clocks-started.v1': ({ clocks }) => `Clocks started: ${clocksIn(clocks)}.`,
  'sla.clock-paused.v1': ({ reason, clocks }) => `Clocks paused (${clocksIn(clocks)}): ${words(reason)}.`,
  'sla.clock-resumed.v1': ({ clocks }) => `Clocks run again: ${clocksIn(clocks)}.`,
  'sla.clock-retargeted.v1': ({ because }) => `Clocks have new targets: ${words(because)}.`,
  'sla.clock-restarted.v1': ({ clock }) => `The ${text(clock)} clock began anew.`,
  'sla.clock-met.v1': ({ clock, within }) => `The ${text(clock)} clock was met${within === true ? ' in time' : ', too late'}.`,
  'sla.clock-warned.v1': ({ clock, ...warned }) => reached(`the ${text(clock)} clock`, warned),
  'sla.clock-breached.v1': ({ clock }) => `The ${text(clock)} clock was breached.`,
  'sla.breach-withdrawn.v1': ({ clock }) => `The ${text(clock)} clock was not breached after all.`,
  'sla.clocks-cancelled.v1': ({ clocks }) => `Clocks ended: ${clocksIn(clocks)}.`,
  'sla.clocks-reopened.v1': ({ clocks }) => `Clocks run again after the reopening: ${clocksIn(clocks)}.`,
  'sla.breach-attributed.v1': ({ clock, through }) =>
    `It was found where the time of the breached ${text(clock)} clock went${through === 'end' ? ', up to its end' : ''}.`,
  'sla.ola-started.v1': ({ clock, teamId }, names) => `The ${olaOf(clock)} of ${team(teamId, names)} began to count.`,
  'sla.ola-paused.v1': ({ reason }) => `The clock of an engagement paused: ${words(reason)}.`,
  'sla.ola-resumed.v1': () => 'The clock of an engagement runs again.',
  'sla.ola-warned.v1': ({ clock, teamId, ...warned }, names) => reached(`the ${olaOf(clock)} of ${team(teamId, names)}`, warned),
  'sla.ola-breached.v1': ({ clock, teamId }, names) => `The ${olaOf(clock)} of ${team(teamId, names)} was breached.`,
  'sla.ola-breach-withdrawn.v1': ({ clock, teamId }, names) =>
    `The ${olaOf(clock)} of ${team(teamId, names)} was not breached after all.`,
  'sla.ola-met.v1': ({ clock, within }) => `The ${olaOf(clock)} was met${within === true ? ' in time' : ', too late'}.`,
  'sla.ola-cancelled.v1': ({ clock, because }) => `The ${olaOf(clock)} ended: ${words(because)}.`,
  'notification.requested.v1': ({ kind, audience }) =>
    `A notice to ${audience === 'client' ? 'the client' : 'staff'} is due: ${words(kind)}.`,
  'notification.sent.v1': () => 'The notice was delivered.',
  'notification.attempt-failed.v1': ({ error, retryAt }) =>
    `The notice could not be delivered (${text(error)}); the next attempt is at ${text(retryAt)}.`,
  'notification.given-up.v1': ({ because }) => `The notice was given up: ${words(because)}.`,
  'notification.suppressed.v1': ({ because }) => `The notice was not sent: ${words(because)}.`,
}

function reached(what: string, { share, threshold }: Readonly<Record<string, unknown>>): string {
  if (isRecord(threshold) && typeof threshold['leadMinutes'] === 'number')
    return `The last ${threshold['leadMinutes']} minutes${threshold['time'] === 'wall' ? '' : ' of open time'} of ${what} have begun.`
  return `${typeof share === 'number' ? Math.round(share * 10) / 10 : text(share)} % of ${what} is used.`
}

const linked: Readonly<Record<string, string>> = {
  duplicates: 'repeats',
  'relates-to': 'has to do with',
  'follows-up': 'follows up on',
  'followed-up-by': 'is followed up by',
  'child-of': 'is part of',
  'parent-of': 'comprises',
  survives: 'goes on for',
}

const statusWords: Readonly<Partial<Record<RequestStatus, string>>> = {
  'in-progress': 'it is in progress again',
  new: 'it is new again',
}

function statusIn(state: unknown): string {
  const found = typeof state === 'string' ? Object.entries(statusWords).find(([status]) => status === state)?.[1] : undefined
  return found === undefined ? '' : `; ${found}`
}

function percent(score: unknown): string {
  return `${Math.round(Number(score) * 100)} %`
}

function plainly(type: string): string {
  const name = type.replace(/^[^.]*\./, '').replace(/\.v\d+$/, '')
  return `${upper(name.replaceAll('-', ' '))}.`
}
