import type { ClockTerms, PolicyRules, ResponseAct } from '@spoc/sla-contracts'
import { MINUTE, type OpenMinutes } from './open-minutes.js'

/** A stretch that does not count; without `to` it goes on. */
interface Span {
  readonly from: number
  readonly to?: number
}

/** When the request waited, and for what. */
export interface Wait extends Span {
  readonly reason: string
}

/** A breach that somebody was told of. */
export interface Told {
  readonly effectiveAt: number
  detectedAt: number
  withdrawn: boolean
}

/** What a clock is promised by: the terms that apply and the calendar they count in. */
export interface Promised {
  readonly terms: ClockTerms
  readonly calendar: OpenMinutes
}

/** One clock as an auditor keeps it who goes through what has happened with pen, paper and a calendar. */
export class AuditedClock {
  is: 'running' | 'paused' | 'met' | 'cancelled' = 'running'
  targetMinutes: number
  dueAt: number | undefined
  breach: Told | undefined
  met: { readonly at: number; readonly within: boolean; readonly minutes: number; readonly by: string } | undefined
  cancelled: { readonly at: number; readonly because: string } | undefined
  rounds = 1
  /** What the next round goes by, where that is not what this one did. */
  private next: Promised | undefined
  readonly told: Told[] = []
  private spans: Span[] = []
  /** When it became known how the clock stands now: nothing of it can have been found before. */
  private knownSince: number

  constructor(
    readonly name: string,
    public startedAt: number,
    public promised: Promised,
    known: number,
    private readonly stepAfter: (at: number) => number,
  ) {
    this.knownSince = known
    this.targetMinutes = targetOf(promised, startedAt)
    this.look(known)
  }

  get isOpen(): boolean {
    return this.is === 'running' || this.is === 'paused'
  }

  /** Whoever is on watch has seen by now that the deadline passed. */
  watchedUntil(known: number): void {
    if (!this.isOpen || this.breach !== undefined || this.dueAt === undefined || this.dueAt > known) return
    this.tell(Math.max(this.stepAfter(this.dueAt), this.knownSince))
  }

  pause(at: number, reason: string, known: number): void {
    if (!this.isOpen || !this.stopsFor(reason)) return
    this.is = 'paused'
    this.spans.push({ from: at })
    this.look(known)
    if (this.breach !== undefined && this.dueAt === undefined) this.withdraw()
  }

  resume(at: number, known: number): void {
    if (this.is !== 'paused') return
    this.is = 'running'
    this.endSpans(at)
    this.look(known)
  }

  meet(at: number, by: string, known: number): void {
    if (!this.isOpen) return
    const within = this.dueAt === undefined || at <= this.dueAt
    if (within) this.withdraw()
    else if (this.breach === undefined) this.tell(known)
    this.is = 'met'
    this.met = { at, within, minutes: this.countedUntil(at), by }
  }

  cancel(at: number, because: string, known: number): void {
    if (!this.isOpen) return
    this.leave(at, known)
    this.is = 'cancelled'
    this.cancelled = { at, because }
    this.endSpans(at)
  }

  /**
   * Another promise, from the original start, what was paused taken off. What is waited for stops the clock from then on where
   * the new terms list it, and no longer where they do not. A breach that it has too stays the one there is.
   */
  promise(promised: Promised, waitsFor: string | undefined, at: number, known: number): void {
    this.promised = promised
    this.targetMinutes = targetOf(promised, this.startedAt)
    const waits = this.stopsFor(waitsFor)
    if (this.is === 'paused' && !waits) this.endSpans(at)
    if (this.is === 'running' && waits) this.spans.push({ from: at })
    this.is = waits ? 'paused' : 'running'
    this.look(known)
    if (this.dueAt === undefined || this.dueAt > at) this.breach = undefined
    this.watchedUntil(known)
  }

  /** It is met, and stays so under the terms it was met under. */
  promiseNext(promised: Promised): void {
    this.next = promised
  }

  get ofNextRound(): Promised {
    return this.next ?? this.promised
  }

