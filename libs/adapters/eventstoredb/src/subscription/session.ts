import {
  eventTypeFilter,
  excludeSystemEvents,
  START,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  type Position as ClientPosition,
} from '@eventstore/db-client'
import type { Position } from '@spoc/platform-kernel'
import { Deadline } from '../deadline.js'
import { InTurn } from './in-turn.js'

export interface SessionHandlers {
  /** Called in log order; true ends the session: there is no room for more. */
  readonly onEvent: (event: AllStreamResolvedEvent) => boolean
  /** Everything up to the position has been given or filtered out; never called before the events that precede it. */
  readonly onCheckpoint: (position: Position) => void
  readonly onCaughtUp: () => void
}

export type Ending = { readonly because: 'full' | 'stopped' } | { readonly because: 'lost'; readonly error: unknown }

/** One subscription of the client, from after a position until it ends; none of them resumes by itself. */
export class Session {
  private readonly subscription: AllStreamSubscription
  private readonly confirmed: Deadline
  private readonly turn = new InTurn()
  private over = false
  private settle: (ending: Ending) => void = () => undefined
  readonly ended = new Promise<Ending>((resolve) => (this.settle = resolve))

  constructor(
    client: EventStoreDBClient,
    after: Position,
    typePrefixes: readonly string[] | undefined,
    deadlineMs: number,
    private readonly handlers: SessionHandlers,
  ) {
    this.subscription = client.subscribeToAll({
      fromPosition: after === 0n ? START : { commit: after, prepare: after },
      filter: this.filter(typePrefixes),
      // Another node may be behind: what the head of the log was read at, on the leader, it would say it had caught up with too early.
      requiresLeader: true,
    })
    this.confirmed = new Deadline(deadlineMs, (error) => this.end({ because: 'lost', error }))
    this.subscription.on('confirmation', () => this.confirmed.clear())
    this.subscription.on('caughtUp', () => this.afterReceived(() => this.handlers.onCaughtUp()))
    this.subscription.on('data', (event: AllStreamResolvedEvent) => this.receive(event))
    this.subscription.on('error', (error: unknown) => this.end({ because: 'lost', error }))
    this.subscription.on('end', () => this.end({ because: 'lost', error: new Error('The server ended the subscription.') }))
  }

  stop(): void {
    this.end({ because: 'stopped' })
  }

  private filter(typePrefixes: readonly string[] | undefined) {
    // Must not throw: the client would stall for good, without an error.
    const checkpointReached = (_: unknown, { commit, prepare }: ClientPosition): Promise<void> => {
      // Over history without a match the server gives checkpoints whose prepare position is 0: those no single number can stand for.
      if (commit === prepare) this.afterReceived(() => this.handlers.onCheckpoint(commit))
      return Promise.resolve()
    }
    return typePrefixes === undefined || typePrefixes.length === 0
      ? excludeSystemEvents({ checkpointReached })
      : eventTypeFilter({ prefixes: [...typePrefixes], checkpointReached })
  }

  private receive(event: AllStreamResolvedEvent): void {
    if (this.over) return
    try {
      if (this.handlers.onEvent(event)) this.end({ because: 'full' })
    } catch (error) {
      this.end({ because: 'lost', error })
    }
    this.turn.receivedOne()
  }

  private afterReceived(act: () => void): void {
    this.turn.afterBuffered(this.subscription.readableLength, () => {
      if (!this.over) act()
    })
  }

  private end(ending: Ending): void {
    if (this.over) return
    this.over = true
    this.confirmed.clear()
    void this.subscription.unsubscribe().catch(() => undefined)
    this.settle(ending)
  }
}
