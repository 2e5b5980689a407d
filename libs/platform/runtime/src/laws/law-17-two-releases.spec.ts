import { eventContract, streamKind, type Fact, type Recorded } from '@spoc/platform-kernel'
import { eventually } from '../../test/eventually.js'
import { countingHouses, given, houseContract, lampContract, lampStream, type LampEvent } from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'
import { documentLeases, NewerWriter, projector, type AnyProjector, type Automation, type Background } from '../index.js'

type Kept = { readonly _id: string; readonly times: number; readonly room?: string; readonly incomplete?: true }
const LAMPS = { name: 'lamps_lamps', indexes: [], holds: 'view' } as const

/** What the next release knows: one more type, one more field, and a fold that makes something of both. */
type Moved = Fact<'lamps.moved.v1', { readonly room: string }>
type NextEvent = LampEvent | Moved
const nextContract = eventContract<NextEvent>({
  context: 'lamps',
  categories: ['lamp'],
  types: { 'lamps.switched.v1': true, 'lamps.dimmed.v1': true, 'lamps.lit-again.v1': true, 'lamps.moved.v1': true },
})
const nextStream = streamKind<number, NextEvent>({
  category: lampStream.category,
  initial: 0,
  evolve: (seen) => seen + 1,
  about: (_, id) => ({ subject: id }),
})
const switched = (room?: string): LampEvent => ({
  type: 'lamps.switched.v1',
  data: { on: true, houses: ['h'], ...(room === undefined ? {} : { room }) },
})
const moved: Moved = { type: 'lamps.moved.v1', data: { room: 'cellar' } }

const counted = { 'lamps.switched.v1': count }
function count({ metadata: { subject } }: Recorded, into: { put(id: string, fold: (found?: Kept) => Kept): void }) {
  into.put(subject, (found) => ({ ...found, _id: subject, times: (found?.times ?? 0) + 1 }))
}
const ofThis: AnyProjector = projector<Kept, LampEvent>({ collection: LAMPS, version: 1, on: counted })
const ofNext: AnyProjector = projector<Kept, NextEvent>({
  collection: LAMPS,
  version: 2,
  on: {
    ...counted,
    'lamps.moved.v1': ({ metadata: { subject }, data: { room } }, into) =>
      into.put(subject, (found) => ({ _id: subject, times: 0, ...found, room })),
  },
})
const houses = countingHouses()

