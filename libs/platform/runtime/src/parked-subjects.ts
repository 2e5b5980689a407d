import {
  discardInput,
  discards,
  isDiscarded,
  refuse,
  Refused,
  type Given,
  type Instant,
  type Recorded,
  type StreamPlace,
} from '@spoc/platform-kernel'
import { ConcurrencyConflict, EngineUnavailable, type EventLog } from '@spoc/platform-ports'
import { isAt, type ParkedSubject, type Parking } from './parking.js'
import type { ReactionRunner } from './reaction-runner.js'
import { withoutPersonal } from './sealing.js'
import type { Streams } from './streams.js'

export interface ParkedNeeds {
  readonly context: string
  readonly log: EventLog
  readonly streams: Streams
  readonly parking: Parking
  readonly reactions: Pick<ReactionRunner, 'handleAgain'>
  readonly onTrouble: (what: string, error: unknown) => void
}

/** How far a re-drive came: inputs that had their effect, or had been given up, and inputs that still wait. */
export interface Redriven {
  readonly handled: number
  readonly left: number
}

/** An input that waits, as the log keeps it, without what is personal in it. */
export interface WaitingInput extends StreamPlace {
  readonly id: string
  readonly type: string
  /** Decimal; comparable within one log only. */
  readonly position: string
  readonly recordedAt: Instant
  readonly occurredAt: Instant
  readonly actor: { readonly kind: string; readonly id: string }
  readonly data: unknown
}

/** What can be done about the subjects that wait in one context. */
export class ParkedSubjects {
  constructor(private readonly needs: ParkedNeeds) {}

  /** The inputs that wait, in order, `limit` from the one numbered `from` (0: what failed). Refused: `parked-unknown`. */
  async inputs(subject: string, from: number, limit: number): Promise<readonly WaitingInput[]> {
    const { waiting } = await this.get(subject)
    const events = await Promise.all(waiting.slice(from, from + limit).map((place) => this.read(place)))
    return events.flatMap((event) => (event === undefined ? [] : [shown(event)]))
  }

  /** Refused: `parked-unknown`. */
  async get(subject: string): Promise<ParkedSubject> {
    const found = await this.needs.parking.get(subject)
    if (found === undefined)
      throw new Refused(refuse('parked-unknown', `Nothing of this subject waits in ${this.needs.context}.`))
    return found
  }

  /** Handles the inputs in order until one fails again or none is left; those given up are passed over. */
  async redrive(subject: string): Promise<Redriven> {
    const { parking, onTrouble } = this.needs
    const { state: givenUp } = await this.needs.streams.load(discards, this.discardsOf(subject))
    for (let handled = 0; ;) {
      const parked = await parking.get(subject)
      if (parked === undefined) return { handled, left: 0 }
      const done: StreamPlace[] = []
      try {
        for (const place of parked.waiting) {
          const event = isDiscarded(givenUp, place) ? undefined : await this.read(place)
          if (event !== undefined) await this.needs.reactions.handleAgain(event)
          done.push(place)
        }
      } catch (error) {
        // What is away or changes just now says nothing of the input.
        const isPassing = error instanceof EngineUnavailable || error instanceof ConcurrencyConflict
        const why = error instanceof Error ? error.message : String(error)
        const left = await parking.settle(subject, done, isPassing ? undefined : why)
        if (isPassing) throw error
        onTrouble(`re-drive of ${subject}`, error)
        return { handled: handled + done.length, left }
      }
      handled += done.length
      if ((await parking.settle(subject, done)) === 0) return { handled, left: 0 }
    }
  }

  /**
   * Gives up the input that failed, which is recorded with the reason before anything else, and handles those behind it. Refused:
   * `parked-unknown`; `not-what-failed` where another input is first in the row by now.
   */
  async discard(subject: string, place: StreamPlace, reason: string, given: Given): Promise<Redriven> {
    const parked = await this.get(subject)
    const first = parked.waiting[0]
    if (first === undefined || !isAt(first, place))
      throw new Refused(refuse('not-what-failed', 'Only the input that failed, the first of those that wait, can be given up.'))
    const event = await this.read(place)
    await this.needs.streams.change(discards, this.discardsOf(subject), given, (known) =>
      discardInput(known, {
        context: this.needs.context,
        subject,
        ...(event?.metadata.accountId === undefined ? {} : { accountId: event.metadata.accountId }),
        input: { stream: place.stream, revision: place.revision, type: event?.type ?? 'unknown' },
        parkedSince: parked.since,
        reason,
      }),
    )
    return this.redrive(subject)
  }

  private discardsOf(subject: string): string {
    return `${this.needs.context}.${subject}`
  }

  private async read({ stream, revision }: StreamPlace): Promise<Recorded | undefined> {
    const [event] = await this.needs.log.readStream(stream, { from: revision, limit: 1 })
    return event
  }
}

function shown({
  id,
  stream,
  revision,
  type,
  position,
  data,
  metadata: { recordedAt, occurredAt, actor },
}: Recorded): WaitingInput {
  return { id, stream, revision, type, position: String(position), recordedAt, occurredAt, actor, data: withoutPersonal(data) }
}
