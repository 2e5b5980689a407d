import { LRUCache } from 'lru-cache'
import {
  isRefusal,
  newId,
  passing,
  Refused,
  refuse,
  streamName,
  upcast,
  type Changed,
  type Decision,
  type EventContract,
  type Fact,
  type Given,
  type Metadata,
  type Position,
  type Recorded,
  type StreamKind,
  type StreamPlace,
} from '@spoc/platform-kernel'
import { ConcurrencyConflict, EngineUnavailable, type Clock, type EventLog, type NewEvent } from '@spoc/platform-ports'
import { FactsReader, type FactsKind } from './facts.js'
import { afterEvent, emptyFold, type Folded } from './fold.js'
import { isTracing, traced, traceparentHere } from './tracing.js'
import { Turns } from './turns.js'
import type { Opener } from './opener.js'
import type { Told } from './told.js'

export type Decide<State, E extends Fact> = (
  state: State,
  facts: FactsReader,
  folded: Folded<State>,
) => Decision<E> | Promise<Decision<E>>

export interface ChangeOptions {
  /** The input this change is the effect of; a stream that has handled it is left alone. */
  readonly source?: StreamPlace
  /**
   * Facts may be as they stood when the log had come so far, or later; nothing: as they stand now. An input's position: what came before it is
   * known, and what comes after it may as well have come after it was handled.
   */
  readonly asOf?: Position
  /** Refuse with `revision-mismatch` unless the stream stands at this revision (If-Match). */
  readonly ifRevision?: number
}

/** An event in a stream of our own that this release does not know: a newer one has written it, and nobody here may decide on half the facts. */
export class NewerWriter extends Error {
  constructor(
    readonly stream: string,
    readonly type: string,
  ) {
    super(`${stream} holds ${type}, which this release does not know.`)
    this.name = 'NewerWriter'
  }
}

const MOST_ATTEMPTS = 12
/** A stream takes some 2.5 KB here: those of the requests that are at work, not of all that ever were. */
const STREAMS_REMEMBERED = 10_000

/** A stream as it was read, and up to where the feed had told of the log before. */
interface Kept {
  readonly folded: Folded<unknown>
  readonly readAt: Position
}

/** The one way to read and to change a stream: fold, decide, seal, append at the revision decided on; again where another was faster. */
export class Streams {
  private readonly cached = new LRUCache<string, Kept>({ max: STREAMS_REMEMBERED })
  private readonly kinds = new Map<object, number>()
  private readonly turns = new Turns()

  constructor(
    private readonly log: EventLog,
    private readonly opener: Opener,
    private readonly contracts: readonly EventContract[],
    private readonly clock: Clock,
    private readonly told: Told,
    /** Told of each append, how many seconds it took until it was durable. */
    private readonly onAppended: (seconds: number) => void = () => undefined,
  ) {}

  /** The stream as it stands now; or, where `asOf` is given, as it stood when the log had come so far or later, if that is remembered. */
  async load<State, E extends Fact>(kind: FactsKind<State, E>, id: string, asOf?: Position): Promise<Folded<State>> {
    if (asOf !== undefined && this.told.follows(kind.category)) {
      const kept = this.cached.get(this.cacheKey(kind, id))
      if (kept !== undefined && this.told.isWhole(streamName(kind.category, id), kept.folded.position, kept.readAt, asOf))
        return kept.folded as Folded<State>
    }
    return this.refresh(kind, id, this.fromCache(kind, id))
  }

  /** The stream as it stood at its revision `through` or later, without asking the log where memory is recent enough. */
  async loadThrough<State, E extends Fact>(kind: FactsKind<State, E>, id: string, through: number): Promise<Folded<State>> {
    const cached = this.fromCache(kind, id)
    return cached.revision >= through ? cached : this.refresh(kind, id, cached)
  }

