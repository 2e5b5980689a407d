import type { Decision, Fact, Given, StreamKind } from '@spoc/platform-kernel'
import type { FactsReader } from './facts.js'

/** A kind of stream that wants to be woken, and what it decides then. */
export interface Timed<State, E extends Fact> {
  readonly kind: StreamKind<State, E>
  /** Streams whose facts could change the answer: what they hold is handled before deciding, so that a pause at 11:59:59 beats a deadline of 12:00. */
  readonly catchUpOn: (state: State, id: string) => readonly string[]
  /** Decides on all that is due at `given.now`. Nothing due: nothing. */
  readonly fire: (state: State, given: Given, facts: FactsReader) => Decision<E> | Promise<Decision<E>>
}

/** A kind of stream that wants to be woken for something outside of the log, e.g. to send a mail. */
export interface TimedWork<State, E extends Fact> {
  readonly kind: StreamKind<State, E>
  /**
   * Does what is due, beside all other alarms, which do not wait for it, and never twice at once for a stream in one process. Records its
   * outcome in the stream, which moves the alarm; until it has, it is asked again: what it does must bear being done twice.
   */
  readonly perform: (state: State, id: string, given: Given) => Promise<unknown>
}

export interface AnyTimed {
  readonly kind: StreamKind<unknown, Fact>
  readonly catchUpOn: (state: never, id: string) => readonly string[]
  readonly fire: (state: never, given: Given, facts: FactsReader) => Decision<Fact> | Promise<Decision<Fact>>
  readonly perform?: (state: never, id: string, given: Given) => Promise<unknown>
}

export function timed<State, E extends Fact>(definition: Timed<State, E>): AnyTimed {
  return definition as unknown as AnyTimed
}

export function timedWork<State, E extends Fact>(definition: TimedWork<State, E>): AnyTimed {
  return { catchUpOn: () => [], fire: () => [], ...definition } as unknown as AnyTimed
}
