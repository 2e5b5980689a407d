import type { RequestEvent } from '@spoc/intake-contracts'
import type { EngagementEvent } from '@spoc/routing-contracts'
import { clockNames, type ClockName, type ClockTerms, type PolicyRules } from '@spoc/sla-contracts'
import { AuditedClock, type Wait } from './audited-clock.js'
import { applying, type Book } from './book.js'
import type { Reckoned } from './lives.js'
import { MINUTE, type OpenMinutes } from './open-minutes.js'

type EngagementOffered = Extract<EngagementEvent, { readonly type: 'routing.engagement-offered.v1' }>['data']

/** An event of the request as the log has it, or an order of that day: when it took effect, when it was recorded. */
export interface Entry {
  readonly at: number
  readonly known: number
  readonly event: RequestEvent | EngagementEvent | Reckoned
  /** Where the log has it. */
  readonly stream?: string
}

/** The clocks of one request, recomputed from what has happened to it by the rules of docs/reference/business-time.md. */
export class AuditedRequest {
  readonly clocks = new Map<ClockName, AuditedClock>()
  /** By engagement. */
  readonly olas = new Map<string, AuditedClock>()
  private contractId: string | undefined
  private hasAccount = false
  private priority = ''
  private kind = ''
  private serviceClass: string | undefined
  private receivedAt = 0
  /** What the clocks are promised by, and in which of its revisions, counted from 0. */
  private policy: { readonly id: string; readonly revision: number } | undefined
  /** What the request has waited for; the last goes on where it has no end. */
  private readonly waitings: Wait[] = []
  /** When we wrote to the client. */
  private readonly answers: number[] = []
  private readonly earlier: Entry[] = []

  constructor(private readonly book: Book) {}

  /** The auditor's day is over at this instant: what fell due by then was seen. */
  static of(entries: readonly Entry[], book: Book, end: number): AuditedRequest {
    const request = new AuditedRequest(book)
    for (const entry of entries) request.happened(entry)
    request.each((clock) => clock.watchedUntil(end))
    return request
  }

  private happened(entry: Entry): void {
    this.each((clock) => clock.watchedUntil(entry.known))
    const { event, known } = entry
    switch (event.type) {
      case 'intake.request-received.v1':
        this.contractId = event.data.contractId
        this.hasAccount = event.data.accountId !== undefined
        this.priority = event.data.priority
        this.kind = event.data.kind
        this.receivedAt = Date.parse(event.data.receivedAt)
        this.serviceClass = this.classOf(event.data.serviceInstanceId)
        break
      case 'intake.account-set.v1':
        this.hasAccount = true
        this.contractId = event.data.contractId
        break
      case 'intake.priority-set.v1':
        this.priority = event.data.priority
        break
      case 'intake.service-set.v1':
        this.serviceClass = this.classOf(event.data.serviceInstanceId)
        break
      case 'intake.kind-converted.v1':
        this.kind = event.data.to
        break
      case 'reckoned':
        this.promised(entry, entry.at)
        return
      case 'routing.engagement-offered.v1':
        this.engaged(entry.stream!, event.data, entry)
        return
      case 'routing.engagement-completed.v1':
        this.olas.get(entry.stream!)?.meet(entry.at, event.data.outcome, known)
        return
      case 'routing.engagement-declined.v1':
        this.olas.get(entry.stream!)?.cancel(entry.at, 'declined', known)
        return
      case 'routing.engagement-withdrawn.v1':
        this.olas.get(entry.stream!)?.cancel(entry.at, 'withdrawn', known)
        return
      default:
        if (this.clocks.size > 0) this.acted(entry)
        else this.earlier.push(entry)
        return
    }
    if (!this.hasAccount) return
    if (this.clocks.size > 0) this.promised(entry, this.receivedAt)
    else this.started(known)
  }

  /** The clocks count from the receipt, and what was done before the account was known was done then. */
  private started(known: number): void {
    this.takePolicyOf(this.receivedAt)
    for (const [name, terms] of this.terms())
      this.clocks.set(
        name,
        new AuditedClock(
          name,
          this.receivedAt,
          { terms, calendar: this.calendar(terms, this.receivedAt) },
          this.receivedAt,
          this.book.stepAfter,
        ),
      )
    for (const entry of this.earlier) {
      for (const clock of this.clocks.values()) clock.watchedUntil(entry.at - 1)
      this.acted({ ...entry, known: entry.at })
    }
    for (const clock of this.clocks.values()) clock.foundLate(known)
  }