  /**
   * Carries out one command on one stream. Throws {@link Refused} for an expected no, `EngineUnavailable` where the log does not answer.
   * A repeated input or Idempotency-Key answers as the first did.
   */
  async change<State, E extends Fact>(
    kind: StreamKind<State, E>,
    id: string,
    given: Given,
    decide: Decide<State, E>,
    options: ChangeOptions = {},
  ): Promise<Changed> {
    return this.turns.take(streamName(kind.category, id), async () => {
      let folded = this.fromCache(kind, id)
      let fresh = false
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        if (folded.unknownType !== undefined) throw new NewerWriter(streamName(kind.category, id), folded.unknownType)
        const before = answeredBefore(folded, given, options)
        if (before !== undefined) return before
        const facts = new FactsReader(this, later(options.asOf, folded.position))
        const decision = refuseOtherRevision(folded, options) ?? (await decide(folded.state, facts, folded))
        if (isRefusal(decision) || decision.length === 0) {
          // Nothing will be appended, so nothing would tell that memory was behind the log.
          if (!fresh) {
            fresh = true
            const now = await this.refresh(kind, id, folded)
            if (now.revision !== folded.revision) {
              folded = now
              continue
            }
          }
          if (isRefusal(decision)) throw new Refused(decision)
          return { position: folded.position, revision: folded.revision }
        }
        try {
          return await this.append(kind, id, folded, decision, given, facts, options)
        } catch (error) {
          this.forget(kind, id)
          if (!(error instanceof ConcurrencyConflict)) throw error
          folded = await this.refresh(kind, id, emptyFold(kind.initial))
          fresh = true
        }
      }
      throw new EngineUnavailable(
        'event-log',
        new Error(`${streamName(kind.category, id)} changes faster than it can be decided on.`),
      )
    })
  }

  private append<State, E extends Fact>(
    kind: StreamKind<State, E>,
    id: string,
    folded: Folded<State>,
    decision: readonly E[],
    given: Given,
    facts: FactsReader,
    options: ChangeOptions,
  ): Promise<Changed> {
    if (!isTracing()) return this.appendDecided(kind, id, folded, decision, given, facts, options)
    const attributes = {
      'spoc.stream': streamName(kind.category, id),
      'spoc.revision': folded.revision + decision.length,
      'spoc.event.types': decision.map(({ type }) => type),
      ...(given.actor.kind === 'system' ? { 'spoc.automation': given.actor.id } : {}),
    }
    return traced(`append ${kind.category}`, { attributes }, () =>
      this.appendDecided(kind, id, folded, decision, given, facts, options),
    )
  }

  private async appendDecided<State, E extends Fact>(
    kind: StreamKind<State, E>,
    id: string,
    folded: Folded<State>,
    decision: readonly E[],
    given: Given,
    facts: FactsReader,
    options: ChangeOptions,
  ): Promise<Changed> {
    const after = decision.reduce(kind.evolve, folded.state)
    const metadata = this.envelope(kind.about(after, id), given, facts, options)
    const drafts = decision.map((fact) => ({
      id: newId(Date.parse(metadata.recordedAt)),
      type: fact.type,
      data: fact.data,
      metadata,
    }))
    const sealed: readonly NewEvent[] = await Promise.all(
      drafts.map(async (draft) => ({ ...draft, data: await this.opener.seal(draft.id, draft.data) })),
    )
    const stream = streamName(kind.category, id)
    const readAt = this.told.here
    const began = performance.now()
    const appended = await this.appendSurely(stream, folded.revision, sealed)
    passing('after-append')
    this.onAppended((performance.now() - began) / 1000)
    const position = appended.position
    let next: Folded<State> = folded
    drafts.forEach((draft, index) => {
      next = afterEvent(next, { revision: folded.revision + 1 + index, position, metadata }, after)
    })
    this.cached.set(this.cacheKey(kind, id), { folded: next, readAt })
    this.told.appended(stream, position)
    return { position, revision: appended.revision }
  }

  /** In doubt (written or not?) the same ids are sent again at the same revision, which writes them at most once. */
  private async appendSurely(stream: string, expected: number, events: readonly NewEvent[]) {
    try {
      return await this.log.append(stream, expected, events)
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error
      return this.log.append(stream, expected, events)
    }
  }

  private envelope(
    about: { readonly subject: string; readonly accountId?: string },
    given: Given,
    facts: FactsReader,
    options: ChangeOptions,
  ): Metadata {
    const traceparent = traceparentHere()
    return {
      schema: 1,
      subject: about.subject,
      ...(about.accountId === undefined ? {} : { accountId: about.accountId }),
      recordedAt: this.clock.now(),
      occurredAt: given.occurredAt ?? given.now,
      actor: given.actor,
      ...(given.onBehalfOf === undefined ? {} : { onBehalfOf: given.onBehalfOf }),
      channel: given.channel,
      ...(given.causation === undefined ? {} : { causation: given.causation }),
      correlation: given.correlation,
      ...(options.source === undefined ? {} : { source: options.source }),
      ...(facts.used.length === 0 ? {} : { used: facts.used }),
      ...(given.idempotency === undefined ? {} : { idempotency: given.idempotency }),
      ...(traceparent === undefined ? {} : { traceparent }),
    }
  }

  private async refresh<State, E extends Fact>(
    kind: FactsKind<State, E>,
    id: string,
    from: Folded<State>,
  ): Promise<Folded<State>> {
    const stream = streamName(kind.category, id)
    const readAt = this.told.here
    const events = await this.log.readStream(stream, { from: from.revision + 1 })
    let folded = from
    for (const event of events) folded = await this.fold(kind, folded, event)
    // Another may have read further meanwhile, or appended.
    if (folded.revision >= Math.max(0, this.fromCache(kind, id).revision))
      this.cached.set(this.cacheKey(kind, id), { folded, readAt })
    return folded
  }

  private async fold<State, E extends Fact>(
    kind: FactsKind<State, E>,
    folded: Folded<State>,
    event: Recorded,
  ): Promise<Folded<State>> {
    const { fact, known } = upcast(this.contracts, await this.opener.open(event))
    const next = afterEvent(folded, event, known ? kind.evolve(folded.state, fact as E) : folded.state)
    return known ? next : { ...next, unknownType: event.type }
  }

  private fromCache<State, E extends Fact>(kind: FactsKind<State, E>, id: string): Folded<State> {
    return (this.cached.get(this.cacheKey(kind, id))?.folded as Folded<State> | undefined) ?? emptyFold(kind.initial)
  }

  private forget(kind: object & { readonly category: string }, id: string): void {
    this.cached.delete(this.cacheKey(kind, id))
  }

  /** Two folds of one category (an owner's and a reader's) are kept apart. */
  private cacheKey(kind: object & { readonly category: string }, id: string): string {
    let number = this.kinds.get(kind)
    if (number === undefined) {
      number = this.kinds.size
      this.kinds.set(kind, number)
    }
    return `${number}/${kind.category}-${id}`
  }
}

/** Nothing is decided on facts older than the state it is decided on. */
function later(asOf: Position | undefined, position: Position): Position | undefined {
  return asOf !== undefined && position > asOf ? position : asOf
}

function answeredBefore(folded: Folded<unknown>, given: Given, options: ChangeOptions): Changed | undefined {
  if (options.source !== undefined && (folded.marks.get(options.source.stream) ?? -1) >= options.source.revision)
    return { position: folded.position, revision: folded.revision }
  if (given.idempotency === undefined) return undefined
  const use = folded.keys.find(({ key }) => key === given.idempotency?.key)
  if (use === undefined) return undefined
  if (use.body !== given.idempotency.body)
    throw new Refused(refuse('idempotency-key-reused', 'This Idempotency-Key came before with another body.', 'Idempotency-Key'))
  return { position: use.position, revision: use.revision }
}

function refuseOtherRevision(folded: Folded<unknown>, { ifRevision }: ChangeOptions) {
  return ifRevision === undefined || ifRevision === folded.revision
    ? undefined
    : refuse('revision-mismatch', 'It has changed since you read it; read it again.', 'If-Match')
}
