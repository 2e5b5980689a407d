import type { Fact, Position } from './event.js'
import type { Instant } from './instant.js'
import type { Refusal } from './refusal.js'

/** What a decision answers: the facts to record (none: nothing to do), or a refusal. */
export type Decision<E extends Fact> = readonly E[] | Refusal

/** A moment at which a stream wants to be woken, and what for. */
export interface Alarm {
  readonly at: Instant
  readonly what: string
}

/** One kind of stream: how its state is folded, whom its events are about, and when it wants to be woken. */
export interface StreamKind<State, E extends Fact = Fact> {
  /** Streams are named `<category>-<id>`. */
  readonly category: string
  readonly initial: State
  /** Never fails and never decides. */
  readonly evolve: (state: State, event: E) => State
  /** Whom the events are about, read from the state **after** they are applied. */
  readonly about: (state: State, id: string) => { readonly subject: string; readonly accountId?: string }
  /** The moments at which this state wants to be woken; derived from events only, so that it can always be found again. */
  readonly alarms?: (state: State) => readonly Alarm[]
}

export function streamKind<State, E extends Fact>(definition: StreamKind<State, E>): StreamKind<State, E> {
  return definition
}

export function streamName(category: string, id: string): string {
  return `${category}-${id}`
}

/** `sla-policy-0190…` → `['sla-policy', '0190…']`: the longest category that fits, since one may begin with another's name. */
export function splitStreamName(
  stream: string,
  categories: readonly string[],
): readonly [category: string, id: string] | undefined {
  const category = categories.filter((candidate) => stream.startsWith(`${candidate}-`)).sort((a, b) => b.length - a.length)[0]
  return category === undefined ? undefined : [category, stream.slice(category.length + 1)]
}

/** The answer to a command that was carried out, or had been already. */
export interface Changed {
  /** Position of the last event the command wrote; where it wrote none, of the last event that decided. */
  readonly position: Position
  /** Revision of the stream now. */
  readonly revision: number
}
