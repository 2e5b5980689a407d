import { discardInput, discards, platformContract } from '@spoc/platform-kernel'
import { eventually } from '../../test/eventually.js'
import {
  counted,
  countingHouses,
  given,
  houseContract,
  lampContract,
  lampStream,
  LAMPS,
  switched,
  type HouseEvent,
  type LampDocument,
  type LampEvent,
} from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'
import { projector, type Automation, type Background } from '../index.js'

let poisonous = true
const houses = countingHouses((event) => {
  if (poisonous && event.stream === 'lamp-bad') throw new Error('poison')
  return counted(event)
})
const view = projector<LampDocument, LampEvent>({
  collection: LAMPS,
  version: 1,
  on: {
    'lamps.switched.v1': ({ stream, revision }, into) =>
      into.put(stream, (found) => {
        if (stream === 'lamp-bad' && revision === 1) throw new Error('fold of poison')
        return { _id: stream, times: (found?.times ?? 0) + 1 }
      }),
  },
})
const lamps: Automation = { contract: lampContract, projectors: [view], reactions: [], timed: [] }
const contracts = [lampContract, houseContract, platformContract]

describe('law 16: poison parks its subject, whole and in order, and nobody else', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
    poisonous = true
  })
  afterEach(() => workshop.close())
  const start = async () => {
    const process = workshop.process([lamps, houses], contracts)
    await process.start()
    return process
  }
  const park = async (process: Background) => {
    await process.streams.change(lampStream, 'bad', given(), () => [switched('h')])
    await eventually(
      () => process.running[1]!.parking.count,
      (n) => n === 1,
    )
  }
  const counted = async () =>
    (await workshop.engines.log.readStream('house-h')).map(({ data }) => (data as HouseEvent['data']).lamp)

  it('parks the subject after bounded attempts, queues what follows, serves the others, and re-drives in order', async () => {
    const process = await start()
    const { parking, parked } = process.running[1]!
    await park(process)
    await process.streams.change(lampStream, 'bad', given(), () => [switched('h')])
    await process.streams.change(lampStream, 'good', given(), () => [switched('h')])
    await eventually(
      async () => (await parking.get('bad'))?.waiting.length,
      (n) => n === 2,
    )
    expect(await eventually(counted, (all) => all.length > 0)).toEqual(['lamp-good'])
    poisonous = false
    expect(await parked.redrive('bad')).toEqual({ handled: 2, left: 0 })
    expect(await counted()).toEqual(['lamp-good', 'lamp-bad', 'lamp-bad'])
    expect(parking.count).toBe(0)
  })

  it('says of a re-drive that fails again why, and leaves the order as it was', async () => {
    const process = await start()
    const { parked } = process.running[1]!
    await park(process)
    expect(await parked.redrive('bad')).toEqual({ handled: 0, left: 1 })
    expect(await parked.get('bad')).toMatchObject({ error: 'poison', waiting: [{ stream: 'lamp-bad', revision: 0 }] })
  })

  it('gives up what failed on record, with who and why, and handles what waited behind it', async () => {
    const process = await start()
    const { parking, parked } = process.running[1]!
    await process.streams.change(lampStream, 'bad', given(), () => [switched('h')])
    await process.streams.change(lampStream, 'bad', given(), () => [switched('h')])
    await eventually(
      async () => (await parking.get('bad'))?.waiting.length,
      (n) => n === 2,
    )
    expect(await parked.inputs('bad', 0, 10)).toMatchObject([
      { stream: 'lamp-bad', revision: 0, type: 'lamps.switched.v1', data: { houses: ['h'] } },
      { stream: 'lamp-bad', revision: 1 },
    ])
    const ines = given({ actor: { kind: 'person', id: 'ines' } })
    await expect(parked.discard('bad', { stream: 'lamp-bad', revision: 1 }, 'The second one.', ines)).rejects.toMatchObject({
      refusal: { refused: 'not-what-failed' },
    })
    poisonous = false
    expect(await parked.discard('bad', { stream: 'lamp-bad', revision: 0 }, 'It was a test.', ines)).toEqual({
      handled: 2,
      left: 0,
    })
    expect(await counted()).toEqual(['lamp-bad'])
    expect(await workshop.engines.log.readStream('discard-houses.bad')).toMatchObject([
      {
        type: 'platform.input-discarded.v1',
        data: { context: 'houses', input: { stream: 'lamp-bad', revision: 0 }, reason: 'It was a test.' },
        metadata: { subject: 'bad', actor: { kind: 'person', id: 'ines' } },
      },
    ])
    await expect(parked.discard('bad', { stream: 'lamp-bad', revision: 0 }, 'Once more.', ines)).rejects.toMatchObject({
      refusal: { refused: 'parked-unknown' },
    })
  })

  it('finishes a discard that ended after its record and before its effect', async () => {
    const process = await start()
    const { parked } = process.running[1]!
    await park(process)
    const { _id, since, waiting } = await parked.get('bad')
    const input = { ...waiting[0]!, type: 'lamps.switched.v1' }
    await process.streams.change(discards, 'houses.bad', given(), (known) =>
      discardInput(known, { context: 'houses', subject: _id, input, parkedSince: since, reason: 'It was a test.' }),
    )
    poisonous = false
    expect(await parked.redrive('bad')).toEqual({ handled: 1, left: 0 })
    expect(await counted()).toEqual([])
  })

  it('re-drives what an earlier release has parked, which did not count its changes', async () => {
    const process = await start()
    const { parked } = process.running[1]!
    await park(process)
    const { changes, ...before } = await parked.get('bad')
    expect(changes).toBe(0)
    const kept = await workshop.engines.documents.collection({ name: 'houses_parked', indexes: [], holds: 'state' })
    await kept.put(before)
    expect(await parked.redrive('bad')).toEqual({ handled: 0, left: 1 })
    poisonous = false
    expect(await parked.redrive('bad')).toEqual({ handled: 1, left: 0 })
  })

  it('keeps the subject parked over a restart', async () => {
    const first = await start()
    await first.streams.change(lampStream, 'bad', given(), () => [switched('h')])
    await eventually(
      () => first.running[1]!.parking.count,
      (n) => n === 1,
    )
    await first.stop()
    poisonous = false
    const second = await start()
    await second.streams.change(lampStream, 'bad', given(), () => [switched('h')])
    await eventually(
      async () => (await second.running[1]!.parking.get('bad'))?.waiting.length,
      (n) => n === 2,
    )
    expect(await counted()).toEqual([])
  })

  it('marks a document whose fold throws, leaves it as it was, and goes on with the others', async () => {
    const process = await start()
    await process.streams.change(lampStream, 'bad', given(), () => [switched()])
    await process.streams.change(lampStream, 'bad', given(), () => [switched()])
    const { position } = await process.streams.change(lampStream, 'good', given(), () => [switched()])
    await process.views.waitFor([LAMPS], position)
    const view = process.views.of<LampDocument>(LAMPS)
    expect(await view.get('lamp-good')).toEqual({ _id: 'lamp-good', times: 1 })
    expect(await view.get('lamp-bad')).toMatchObject({
      times: 1,
      brokenAt: { type: 'lamps.switched.v1', error: 'fold of poison' },
    })
    expect(process.projections.get('lamps_lamps')?.broken.size).toBe(1)
  })
})
