import type { CollectionKind } from '@spoc/platform-ports'
import { eventually } from '../../test/eventually.js'
import { given, houseStream, lampContract, lampStream, switched, type HouseEvent, type LampEvent } from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'
import { CHECKPOINTS, projector, type AnyProjector, type Automation } from '../index.js'

interface LampDocument {
  readonly _id: string
  readonly times: number
  readonly label?: string
}
const LAMPS: CollectionKind = { name: 'lamps_lamps', indexes: [], holds: 'view' }
const fold = (version: number, label?: string): AnyProjector =>
  projector<LampDocument, LampEvent>({
    collection: LAMPS,
    version,
    on: {
      'lamps.switched.v1': ({ stream }, into) =>
        into.put(stream, (found) => ({ _id: stream, times: (found?.times ?? 0) + 1, ...(label === undefined ? {} : { label }) })),
    },
  })
const lamps = (one: AnyProjector): Automation => ({ contract: lampContract, projectors: [one], reactions: [], timed: [] })

describe('law 14: a projection is guarded, and a raised fold takes the name by one rename once it has caught up', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())
  const start = async (one: AnyProjector) => {
    const process = workshop.process([lamps(one)], [lampContract])
    await process.start()
    return process
  }
  const document = async () => (await workshop.engines.documents.collection<LampDocument>(LAMPS)).get('lamp-a')

  it('ignores a write of an equal or lower fold and position', async () => {
    const collection = await workshop.engines.documents.collection<LampDocument>(LAMPS)
    await collection.write([{ id: 'lamp-a', fold: 2, position: 10n, document: { _id: 'lamp-a', times: 5 } }])
    await collection.write([
      { id: 'lamp-a', fold: 2, position: 10n, document: { _id: 'lamp-a', times: 6 } },
      { id: 'lamp-a', fold: 1, position: 99n, document: { _id: 'lamp-a', times: 7 } },
    ])
    expect(await document()).toEqual({ _id: 'lamp-a', times: 5 })
  })

  it('goes on where it stood, folding nothing twice', async () => {
    const first = await start(fold(1))
    await first.streams.change(lampStream, 'a', given(), () => [switched()])
    await eventually(document, (found) => found?.times === 1)
    await first.stop()
    const second = await start(fold(1))
    const { position } = await second.streams.change(lampStream, 'a', given(), () => [switched()])
    await second.views.waitFor([LAMPS], position)
    expect(await document()).toEqual({ _id: 'lamp-a', times: 2 })
  })

  it('folds nothing twice where it died after the documents and before its checkpoint, however much has happened since', async () => {
    const writer = workshop.process([], [lampContract])
    for (let times = 0; times < 2; times += 1) await writer.streams.change(lampStream, 'a', given(), () => [switched()])
    const [, second] = await workshop.engines.log.readStream('lamp-a')
    const left = [{ id: 'lamp-a', fold: 1, position: second!.position, document: { _id: 'lamp-a', times: 2 } }]
    await (await workshop.engines.documents.collection<LampDocument>(LAMPS)).write(left)
    const { position } = await writer.streams.change(lampStream, 'a', given(), () => [switched()])
    const process = await start(fold(1))
    await process.views.waitFor([LAMPS], position)
    expect(await document()).toEqual({ _id: 'lamp-a', times: 3 })
  })

  it('writes down how far it is also when nothing more comes, for the processes that wait for it', async () => {
    const process = await start(fold(1))
    const checkpoints = await workshop.engines.documents.collection<{ _id: string; position: string }>(CHECKPOINTS)
    const written = async () => BigInt((await checkpoints.get('lamps_lamps@1'))?.position ?? '0')
    const counted = (): readonly HouseEvent[] => [{ type: 'houses.counted.v1', data: { lamp: 'a' } }]
    for (let times = 0; times < 2; times += 1) {
      const { position } = await process.streams.change(houseStream, 'h', given(), counted)
      await eventually(written, (reached) => reached === position)
    }
  })

  it('fills a raised fold beside the old collection and swaps it in whole', async () => {
    const before = await start(fold(1))
    for (let times = 0; times < 5; times += 1) await before.streams.change(lampStream, 'a', given(), () => [switched()])
    await eventually(document, (found) => found?.times === 5)
    await before.stop()
    const after = await start(fold(2, 'new'))
    await eventually(document, (found) => found?.label === 'new')
    expect(await document()).toEqual({ _id: 'lamp-a', times: 5, label: 'new' })
    expect(await workshop.engines.documents.exists('lamps_lamps_fold_2')).toBe(false)
    const stale = async () => (await after.views.of<LampDocument>(LAMPS).freshness()).stale
    await eventually(stale, (found) => found === undefined)
  })

  it('says that it is stale, and how far the new fold has come, until then', async () => {
    const before = await start(fold(1))
    await before.streams.change(lampStream, 'a', given(), () => [switched()])
    await eventually(document, (found) => found?.times === 1)
    await before.stop()
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    const slow = {
      ...workshop.engines.documents,
      collection: workshop.engines.documents.collection.bind(workshop.engines.documents),
      drop: workshop.engines.documents.drop.bind(workshop.engines.documents),
      exists: workshop.engines.documents.exists.bind(workshop.engines.documents),
      ping: workshop.engines.documents.ping.bind(workshop.engines.documents),
      close: workshop.engines.documents.close.bind(workshop.engines.documents),
      rename: async (from: string, to: string) => {
        await held
        return workshop.engines.documents.rename(from, to)
      },
    }
    const after = workshop.process([lamps(fold(2, 'new'))], [lampContract], { documents: slow })
    await after.start()
    expect((await after.views.of<LampDocument>(LAMPS).freshness()).stale).toBeDefined()
    expect(await document()).toEqual({ _id: 'lamp-a', times: 1 })
    letGo()
    await eventually(
      async () => (await after.views.of<LampDocument>(LAMPS).freshness()).stale,
      (stale) => stale === undefined,
    )
    expect(await document()).toEqual({ _id: 'lamp-a', times: 1, label: 'new' })
  })
})
