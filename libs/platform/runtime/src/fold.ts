import type { Metadata, Position } from '@spoc/platform-kernel'

/** One use of an Idempotency-Key on a stream, and what it answered. */
export interface KeyUse {
  readonly key: string
  readonly body: string
  readonly revision: number
  readonly position: Position
}

/** A stream folded up to a revision, with what the platform itself remembers of it. */
export interface Folded<State> {
  readonly state: State
  /** -1 where there is no stream. */
  readonly revision: number
  readonly position: Position
  /** The handled mark of each source stream: inputs up to this revision have had their effect here. */
  readonly marks: ReadonlyMap<string, number>
  /** The latest uses of Idempotency-Keys, oldest first. */
  readonly keys: readonly KeyUse[]
  /** A type in it that this release does not know: the state lacks something, and nothing may be decided on it. */
  readonly unknownType?: string
}

/** So many keys a stream remembers; a key is meant for retries, which come soon. */
export const REMEMBERED_KEYS = 64

const NO_MARKS: ReadonlyMap<string, number> = new Map()

export function emptyFold<State>(initial: State): Folded<State> {
  return { state: initial, revision: -1, position: 0n, marks: NO_MARKS, keys: [] }
}

export function afterEvent<State>(
  folded: Folded<State>,
  event: { readonly revision: number; readonly position: Position; readonly metadata: Metadata },
  state: State,
): Folded<State> {
  const { source, idempotency } = event.metadata
  return {
    ...folded,
    state,
    revision: event.revision,
    position: event.position,
    marks:
      source === undefined
        ? folded.marks
        : new Map(folded.marks).set(source.stream, Math.max(source.revision, folded.marks.get(source.stream) ?? -1)),
    keys:
      idempotency === undefined
        ? folded.keys
        : [
            ...folded.keys.filter(({ key }) => key !== idempotency.key),
            { ...idempotency, revision: event.revision, position: event.position },
          ].slice(-REMEMBERED_KEYS),
  }
}
