import type { CollectionKind } from '@spoc/platform-ports'
import { eventually } from '../test/eventually.js'
import { given, lampContract, lampStream, switched, type LampEvent } from '../test/lamps.js'
import { openWorkshop, over, type Workshop } from '../test/workshop.js'
import { CHECKPOINTS, projector, type AnyProjector, type Automation, type Background } from './index.js'
import { Rebuild } from './rebuild.js'

interface LampDocument {
  readonly _id: string
  readonly times: number
}
const LAMPS: CollectionKind = { name: 'lamps_lamps', indexes: [], holds: 'view' }
const BESIDE = 'lamps_lamps_rebuilt_1'
let folds: () => void = () => undefined
const counting: AnyProjector = projector<LampDocument, LampEvent>({
  collection: LAMPS,
  version: 1,
  on: {
    'lamps.switched.v1': ({ stream }, into) =>
      into.put(stream, (found) => {
        folds()
        return { _id: stream, times: (found?.times ?? 0) + 1 }
      }),
  },
})
const lamps: Automation = { contract: lampContract, projectors: [counting], reactions: [], timed: [] }
const ines = { kind: 'person', id: 'ines' } as const

describe('a read model is rebuilt while it serves', () => {
  let workshop: Workshop
  let process: Background
  beforeEach(async () => {
    workshop = await openWorkshop()
    process = await start()
    for (let lamp = 0; lamp < 20; lamp += 1) await switchOn(`${lamp}`)
  })
  afterEach(async () => {
    folds = () => undefined
    await workshop.close()
  })

  const start = async () => {
    const background = workshop.process([lamps], [lampContract])
    await background.start()
    return background
  }
  const switchOn = async (lamp: string) => {
    const { position } = await process.streams.change(lampStream, lamp, given(), () => [switched()])
    await process.views.waitFor([LAMPS], position)
  }
  const collection = () => workshop.engines.documents.collection<LampDocument>(LAMPS)
  const order = (swap = true) => process.rebuilds.order('lamps_lamps', { swap, orderedBy: ines })
  const status = (wanted: string) =>
    eventually(
      () => process.rebuilds.of('lamps_lamps'),
      (found) => found?.status === wanted,
    )
  /** Somebody meddles with a document by hand. */
  const falsify = async (lamp: string) => (await collection()).put({ _id: `lamp-${lamp}`, times: 99 })
  /** Stops the fold of the rebuild in its tracks, once, at the given event. */
  const pauseAtFold = async (number: number) => {
    let seen = 0
    let paused: Promise<unknown> | undefined
    folds = () => {
      seen += 1
      if (seen === number) paused = process.rebuilds.turn('lamps_lamps', ['running'], 'paused')
    }
    await order()
    await eventually(
      () => seen,
      (times) => times >= number,
    )
    await paused
  }

  it('and is proven equal to what the log says', async () => {
    await order()
    expect(await status('done')).toMatchObject({ orderedBy: ines, verdict: { documents: 20, differing: 0, examples: [] } })
    expect(await (await collection()).count({})).toBe(20)
    expect(await workshop.engines.documents.exists(BESIDE)).toBe(false)
  })

  it('and what was not what the log says is named and mended', async () => {
    await falsify('7')
    await order()
    expect(await status('done')).toMatchObject({ verdict: { documents: 20, differing: 1, examples: ['lamp-7'] } })
    expect(await (await collection()).get('lamp-7')).toEqual({ _id: 'lamp-7', times: 1 })
  })

  it('or only proven, and then left as it is', async () => {
    await falsify('7')
    await order(false)
    expect(await status('done')).toMatchObject({ swap: false, verdict: { differing: 1, examples: ['lamp-7'] } })
    expect(await (await collection()).get('lamp-7')).toEqual({ _id: 'lamp-7', times: 99 })
    expect(await workshop.engines.documents.exists(BESIDE)).toBe(false)
  })

  it('goes on folding what happens meanwhile and afterwards, once each', async () => {
    await order()
    for (let lamp = 0; lamp < 20; lamp += 1) await switchOn(`${lamp}`)
    expect(await status('done')).toMatchObject({ verdict: { documents: 20, differing: 0 } })
    await switchOn('3')
    expect(await (await collection()).get('lamp-3')).toEqual({ _id: 'lamp-3', times: 3 })
  })

  it('comes to its end though something happens each time before it looks at the log', async () => {
    await process.stop()
    const { log } = workshop.engines
    const elsewhere = workshop.process([], [lampContract]).streams
    let happened = 0
    let goesOn = true
    const busy = over(log, {
      readAll: async (options) => {
        if (goesOn && options.direction !== 'backwards') {
          happened += 1
          await elsewhere.change(lampStream, 'busy', given(), () => [switched()])
        }
        return log.readAll(options)
      },
    })
    process = workshop.process([lamps], [lampContract], { log: busy })
    await process.start()
    await order()
    expect(await status('done')).toMatchObject({ verdict: { documents: 21, differing: 0 } })
    goesOn = false
    expect(happened).toBeGreaterThan(2)
    await eventually(
      async () => (await (await collection()).get('lamp-busy'))?.times,
      (times) => times === happened,
    )
  })

  it('folds a log of many batches, of which each is read while the one before is written, once each', async () => {
    const often = Array.from({ length: 90 }, () => switched())
    for (let lamp = 0; lamp < 20; lamp += 1) await process.streams.change(lampStream, `${lamp}`, given(), () => often)
    const { position } = await process.streams.change(lampStream, '0', given(), () => [switched()])
    await process.views.waitFor([LAMPS], position)
    let happened = 0
    folds = () => {
      // In the middle of the log, of the last full batch, and of what is left.
      if (![900, 1_500, 1_800].includes((happened += 1))) return
      void process.streams.change(lampStream, 'meanwhile', given(), () => [switched()])
    }
    await order()
    // Whether what happens meanwhile is durable before the end decides whether it is among the documents compared.
    expect(await status('done')).toMatchObject({ verdict: { differing: 0 } })
    const timesOf = async (lamp: string) => (await (await collection()).get(`lamp-${lamp}`))?.times
    await eventually(
      () => timesOf('meanwhile'),
      (times) => times === 3,
    )
    expect([await timesOf('0'), await timesOf('19')]).toEqual([92, 91])
  })

  it('can be paused and resumed, and holds nobody up meanwhile', async () => {
    await pauseAtFold(1)
    await eventually(
      () => process.rebuilds.reachedBy('lamps_lamps'),
      (reached) => reached === undefined,
    )
    folds = () => undefined
    await switchOn('new')
    await process.rebuilds.turn('lamps_lamps', ['paused'], 'running')
    expect(await status('done')).toMatchObject({ verdict: { documents: 21, differing: 0 } })
  })

  it('can be cancelled, which leaves nothing behind', async () => {
    await pauseAtFold(1)
    await process.rebuilds.turn('lamps_lamps', ['running', 'paused'], 'cancelling')
    await status('cancelled')
    expect(await workshop.engines.documents.exists(BESIDE)).toBe(false)
    expect(await (await collection()).count({})).toBe(20)
  })

  it('goes on in the next process where the one that worked at it has ended', async () => {
    await pauseAtFold(1)
    await process.stop()
    process = await start()
    await process.rebuilds.turn('lamps_lamps', ['paused'], 'running')
    expect(await status('done')).toMatchObject({ verdict: { documents: 20, differing: 0 } })
  })

  it('leaves the old one in place where it is cancelled while the two are compared', async () => {
    await falsify('7')
    const { documents } = workshop.engines
    const cancelling = workshop.process([lamps], [lampContract], {
      documents: {
        collection: async (kind) => {
          const opened = await documents.collection<{ readonly _id: string }>(kind)
          if (kind.name !== BESIDE) return opened as never
          // The comparison is what looks for documents there.
          const find = async (query: Parameters<typeof opened.find>[0]) => {
            await cancelling.rebuilds.turn('lamps_lamps', ['running'], 'cancelling').catch(() => undefined)
            return opened.find(query)
          }
          return Object.assign(Object.create(opened) as typeof opened, { find }) as never
        },
        rename: (from, to) => documents.rename(from, to),
        drop: (name) => documents.drop(name),
        exists: (name) => documents.exists(name),
        ping: () => documents.ping(),
        close: () => documents.close(),
      },
    })
    await process.stop()
    process = cancelling
    await process.start()
    await order()
    await status('cancelled')
    expect(await (await collection()).get('lamp-7')).toEqual({ _id: 'lamp-7', times: 99 })
    expect(await documents.exists(BESIDE)).toBe(false)
  })

  it('begins anew where a note is left of a collection that is gone, however often it is cut off then', async () => {
    const checkpoints = await workshop.engines.documents.collection<{ _id: string; position: string; orderedAt: string }>(
      CHECKPOINTS,
    )
    await pauseAtFold(1)
    const { orderedAt } = (await process.rebuilds.of('lamps_lamps'))!
    await process.stop()
    await workshop.engines.documents.drop(BESIDE)
    await checkpoints.put({ _id: 'rebuild:lamps_lamps@1', position: '20', orderedAt })
    process = await start()
    const needs = { ...workshop.engines, opener: process.opener, contracts: [lampContract] }
    const cutOff = new Rebuild(process.projections.get('lamps_lamps')!, needs, orderedAt)
    await cutOff.open()
    expect(cutOff.position).toBe(0n)
    await process.rebuilds.turn('lamps_lamps', ['paused'], 'running')
    expect(await status('done')).toMatchObject({ verdict: { documents: 20, differing: 0 } })
  })

  it('begins anew where the half-filled collection is gone', async () => {
    await pauseAtFold(1)
    await process.stop()
    await workshop.engines.documents.drop(BESIDE)
    process = await start()
    await process.rebuilds.turn('lamps_lamps', ['paused'], 'running')
    expect(await status('done')).toMatchObject({ verdict: { documents: 20, differing: 0 } })
  })

  it('is ordered once at a time, and cannot be turned where it is not', async () => {
    await expect(process.rebuilds.turn('lamps_lamps', ['running'], 'paused')).rejects.toMatchObject({
      refusal: { refused: 'rebuild-unknown' },
    })
    await pauseAtFold(1)
    await expect(order()).rejects.toMatchObject({ refusal: { refused: 'rebuild-under-way' } })
    await expect(process.rebuilds.turn('lamps_lamps', ['running'], 'paused')).rejects.toMatchObject({
      refusal: { refused: 'rebuild-not-under-way' },
    })
  })

  it('counts documents whose fold throws as differing', async () => {
    folds = () => {
      throw new Error('cannot be folded')
    }
    await order(false)
    expect(await status('done')).toMatchObject({ verdict: { documents: 20, differing: 20 } })
    expect(await (await collection()).get('lamp-3')).toEqual({ _id: 'lamp-3', times: 1 })
  })
})