  /**
   * An update is owed anew from `at`. A round that ended before its deadline has missed nothing. Of what the request waits for and has waited
   * for, that counts which stops this clock; whoever calls has it watched once all that followed is known.
   */
  beginAnew(at: number, waits: readonly Wait[], known: number): void {
    if (this.isOpen) this.leave(at, known)
    else if (this.dueAt === undefined || this.dueAt > at) this.withdraw()
    this.promised = this.ofNextRound
    this.next = undefined
    this.spans = waits
      .filter(({ to = Infinity, reason }) => to > at && this.stopsFor(reason))
      .map((span) => ({ ...span, from: Math.max(span.from, at) }))
    this.is = this.spans.some(({ to }) => to === undefined) ? 'paused' : 'running'
    this.startedAt = at
    this.targetMinutes = targetOf(this.promised, at)
    this.met = undefined
    this.cancelled = undefined
    this.breach = undefined
    this.rounds += 1
    this.look(known)
  }

  /** It goes on after it ended at `ended`. */
  reopen(idle: PolicyRules['idleWhileResolved'], ended: number, at: number, known: number): void {
    this.is = 'running'
    this.met = undefined
    this.cancelled = undefined
    this.endSpans(ended)
    if (idle === 'excluded') this.spans.push({ from: ended, to: at })
    if (idle === 'restarted') {
      this.spans = []
      this.startedAt = at
      this.targetMinutes = targetOf(this.promised, at)
      this.breach = undefined
    }
    this.look(known)
    this.watchedUntil(known)
  }

  /** Minutes that count from the start to an instant. */
  countedUntil(at: number): number {
    return this.stretches(at).reduce((minutes, [from, to]) => minutes + this.promised.calendar.between(from, to), 0)
  }

  /** All that was told so far of its past was found only now. */
  foundLate(known: number): void {
    for (const told of this.told) told.detectedAt = known
    this.knownSince = known
    this.watchedUntil(known)
  }

  stopsFor(reason: string | undefined): boolean {
    return reason !== undefined && this.promised.terms.pausesOn.includes(reason)
  }

  mayBeMetBy(act: ResponseAct): boolean {
    return (this.promised.terms.metBy ?? []).includes(act)
  }

  restartsOn(act: 'provider-update' | 'client-message'): boolean {
    return (this.ofNextRound.terms.restartsOn ?? []).includes(act)
  }

  /** The end of the minute in which the target is full; none where it is paused first. */
  private look(known: number): void {
    this.knownSince = known
    this.dueAt = undefined
    const { calendar } = this.promised
    let left = this.targetMinutes
    for (const [from, to] of this.stretches(calendar.end)) {
      const minutes = calendar.between(from, to)
      if (minutes < left) left -= minutes
      else {
        let minute = from
        for (; left > 0; minute += MINUTE) if (calendar.isOpen(minute)) left -= 1
        this.dueAt = minute
        return
      }
    }
  }

  /** What lies between the start and an instant and is in no span, in order. */
  private stretches(end: number): readonly (readonly [number, number])[] {
    const edges = [this.startedAt, end, ...this.spans.flatMap(({ from, to = end }) => [from, to])]
    const within = [...new Set(edges)].filter((edge) => edge >= this.startedAt && edge <= end).sort((one, other) => one - other)
    return within.slice(1).flatMap((to, index) => {
      const from = within[index]!
      return this.spans.some((span) => span.from <= from && from < (span.to ?? end)) ? [] : [[from, to] as const]
    })
  }

  /** It matters no more from `at` on: a deadline by then stays missed, one after it is none. */
  private leave(at: number, known: number): void {
    if (this.dueAt === undefined || this.dueAt > at) this.withdraw()
    else if (this.breach === undefined) this.tell(known)
  }

  private endSpans(at: number): void {
    this.spans = this.spans.map(({ from, to }) => ({ from, to: to ?? Math.max(at, from) }))
  }

  private tell(detectedAt: number): void {
    this.breach = { effectiveAt: this.dueAt!, detectedAt, withdrawn: false }
    this.told.push(this.breach)
  }

  private withdraw(): void {
    if (this.breach !== undefined) this.breach.withdrawn = true
    this.breach = undefined
  }
}

function targetOf({ terms, calendar }: Promised, start: number): number {
  return 'workingDays' in terms.target ? calendar.ofWorkingDays(start, terms.target.workingDays) : terms.target.minutes
}
