import type { CollectionKind, Documents } from '@spoc/platform-ports'
import { eventually } from '../test/eventually.js'
import { gate, gated, type Gate } from '../test/held-up.js'
import { countingLamps, given, lampContract, LAMPS, lampStream, switched, type LampDocument } from '../test/lamps.js'
import { openWorkshop, type Workshop } from '../test/workshop.js'
import { CHECKPOINTS, documentLeases, MISSED_AFTER_MS, type Automation, type Background, type Engines } from './index.js'

const lamps: Automation = { contract: lampContract, projectors: [countingLamps], reactions: [], timed: [] }

describe('a process that is stopped in the middle of its work and wakes when another has taken its place', () => {
  let workshop: Workshop
  let elapsed: number
  let at: Gate
  let asking: Gate
  let first: Background
  let second: Background

  beforeEach(async () => {
    workshop = await openWorkshop()
    elapsed = 0
    at = gate()
    asking = gate()
  })
  afterEach(async () => {
    wakeTheFirst()
    await workshop.close()
  })

  const start = async (over: Partial<Engines> = {}, asks: Gate = gate()) => {
    const leases = await documentLeases(workshop.engines.documents, { elapsed: () => elapsed, beats: false })
    const process = workshop.process([lamps], [lampContract], { ...over, leases: gated(leases, 'hold', asks) })
    await process.start()
    return process
  }
  const change = async () =>
    (await workshop.process([], [lampContract]).streams.change(lampStream, 'a', given(), () => [switched()])).position
  /** The first is stopped at the gate, the second takes its place. */
  const stopTheFirst = async () => {
    at.shut()
    await change()
    await at.reached
    // All of it is stopped: what else it does gives no sign of life either.
    asking.shut()
    elapsed += MISSED_AFTER_MS + 1_000
  }
  const wakeTheFirst = () => {
    at.open()
    asking.open()
  }
  const standing = async (name: string, id: string) => {
    const collection = await workshop.engines.documents.collection<{ _id: string; position: string }>({
      name,
      indexes: [],
      holds: 'view',
    })
    return BigInt((await collection.get(id))?.position ?? '0')
  }

  describe('while it publishes', () => {
    const brought: { readonly id: string; readonly revision: number }[] = []
    const revisions = () => brought.map(({ revision }) => revision)
    let publishedByTheFirst: number
    let last: bigint

    beforeEach(async () => {
      brought.length = 0
      publishedByTheFirst = 0
      const { bus } = workshop.engines
      const pass = async () => {
        await at.pass()
        publishedByTheFirst += 1
      }
      await bus.ensureTopics(['spoc.lamps.v1'])
      await bus.consume({
        group: 'spec',
        topics: ['spoc.lamps.v1'],
        onBatch: async (batch) => {
          for (const { headers } of batch) brought.push({ id: headers['ce_id']!, revision: Number(headers['revision']) })
        },
      })
      first = await start({ bus: gated(bus, 'publish', { pass }) }, asking)
      second = await start()
      await change()
      await eventually(revisions, (seen) => seen.length === 1)
      await stopTheFirst()
      last = await change()
      await eventually(
        () => standing('platform_relays', 'lamps'),
        (position) => position === last,
      )
      publishedByTheFirst = 0
      wakeTheFirst()
      await eventually(
        () => publishedByTheFirst,
        (times) => times === 1,
      )
    })

    it('repeats what it had in hand and no more, so that every event is first seen in the order of the log', async () => {
      last = await change()
      await eventually(
        () => standing('platform_relays', 'lamps'),
        (position) => position === last,
      )
      await eventually(revisions, (seen) => seen.includes(3))
      expect([...new Set(revisions())]).toEqual([0, 1, 2, 3])
      expect(new Set(brought.map(({ id, revision }) => `${revision} ${id}`)).size).toBe(4)
      expect(publishedByTheFirst).toBe(1)
      expect(first.running[0]?.relay.standsBy).toBe(true)
      expect(second.running[0]?.relay.standsBy).toBe(false)
    })

    it('sets back nothing that the other has written down', async () => {
      await eventually(revisions, (seen) => seen.filter((revision) => revision === 1).length >= 2)
      await first.stop()
      expect(await standing('platform_relays', 'lamps')).toBe(last)
    })
  })

  describe('while it folds', () => {
    const document = async () => (await workshop.engines.documents.collection<LampDocument>(LAMPS)).get('lamp-a')
    const holdingUp = (documents: Documents): Documents =>
      new Proxy(documents, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name, target)
          if (typeof member !== 'function') return member
          const bound = member.bind(target) as (...given: unknown[]) => Promise<object>
          return name !== 'collection'
            ? bound
            : async (kind: CollectionKind) =>
                kind.name === LAMPS.name ? gated((await bound(kind)) as { write: unknown }, 'write', at) : bound(kind)
        },
      })

    it('overwrites neither the document nor how far it has come, and nothing is counted twice', async () => {
      first = await start({ documents: holdingUp(workshop.engines.documents) }, asking)
      second = await start()
      await change()
      await eventually(document, (found) => found?.times === 1)
      await stopTheFirst()
      const position = await change()
      await second.views.waitFor([LAMPS], position)
      expect(await document()).toEqual({ _id: 'lamp-a', times: 3 })
      const noted = () => standing(CHECKPOINTS.name, 'lamps_lamps@1')
      await eventually(noted, (through) => through === position)
      wakeTheFirst()
      await first.stop()
      expect(await document()).toEqual({ _id: 'lamp-a', times: 3 })
      expect(await noted()).toBe(position)
      await second.views.waitFor([LAMPS], await change())
      expect(await document()).toEqual({ _id: 'lamp-a', times: 4 })
    })
  })
})