  /** Open clocks, and the next round of updates where this one is met, under the terms there are now, in the revisions of an instant; a calendar they have they keep, unless it is what is reckoned anew. */
  private promised({ at, known, event }: Entry, asOf: number): void {
    this.takePolicyOf(asOf)
    const isAnew = event.type === 'reckoned' && event.because === 'calendar-changed'
    for (const [name, terms] of this.terms()) {
      const clock = this.clocks.get(name)
      const isMetForNow = clock?.name === 'update' && clock.is === 'met'
      if (clock === undefined || (!clock.isOpen && !isMetForNow)) continue
      const { terms: before, calendar } = clock.ofNextRound
      const isKept = !isAnew && before.calendarId === terms.calendarId
      const promised = { terms, calendar: isKept ? calendar : this.calendar(terms, asOf) }
      if (isMetForNow) clock.promiseNext(promised)
      else clock.promise(promised, this.waitsFor, at, known)
    }
  }

  /** From the engagement on, whenever the request was received; it waits with the request only for what its own terms list. */
  private engaged(stream: string, { olaMs = 0, olaTerms }: EngagementOffered, { at, known }: Entry): void {
    const { calendarId = '', pausesOn = [] } = olaTerms ?? {}
    const terms: ClockTerms = { target: { minutes: olaMs / MINUTE }, calendarId, pausesOn }
    const calendar = calendarId === '' ? this.book.aroundTheClock : this.calendar(terms, at)
    const clock = new AuditedClock(stream, at, { terms, calendar }, known, this.book.stepAfter)
    if (this.waitsFor !== undefined) clock.pause(at, this.waitsFor, known)
    this.olas.set(stream, clock)
  }

  private get waitsFor(): string | undefined {
    const last = this.waitings.at(-1)
    return last?.to === undefined ? last?.reason : undefined
  }

  private each(act: (clock: AuditedClock) => void): void {
    for (const clocks of [this.clocks, this.olas]) for (const clock of clocks.values()) act(clock)
  }

  private acted({ at, known, event }: Entry): void {
    const { response, update } = Object.fromEntries(this.clocks)
    switch (event.type) {
      case 'intake.request-taken-up.v1':
        this.goesOn(at, known)
        if (response?.mayBeMetBy('taken-up')) response.meet(at, 'taken-up', known)
        break
      case 'intake.message-added.v1': {
        const { direction } = event.data
        if (direction === 'internal') break
        if (direction === 'to-client' && response?.mayBeMetBy('public-message')) response.meet(at, 'public-message', known)
        if (direction === 'to-client') this.answers.push(at)
        if (update !== undefined) this.messageTo(update, direction === 'to-client', at, known)
        update?.watchedUntil(known)
        break
      }
      case 'intake.client-awaited.v1':
        this.waits('waiting-for-client', at, known)
        break
      case 'intake.request-put-on-hold.v1':
        this.waits(event.data.reason, at, known)
        break
      case 'intake.work-resumed.v1':
        this.goesOn(at, known)
        break
      case 'intake.request-resolved.v1':
        this.each((clock) => {
          const isMet =
            clock.name === 'response' ? clock.mayBeMetBy('resolution') : clock.name === 'restore' || clock.name === 'resolve'
          if (isMet) clock.meet(at, 'resolution', known)
          else clock.cancel(at, 'resolved', known)
        })
        break
      case 'intake.request-cancelled.v1':
        this.each((clock) => clock.cancel(at, 'cancelled', known))
        break
      case 'intake.request-rejected.v1':
        this.each((clock) => clock.cancel(at, 'rejected', known))
        break
      case 'intake.request-merged.v1':
        this.each((clock) => clock.cancel(at, 'merged', known))
        break
      case 'intake.request-reopened.v1':
        this.openAgain(at, known)
        break
      case 'intake.request-unmerged.v1':
        this.openAgain(at, known)
        if (event.data.state === 'waiting-for-client') this.waits('waiting-for-client', at, known)
        break
      default:
        throw new Error(`The auditor does not know ${event.type}.`)
    }
  }

