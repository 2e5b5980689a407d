import { randomBytes } from 'node:crypto'
import { EngineUnavailable, type Keys } from '@spoc/platform-ports'
import { MongoClient } from 'mongodb'
import { dropDatabase, freshDatabase, mongoUrl } from '../../test/server.js'
import { openMongoKeys } from './open-mongo-keys.js'

describe('keys on a real server', () => {
  const masterKey = randomBytes(32)
  let database: string
  let keys: Keys

  beforeEach(async () => {
    database = freshDatabase()
    keys = await openMongoKeys({ url: mongoUrl(), database, masterKey })
  })
  afterEach(async () => {
    await keys.close()
    await dropDatabase(database)
  })

  it('makes one key for an id, though many ask for it at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => keys.ensure(['person:1', 'person:2'])))
    const ones = new Set(made.map((states) => JSON.stringify(states.get('person:1'))))
    expect(ones.size).toBe(1)
    expect(made[0]!.get('person:1')).not.toEqual(made[0]!.get('person:2'))
    expect(await keys.get(['person:1', 'person:3'])).toEqual(
      new Map([
        ['person:1', made[0]!.get('person:1')],
        ['person:3', { is: 'unknown' }],
      ]),
    )
  })

  it('destroys a key for good, and one that never was', async () => {
    await keys.ensure(['person:1'])
    await Promise.all([keys.destroy('person:1'), keys.destroy('person:1'), keys.destroy('never'), keys.destroy('never')])
    const destroyed = { is: 'destroyed' }
    expect(await keys.ensure(['person:1', 'never'])).toEqual(
      new Map([
        ['person:1', destroyed],
        ['never', destroyed],
      ]),
    )
  })

  it('keeps no key in the clear, and nothing of a destroyed one', async () => {
    const made = (await keys.ensure(['person:1', 'person:2'])).get('person:1')
    await keys.destroy('person:2')
    const server = new MongoClient(mongoUrl())
    const kept = await server.db(database).collection('keys').find().sort({ _id: 1 }).toArray()
    await server.close()
    expect(made?.is).toBe('key')
    const bytes = made?.is === 'key' ? Buffer.from(made.bytes) : randomBytes(32)
    expect(Buffer.from(kept[0]!['wrapped'].value()).includes(bytes)).toBe(false)
    expect(kept[1]).toEqual({ _id: 'person:2', destroyed: true })
  })

  it('opens with its master key alone', async () => {
    await keys.ensure(['person:1'])
    const stranger = await openMongoKeys({ url: mongoUrl(), database, masterKey: randomBytes(32) })
    await expect(stranger.get(['person:1'])).rejects.toThrow('The master key does not open the key proof.')
    await expect(stranger.ensure(['person:2'])).rejects.toThrow('The master key does not open the key proof.')
    expect((await keys.get(['person:2'])).get('person:2')).toEqual({ is: 'unknown' })
    await stranger.close()
    await expect(openMongoKeys({ url: mongoUrl(), database, masterKey: randomBytes(16) })).rejects.toThrow('16 bytes')
  })

  it('is unavailable where there is no server', async () => {
    const nowhere = await openMongoKeys({ url: 'mongodb://127.0.0.1:9/', database: 'x', masterKey })
    await expect(nowhere.ensure(['person:1'])).rejects.toThrow(EngineUnavailable)
    await nowhere.close()
  })
})
