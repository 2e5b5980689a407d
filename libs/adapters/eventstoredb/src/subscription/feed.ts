import { setTimeout as pause } from 'node:timers/promises'
import type { AllStreamResolvedEvent, EventStoreDBClient } from '@eventstore/db-client'
import type { Position } from '@spoc/platform-kernel'
import type { LogSubscription, SubscribeOptions } from '@spoc/platform-ports'
import { isPassing } from '../failures.js'
import { hasPrefix, headOf, quietAfter } from '../read-all.js'
import { positionOf, recordedOf } from '../recorded.js'
import { backoffMs } from './backoff.js'
import { Inbox } from './inbox.js'
import { Session, type Ending } from './session.js'

/** Events kept for a slow handler. With more the subscription is given up, and taken up again behind them once half are handled. */
const INBOX_EVENTS = 1024
/** Refusals in a row, other than of a server that is away, after which the subscription is given up. */
const REFUSALS = 5
/** The server tells of events that it filters out in windows of 32. What is left of one, the feed looks at itself, when so long nothing came. */
const LOOK_AFTER_MS = 200

/** The port's subscription: one session of the client after another, each from where the last had come to. */
export class Feed implements LogSubscription {
  private readonly stopping = new AbortController()
  private readonly inbox: Inbox
  private readonly ended: Promise<unknown>
  private position: Position
  private session: Session | undefined
  private heard = false

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly deadlineMs: number,
    private readonly options: SubscribeOptions,
  ) {
    this.position = options.after ?? 0n
    this.inbox = new Inbox(options)
    const loops = [this.inbox.run(), this.receive(), ...(options.typePrefixes === undefined ? [] : [this.lookAhead()])]
    this.ended = Promise.all(loops.map((loop) => loop.catch((error: unknown) => this.fail(error))))
  }

  /** Not to be awaited within a handler of this subscription, for which it waits. */
  async stop(): Promise<void> {
    this.halt()
    await this.ended
  }

  private halt(): void {
    this.stopping.abort()
    this.inbox.close()
    this.session?.stop()
  }

  private fail(error: unknown): void {
    if (this.stopping.signal.aborted) return
    this.halt()
    this.options.onFailure(error)
  }

  private async receive(): Promise<void> {
    let failures = 0
    let refusals = 0
    while (!this.stopping.signal.aborted) {
      this.heard = false
      const ending = await this.oneSession()
      this.inbox.live = false
      if (this.heard) failures = refusals = 0
      if (ending.because === 'full') await this.inbox.downTo(INBOX_EVENTS / 2)
      if (ending.because !== 'lost') continue
      refusals = isPassing(ending.error) ? 0 : refusals + 1
      if (refusals >= REFUSALS) throw ending.error
      await this.rest(backoffMs(failures))
      failures += 1
    }
  }

  private async oneSession(): Promise<Ending> {
    try {
      // Read before subscribing: when caught up, all up to here has been given or filtered out, whatever the filter.
      const end = await headOf(this.client, this.deadlineMs)
      if (this.stopping.signal.aborted) return { because: 'stopped' }
      this.session = new Session(this.client, this.position, this.options.typePrefixes, this.deadlineMs, {
        onEvent: (event) => this.onEvent(event),
        onCheckpoint: (position) => this.onMark(position, this.inbox.live),
        onCaughtUp: () => this.onCaughtUp(end),
      })
      return await this.session.ended
    } catch (error) {
      return { because: 'lost', error }
    }
  }

  private onEvent(resolved: AllStreamResolvedEvent): boolean {
    this.position = positionOf(resolved)
    this.heard = true
    const event = recordedOf(resolved)
    if (event && hasPrefix(event.type, this.options.typePrefixes)) this.inbox.push(event)
    return this.inbox.size >= INBOX_EVENTS
  }

  private onCaughtUp(end: Position): void {
    this.heard = true
    this.inbox.live = true
    this.onMark(end, true)
  }

  private onMark(position: Position, caughtUp: boolean): void {
    if (position > this.position) this.position = position
    this.inbox.mark({ position: this.position, caughtUp })
  }

  private async lookAhead(): Promise<void> {
    let seen = this.position
    while (!this.stopping.signal.aborted) {
      await this.rest(LOOK_AFTER_MS)
      if (this.inbox.live && this.position === seen) await this.passOverOthers()
      seen = this.position
    }
  }

  /** What stands in the log next and is not wanted has been filtered out, whether or not the server has told so. */
  private async passOverOthers(): Promise<void> {
    try {
      const quiet = await quietAfter(this.client, this.deadlineMs, this.position, this.options.typePrefixes)
      if (quiet > this.position) this.onMark(quiet, this.inbox.live)
    } catch (error) {
      // Away it is to the session too, which then begins anew; anything else is the subscription's failure.
      if (!isPassing(error)) throw error
    }
  }

  private async rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined)
  }
}