  /**
   * Ours is the update that was owed, and begins the next round of a cadence; the client's begins one where it is owed an answer, which may have
   * been given by the time it becomes known.
   */
  private messageTo(update: AuditedClock, isOurs: boolean, at: number, known: number): void {
    if (update.is === 'cancelled' || at < update.startedAt) return
    if (!isOurs) {
      if (!update.restartsOn('client-message')) return
      update.beginAnew(at, this.waitings, known)
      const given = this.answers.filter((answer) => answer > at).sort((one, other) => one - other)
      for (const answer of given) this.messageTo(update, true, answer, known)
      return
    }
    update.meet(at, 'provider-update', known)
    if (update.restartsOn('provider-update')) update.beginAnew(at, this.waitings, known)
  }

  private waits(reason: string, at: number, known: number): void {
    if (this.waitsFor === reason) return
    this.goesOn(at, known)
    this.waitings.push({ from: at, reason })
    this.each((clock) => clock.pause(at, reason, known))
  }

  private goesOn(at: number, known: number): void {
    this.waitsNoMore(at)
    this.each((clock) => clock.resume(at, known))
  }

  private waitsNoMore(at: number): void {
    const last = this.waitings.at(-1)
    if (last !== undefined && last.to === undefined) this.waitings.splice(-1, 1, { ...last, to: Math.max(at, last.from) })
  }

  /** A response that was given stays given; updates are owed from now on; the rest goes on where it ended, as the policy has it. */
  private openAgain(at: number, known: number): void {
    this.waitsNoMore(at)
    const idle = this.rules().idleWhileResolved
    for (const clock of this.clocks.values()) {
      const { name, is, met, cancelled } = clock
      if (name === 'update') {
        if (is === 'cancelled') clock.beginAnew(at, [], known)
        clock.watchedUntil(known)
      } else if (is === 'cancelled' && cancelled !== undefined) {
        if (cancelled.because !== 'resolved') clock.reopen(idle, cancelled.at, at, known)
      } else if (name !== 'response' && met?.by === 'resolution') clock.reopen(idle, met.at, at, known)
    }
  }

  /** Of each clock the terms of the row that is most closely about this request. */
  private terms(): ReadonlyMap<ClockName, ClockTerms> {
    const { rows } = this.rules()
    const found = new Map<ClockName, ClockTerms>()
    for (const name of clockNames) {
      const terms = rows
        .filter(({ clocks, ...scope }) => clocks[name] !== undefined && this.weightIn(scope) >= 0)
        .sort((one, other) => this.weightIn(other) - this.weightIn(one))[0]?.clocks[name]
      if (terms !== undefined && terms !== 'none') found.set(name, terms)
    }
    return found
  }

  /** How closely a row is about this request: class weighs more than priority, priority more than kind. Below 0: not at all. */
  private weightIn(scope: { readonly serviceClass: string; readonly priority: string; readonly kind: string }): number {
    const own = [this.serviceClass ?? '*', this.priority, this.kind]
    const named = [scope.serviceClass, scope.priority, scope.kind]
    if (named.some((name, place) => name !== '*' && name !== own[place])) return -1
    return named.reduce((weight, name) => weight * 2 + (name === '*' ? 0 : 1), 0)
  }

  /** The revision that applies to what was received at an instant; not an earlier one than the clocks were taken over to. */
  private takePolicyOf(at: number): void {
    const id = this.book.policyOf(this.contractId!, this.serviceClass)
    const revision = applying(this.book.policies.get(id)!, at)
    this.policy = { id, revision: this.policy?.id === id ? Math.max(this.policy.revision, revision) : revision }
  }

  private classOf(serviceInstanceId: string | undefined): string | undefined {
    return serviceInstanceId === undefined ? undefined : this.book.classOf(serviceInstanceId)
  }

  private rules(): PolicyRules {
    return this.book.policies.get(this.policy!.id)![this.policy!.revision]!.rules
  }

  private calendar({ calendarId }: ClockTerms, at: number): OpenMinutes {
    const revisions = this.book.calendars.get(calendarId)!
    return revisions[applying(revisions, at)]!.rules
  }
}
