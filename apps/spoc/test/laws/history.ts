import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import {
  plusMs,
  streamName,
  type EventContract,
  type Fact,
  type Instant,
  type Metadata,
  type Recorded,
} from '@spoc/platform-kernel'
import { today, type LawfulContext, type LawfulKind } from './stream-kinds.js'
import { variantsOf } from './variants.js'

/** One thing that happens: to which of the streams of a kind, and which of the events that would matter to it as it stands. */
export interface Happening {
  readonly kind: number
  readonly stream: number
  readonly fact: number
  /** How it is told this time, of the ways that its schema allows. */
  readonly way: number
}

const WAYS = 6

export const BEGAN: Instant = '2026-01-12T08:00:00.000Z'

interface Owned {
  readonly context: string
  readonly kind: LawfulKind
}

/** What owners append: everything that can happen to the streams of all contexts, in an order that each stream could have come to. */
export class Histories {
  private readonly contracts: readonly EventContract[]
  private readonly owned: readonly Owned[]
  /** Each golden event in several ways. */
  private readonly facts: readonly (readonly Fact[])[]
  private readonly ids: ReadonlyMap<string, readonly string[]>

  readonly any: fc.Arbitrary<readonly Happening[]> = fc.array(
    fc.record({ kind: fc.nat(), stream: fc.nat(), fact: fc.nat(), way: fc.nat() }),
    { minLength: 20, maxLength: 60, size: 'max' },
  )

  constructor(contexts: readonly LawfulContext[], seed: number) {
    this.contracts = contexts.map(({ contract }) => contract)
    const golden = contexts.flatMap((context) => context.golden)
    this.facts = golden.map((fact) => [fact, ...fc.sample(variantsOf(fact), { seed, numRuns: WAYS - 1 })])
    this.owned = ownersIn(contexts)
    this.ids = new Map(this.owned.map(({ kind: { category } }) => [category, poolOf(category, golden)]))
  }

  /** The events as the log would have them, one after the other, to streams of these contexts; some of each kind are there from the beginning. */
  recorded(happenings: readonly Happening[], contexts: readonly string[]): readonly Recorded[] {
    const owned = this.owned.filter(({ context }) => contexts.includes(context))
    const states = new Map<string, { readonly state: unknown; readonly revision: number }>()
    const founded = owned.flatMap((_, kind) => [0, 1].map((stream): Happening => ({ kind, stream, fact: 0, way: 0 })))
    return [...founded, ...happenings].flatMap(({ kind: which, stream: whose, fact: what, way }, index): readonly Recorded[] => {
      const { kind } = pick(owned, which)
      const id = pick(this.ids.get(kind.category) ?? [], whose)
      const stream = streamName(kind.category, id)
      const { state, revision } = states.get(stream) ?? { state: kind.initial, revision: -1 }
      const mattering = this.facts
        .map((ways) => pick(ways, way))
        .filter((fact) => !isDeepStrictEqual(kind.evolve(state, today(this.contracts, fact)), state))
      if (mattering.length === 0) return []
      const fact = pick(mattering, what)
      const next = { state: kind.evolve(state, today(this.contracts, fact)), revision: revision + 1 }
      states.set(stream, next)
      const about = kind.about?.(next.state, id) ?? { subject: id }
      return [
        {
          ...fact,
          id: `event-${index}`,
          stream,
          revision: next.revision,
          position: BigInt(index + 1),
          metadata: envelope(about, index),
        },
      ]
    })
  }
}

/** The fold by which its owner appends to each category of streams: the domain's own where there is one. */
function ownersIn(contexts: readonly LawfulContext[]): readonly Owned[] {
  return contexts.flatMap(({ name, contract: { categories }, kinds }) =>
    categories.flatMap((category) =>
      kinds
        .filter(({ kind }) => kind.category === category && kind.about !== undefined)
        .slice(-1)
        .map(({ kind }) => ({ context: name, kind })),
    ),
  )
}

/** A stream that no event calls by an id of its own bears that of a request: `sla-<requestId>`. */
function poolOf(category: string, golden: readonly Fact[]): readonly string[] {
  const own = idsOf(category, golden)
  return [...(own.length === 0 ? idsOf('request', golden) : own), `${category}-alone`]
}

/** The ids that golden events call streams of the category by, so that what happens to one concerns others. */
function idsOf(category: string, golden: readonly Fact[]): readonly string[] {
  const kind = category.slice(category.lastIndexOf('-') + 1)
  const name = new RegExp(`${kind}(instance)?ids?$`, 'i')
  const found = new Set<string>()
  const visit = (value: unknown, under: string): void => {
    if (typeof value === 'string' && name.test(under)) found.add(value)
    else if (Array.isArray(value)) value.forEach((item) => visit(item, under))
    else if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([key, part]) => visit(part, key))
  }
  golden.forEach(({ data }) => visit(data, ''))
  return [...found].slice(0, 3)
}

function envelope(about: Pick<Metadata, 'subject' | 'accountId'>, index: number): Metadata {
  const at = plusMs(BEGAN, index * 1_000)
  return {
    schema: 1,
    ...about,
    recordedAt: at,
    occurredAt: at,
    actor: { kind: 'system', id: 'laws' },
    channel: 'api',
    correlation: 'laws',
  }
}

function pick<T>(from: readonly T[], which: number): T {
  return from[which % from.length]!
}
