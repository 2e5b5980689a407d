import { streamName, type Fact, type Position, type StreamKind, type StreamPlace } from '@spoc/platform-kernel'
import type { Folded } from './fold.js'

/** What is needed to read a stream: a fold. An owner's stream kind is one; so is the tolerant fold its contracts publish. */
export type FactsKind<State, E extends Fact = Fact> = Pick<StreamKind<State, E>, 'category' | 'initial' | 'evolve'>

interface Source {
  load<State, E extends Fact>(kind: FactsKind<State, E>, id: string, asOf?: Position): Promise<Folded<State>>
}

/** Reads the facts a decision rests on from their streams, and keeps which and at what revision, so that "why" can be replayed. */
export class FactsReader {
  private readonly places = new Map<string, StreamPlace>()

  /**
   * `asOf`: facts may be as they stood when the log had come so far. What was read reaches further where it does, and no fact is older than what
   * it is decided on together with.
   */
  constructor(
    private readonly source: Source,
    private asOf?: Position,
  ) {}

  async of<State, E extends Fact>(kind: FactsKind<State, E>, id: string): Promise<State> {
    const folded = await this.source.load(kind, id, this.asOf)
    const stream = streamName(kind.category, id)
    if (this.asOf !== undefined && folded.position > this.asOf) this.asOf = folded.position
    this.places.set(stream, { stream, revision: folded.revision })
    return folded.state
  }

  /** Streams read so far, with their last revision then (-1: there was none). */
  get used(): readonly StreamPlace[] {
    return [...this.places.values()]
  }
}