describe('law 17: two releases side by side, on one log, one bus and the same read models', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())

  const start = async (automations: readonly Automation[], contract: typeof nextContract, takesBack: boolean) => {
    const leases = await documentLeases(workshop.engines.documents, { takesBack })
    const background = workshop.process(automations, [contract, houseContract], { leases })
    await background.start()
    return background
  }
  const thisRelease = (takesBack = false) =>
    start([{ contract: lampContract, projectors: [ofThis], reactions: [], timed: [] }, houses], lampContract as never, takesBack)
  const nextRelease = () =>
    start([{ contract: nextContract, projectors: [ofNext], reactions: [], timed: [] }], nextContract, false)

  const collection = () => workshop.engines.documents.collection<Kept>(LAMPS)
  const lamp = async (id = 'a') => (await collection()).get(id)
  const write = async (release: Background, events: readonly NextEvent[], id = 'a') =>
    (await release.streams.change(nextStream, id, given(), () => events)).position
  const seen = async (release: Background, position: bigint) => release.views.waitFor([LAMPS], position)
  const swapped = () =>
    eventually(
      async () =>
        (
          await workshop.engines.documents.collection<{ _id: string; fold: number }>({
            name: 'platform_published',
            indexes: [],
            holds: 'state',
          })
        ).get('lamps_lamps'),
      (published) => published?.fold === 2,
    )

  it('the older goes on with what the newer writes: a field more is no matter, an event it does not know marks the document alone', async () => {
    const older = await thisRelease()
    const newer = workshop.process([], [nextContract])
    await seen(older, await write(newer, [switched('hall'), moved, switched('hall')]))
    expect(await lamp()).toEqual({ _id: 'a', times: 2, incomplete: true })
    await eventually(
      async () => (await workshop.engines.log.readStream('house-h')).length,
      (count) => count === 2,
    )
    expect(workshop.troubles).toEqual([])
    for (const { parking } of older.running) expect((await parking.list(10)).items).toEqual([])
  })

  it('the older decides nothing on a stream of its own that holds what it does not know', async () => {
    const older = await thisRelease()
    await write(workshop.process([], [nextContract]), [switched(), moved])
    await expect(older.streams.change(lampStream, 'a', given(), () => [switched()])).rejects.toThrow(NewerWriter)
    await older.streams.change(lampStream, 'b', given(), () => [switched()])
  })

  it('the older serves until the newer has filled its fold, then reads what that keeps, and writes nothing into it', async () => {
    const older = await thisRelease()
    await seen(older, await write(older, [switched(), switched()]))
    const newer = await nextRelease()
    await swapped()
    const position = await write(newer, [moved, switched()])
    await Promise.all([seen(older, position), seen(newer, position)])
    for (const at of ['a', 'b', 'c']) await seen(newer, await write(newer, [switched(), moved], at))
    expect(await lamp()).toEqual({ _id: 'a', times: 4, room: 'cellar' })
    expect(await lamp('c')).toEqual({ _id: 'c', times: 1, room: 'cellar' })
    const restarted = await thisRelease()
    await seen(restarted, position)
    expect((await restarted.views.of(LAMPS).freshness()).stale).toBeUndefined()
  })

  it('a second process of the newer that began while the first was filling takes up the whole of it', async () => {
    const older = await thisRelease()
    await seen(older, await write(older, [switched(), switched()]))
    await older.stop()
    const both = await Promise.all([nextRelease(), nextRelease()])
    await swapped()
    const serves = (one: Background) => one.projections.get(LAMPS.name)!.serves
    const first = await eventually(
      () => both.find(serves),
      (one) => one !== undefined,
    )
    const second = both.find((one) => one !== first)!
    await seen(second, await write(second, [switched()], 'b'))
    await first!.stop()
    await seen(second, await write(second, [switched()], 'b'))
    expect((await (await collection()).find({ limit: 10 })).items).toEqual([
      { _id: 'a', times: 2 },
      { _id: 'b', times: 2 },
    ])
  })

  it('what the older wrote right after the swap is nothing to the newer', async () => {
    const newer = await nextRelease()
    await seen(newer, await write(newer, [switched()], 'other'))
    await (await collection()).write([{ id: 'a', fold: 1, position: 2n, document: { _id: 'a', times: 1 } }])
    await seen(newer, await write(newer, [switched()]))
    expect(await lamp()).toEqual({ _id: 'a', times: 1 })
  })

  it('after a rollback the older takes the read model back when told, and after a return it ends as if made anew', async () => {
    const first = await thisRelease()
    await seen(first, await write(first, [switched()]))
    const newer = await nextRelease()
    await swapped()
    await seen(newer, await write(newer, [moved, switched()]))
    await Promise.all([first.stop(), newer.stop()])

    const rolledBack = await thisRelease(true)
    await seen(rolledBack, await write(rolledBack, [switched()], 'b'))
    expect(await lamp()).toEqual({ _id: 'a', times: 2, incomplete: true })
    expect(await lamp('b')).toEqual({ _id: 'b', times: 1 })
    await rolledBack.stop()

    const returned = await nextRelease()
    await swapped()
    await seen(returned, await write(returned, [switched()], 'b'))
    expect((await (await collection()).find({ limit: 10 })).items).toEqual([
      { _id: 'a', times: 2, room: 'cellar' },
      { _id: 'b', times: 2 },
    ])
    expect(workshop.troubles).toEqual([])
  })
})
