import type { Decision, Fact, RecordedOf, StreamKind } from '@spoc/platform-kernel'
import type { FactsReader } from './facts.js'
import type { Given } from '@spoc/platform-kernel'

/** What one input does to one stream: decided on that stream's state and on facts read from others. */
export interface Effect<State, E extends Fact> {
  /** Id of the stream, without its category. */
  readonly id: string
  readonly decide: (state: State, given: Given, facts: FactsReader) => Decision<E> | Promise<Decision<E>>
}

/** What one input brings about; asked for where whom it concerns has to be looked up first. */
type Effects<State, E extends Fact> = readonly Effect<State, E>[] | Promise<readonly Effect<State, E>[]>

/** A table from event to what it brings about in streams of one kind; named as a sentence. Inputs come at least once and in order for each stream. */
export interface Reaction<State, E extends Fact, In extends Fact> {
  readonly name: string
  readonly into: StreamKind<State, E>
  readonly on: { readonly [Type in In['type']]?: (event: RecordedOf<Extract<In, { type: Type }>>) => Effects<State, E> }
}

/** A reaction whose types have done their work: what the runner handles. */
export interface AnyReaction {
  readonly name: string
  readonly into: StreamKind<unknown, Fact>
  readonly on: Readonly<Record<string, ((event: never) => Effects<never, Fact>) | undefined>>
}

/** `In` first, so that the state and the events are read off the stream kind. */
export function reaction<In extends Fact>() {
  return <State, E extends Fact>(definition: Reaction<State, E, In>): AnyReaction => definition as unknown as AnyReaction
}
