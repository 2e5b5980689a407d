import { upcast, type Instant, type Recorded, type RecordedOf } from '@spoc/platform-kernel'
import type { EventLog } from '@spoc/platform-ports'
import type { Streams } from '@spoc/platform-runtime'
import { isSlaEvent, slaContract, slaOfRequest, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'
import {
  asRevised,
  calendarAt,
  calendarsNeeded,
  calendarStream,
  clocksOf,
  policyStream,
  slaStream,
  type Calendar,
  type Policy,
  type PromisedBy,
} from '@spoc/sla-domain'
import { historyThrough, requestAfter } from '../terms/request-history.js'
import { groundsIn, liveThrough, type Grounds } from './live-through.js'
import { compare } from './outcome.js'
import type { Assumption, WhatIfRequest } from './what-if-document.js'

/** Looks at requests one by one, each read anew from the log. Definitions are read once: their revisions never change. */
export class Examiner {
  private readonly policies = new Map<string, Policy>()
  private readonly calendars = new Map<string, Calendar>()

  constructor(
    private readonly log: EventLog,
    private readonly streams: Streams,
    private readonly assumed: Assumption,
  ) {}

  /** How the request came out, and how it would have; nothing where it never had clocks. */
  async examine(requestId: string, now: Instant): Promise<Omit<WhatIfRequest, '_id' | 'whatIfId'> | undefined> {
    const history = await historyThrough(this.log, requestId)
    const request = requestAfter(history)
    const events = await this.clockEvents(requestId)
    const was = slaOfRequest(events)
    const grounds = groundsIn(events)
    if (request === undefined || was.started === undefined) return undefined
    const { receivedAt, accountId } = was.started
    const promises = new Map<Grounds, PromisedBy>()
    for (const each of grounds) promises.set(each, await this.promiseOn(each, receivedAt, was))
    const promisedOn = (each: Grounds) => promises.get(each) ?? { policy: { is: 'unknown' as const }, calendars: new Map() }
    const wouldBe = liveThrough(history, grounds, promisedOn, { requestId, now })
    if (wouldBe === undefined) return undefined
    const clocks = compare(was, wouldBe)
    const changed = clocks.some((clock) => clock.changed)
    return { requestId, number: request.number, accountId, receivedAt, changed, clocks }
  }

  private async clockEvents(requestId: string): Promise<readonly RecordedOf<ClockEvent>[]> {
    const events = await this.log.readStream(`sla-${requestId}`)
    return events.map((event) => ({ ...event, ...upcast([slaContract], event).fact })).filter(isClockEvent)
  }

  private async promiseOn({ policyId, policyRevision }: Grounds, receivedAt: Instant, was: SlaOfRequest): Promise<PromisedBy> {
    const policy = this.assumedPolicy ?? (await this.policyAsItWas(policyId, policyRevision))
    const calendars = new Map<string, Calendar>()
    for (const id of calendarsNeeded(slaStream.initial, policy)) calendars.set(id, await this.calendar(id, receivedAt, was))
    return { policy, calendars }
  }

  private get assumedPolicy(): Policy | undefined {
    const { policy } = this.assumed
    if (policy === undefined) return undefined
    return { is: 'defined', ...policy, revision: policy.revision ?? 0, revisions: [] }
  }

  private async policyAsItWas(policyId: string, revision: number): Promise<Policy> {
    const policy = this.policies.get(policyId) ?? (await this.streams.load(policyStream, policyId)).state
    this.policies.set(policyId, policy)
    const found = policy.is === 'defined' ? policy.revisions[revision - 1] : undefined
    return policy.is === 'unknown' || found === undefined ? policy : asRevised(policy, found)
  }

  /** In the revision that the request's clocks were last reckoned with; in that of its receipt where none of them has it. */
  private async calendar(calendarId: string, receivedAt: Instant, was: SlaOfRequest): Promise<Calendar> {
    const known = this.calendars.get(calendarId) ?? (await this.standIn(calendarId))
    this.calendars.set(calendarId, known)
    if (known.is !== 'defined' || known.inUse !== undefined) return known
    const reckonedWith = clocksOf(was).find((clock) => clock.calendarId === calendarId)?.calendarRevision
    return reckonedWith === undefined ? calendarAt(known, receivedAt) : { ...known, inUse: reckonedWith }
  }

  /** The calendar; where another is assumed in its place, with that as its only revision. */
  private async standIn(calendarId: string): Promise<Calendar> {
    const assumed = this.assumed.calendars.find((each) => each.calendarId === calendarId)
    if (assumed === undefined) return (await this.streams.load(calendarStream, calendarId)).state
    return { is: 'defined', calendarId, name: assumed.name, revisions: [assumed.rules], inUse: 1 }
  }
}

function isClockEvent(event: Recorded): event is RecordedOf<ClockEvent> {
  return isSlaEvent(event)
}
