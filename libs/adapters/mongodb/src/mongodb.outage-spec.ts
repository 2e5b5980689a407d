import { randomBytes } from 'node:crypto'
import { EngineUnavailable } from '@spoc/platform-ports'
import { powerCut } from '../test/outage.js'
import { dropDatabase, freshDatabase, mongoUrl } from '../test/server.js'
import { openMongoBlobs } from './blobs/open-mongo-blobs.js'
import { openMongoDocuments } from './documents/open-mongo-documents.js'
import { openMongoKeys } from './keys/open-mongo-keys.js'

describe('MongoDB through power cuts of the server', () => {
  const refusals: unknown[] = []
  const close: (() => Promise<unknown>)[] = []
  let going = true
  afterEach(async () => {
    going = false
    for (const one of close) await one()
  })

  /** Asks until it is answered, as every caller does: the only refusal is an absent engine. */
  const persistently = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof EngineUnavailable)) throw error
        refusals.push(error)
        await new Promise((resume) => setTimeout(resume, 100))
      }
    }
  }

  it('keeps every document, blob and key it has acknowledged, and is back by itself', async () => {
    const url = mongoUrl()
    const database = freshDatabase()
    const masterKey = randomBytes(32)
    const documents = await openMongoDocuments({ url, database })
    const views = await documents.collection<{ _id: string; n: number }>({
      name: 'spec_views',
      indexes: [{ fields: ['n'] }],
      holds: 'view',
    })
    const states = await documents.collection<{ _id: string; n: number }>({ name: 'spec_states', indexes: [], holds: 'state' })
    const blobs = await openMongoBlobs({ url, database })
    const keys = await openMongoKeys({ url, database: `${database}-keys`, masterKey })
    const kept = { views: 0, states: 0, blobs: new Map<string, Buffer>(), keys: new Map<string, unknown>() }
    close.push(
      ...[documents, blobs, keys].map((one) => () => one.close()),
      ...[database, `${database}-keys`].map((name) => () => dropDatabase(name)),
    )

    const writing = [
      async () => {
        const n = kept.views + 1
        const write = { id: `v${n}`, fold: 1, position: BigInt(n), document: { _id: `v${n}`, n } }
        await persistently(() => views.write([write]))
        const checkpoint = { id: 'checkpoint', fold: 1, position: BigInt(n), document: { _id: 'checkpoint', n } }
        await persistently(() => states.write([checkpoint]))
        kept.views = n
      },
      async () => {
        const n = kept.states + 1
        await persistently(() => states.put({ _id: `s${n}`, n }))
        kept.states = n
      },
      async () => {
        const bytes = randomBytes(1_000)
        kept.blobs.set(await persistently(() => blobs.put(bytes)), bytes)
      },
      async () => {
        const id = `person:${kept.keys.size}`
        kept.keys.set(id, (await persistently(() => keys.ensure([id]))).get(id))
      },
    ].map(async (step) => {
      while (going) await step()
    })
    for (const awayMs of [0, 1_000, 7_000]) {
      const before = kept.states
      await powerCut('mongodb', awayMs)
      while (kept.states < before + 20) await new Promise((resume) => setTimeout(resume, 20))
    }
    going = false
    await Promise.all(writing)

    expect(refusals.length).toBeGreaterThan(0)
    expect(await views.count({})).toBe(kept.views)
    expect(await states.get('checkpoint')).toEqual({ _id: 'checkpoint', n: kept.views })
    expect(await states.count({ _id: { $ne: 'checkpoint' } })).toBe(kept.states)
    for (const [name, bytes] of kept.blobs) expect(Buffer.from((await blobs.get(name))!).equals(bytes)).toBe(true)
    expect(await keys.get([...kept.keys.keys()])).toEqual(kept.keys)
  })
})
