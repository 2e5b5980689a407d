import { eventContract, streamKind, type Fact, type Given, type Instant, type RecordedOf } from '@spoc/platform-kernel'
import type { CollectionKind } from '@spoc/platform-ports'
import type { Automation } from '../src/context.js'
import { projector } from '../src/projector.js'
import { reaction } from '../src/reaction.js'

/** A context made for these specs: lamps that are switched, and a house that follows how often. */
export type LampEvent =
  | Fact<'lamps.switched.v1', { readonly on: boolean; readonly houses: readonly string[] }>
  | Fact<'lamps.dimmed.v1', { readonly until: Instant }>
  | Fact<'lamps.lit-again.v1', { readonly at: Instant }>

export interface Lamp {
  readonly id?: string
  readonly switched: number
  readonly dimmedUntil?: Instant
}

export const lampStream = streamKind<Lamp, LampEvent>({
  category: 'lamp',
  initial: { switched: 0 },
  evolve: (lamp, event) => {
    switch (event.type) {
      case 'lamps.switched.v1':
        return { ...lamp, switched: lamp.switched + 1 }
      case 'lamps.dimmed.v1':
        return { ...lamp, dimmedUntil: event.data.until }
      case 'lamps.lit-again.v1':
        return { switched: lamp.switched }
    }
  },
  about: (_, id) => ({ subject: id }),
  alarms: ({ dimmedUntil }) => (dimmedUntil === undefined ? [] : [{ at: dimmedUntil, what: 'light-again' }]),
})

export type HouseEvent = Fact<'houses.counted.v1', { readonly lamp: string }>

export interface House {
  readonly counted: number
}

export const houseStream = streamKind<House, HouseEvent>({
  category: 'house',
  initial: { counted: 0 },
  evolve: ({ counted }) => ({ counted: counted + 1 }),
  about: (_, id) => ({ subject: id }),
})

export const lampContract = eventContract<LampEvent>({
  context: 'lamps',
  categories: ['lamp'],
  types: { 'lamps.switched.v1': true, 'lamps.dimmed.v1': true, 'lamps.lit-again.v1': true },
})
export const houseContract = eventContract<HouseEvent>({
  context: 'houses',
  categories: ['house'],
  types: { 'houses.counted.v1': true },
})

/** How often each lamp was switched. */
export interface LampDocument {
  readonly _id: string
  readonly times: number
}
export const LAMPS: CollectionKind = { name: 'lamps_lamps', indexes: [], holds: 'view' }
export const countingLamps = projector<LampDocument, LampEvent>({
  collection: LAMPS,
  version: 1,
  on: {
    'lamps.switched.v1': ({ stream }, into) => into.put(stream, (found) => ({ _id: stream, times: (found?.times ?? 0) + 1 })),
  },
})

export const counted = ({ stream }: RecordedOf<LampEvent>): readonly HouseEvent[] => [
  { type: 'houses.counted.v1', data: { lamp: stream } },
]
/** Each house of a lamp that is switched counts it, or decides otherwise. */
export const countingHouses = (decide = counted): Automation => ({
  contract: houseContract,
  projectors: [],
  reactions: [
    reaction<LampEvent>()({
      name: 'when-lamp-switched-then-count',
      into: houseStream,
      on: { 'lamps.switched.v1': (event) => event.data.houses.map((id) => ({ id, decide: () => decide(event) })) },
    }),
  ],
  timed: [],
})
/** Lamps that nothing is made of. */
export const bareLamps: Automation = { contract: lampContract, projectors: [], reactions: [], timed: [] }

export const switched = (...houses: readonly string[]): LampEvent => ({ type: 'lamps.switched.v1', data: { on: true, houses } })

export const given = (over: Partial<Given> = {}): Given => ({
  now: '2026-01-12T08:00:00.000Z',
  actor: { kind: 'system', id: 'spec' },
  channel: 'api',
  correlation: 'spec',
  ...over,
})
