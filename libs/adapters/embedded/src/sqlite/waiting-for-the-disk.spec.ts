import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedEventLog } from '../event-log/event-log.js'
import { openEmbeddedKeys } from '../keys/keys.js'
import { SqliteFile } from './sqlite-file.js'

describe('while the disk has not taken what was written', () => {
  let takes: () => void
  let told: string[]
  beforeEach(() => {
    told = []
    const taken = new Promise<void>((resolve) => (takes = resolve))
    jest.spyOn(SqliteFile.prototype, 'synced').mockImplementation(() => taken)
  })
  afterEach(() => jest.restoreAllMocks())

  const event = { id: '0190a6c2-0000-7000-8000-000000000001', type: 'spec.happened.v1', data: {}, metadata: {} as never }
  const tell = (what: string) => () => void told.push(what)
  const turns = async () => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  it('an event is shown to nobody: not to who appended it, who asks for its stream, who reads the log or who follows it', async () => {
    const scratch = await Scratch.open(openEmbeddedEventLog)
    const log = scratch.engine
    const following = await log.subscribe({ after: 0n, typePrefixes: [], onEvents: tell('followed'), onFailure: tell('failed') })
    const appended = log.append('lamp-1', -1, [event]).then(tell('appended'))
    await turns()
    const read = [
      log.readStream('lamp-1').then((found) => expect(found).toHaveLength(1)),
      log.readStream('lamp-1', { direction: 'backwards' }).then((found) => expect(found).toHaveLength(1)),
    ].map((one) => one.then(tell('read')))
    await turns()
    expect([await log.readAll({ from: 0n, limit: 10 }), await log.head(), told]).toEqual([[], 0n, []])
    takes()
    await Promise.all([appended, ...read])
    await turns()
    expect([...told].sort()).toEqual(['appended', 'followed', 'read', 'read'])
    expect(await log.head()).toBe(1n)
    await following.stop()
    await scratch.close()
  })

  it('a process that dies leaves what the next one makes durable before it tells of it', async () => {
    const scratch = await Scratch.open(openEmbeddedEventLog)
    const appended = scratch.engine.append('lamp-1', -1, [event])
    await turns()
    const journal = async () => (await stat(join(scratch.folder.path, 'log.db-wal'))).size
    expect(await journal()).toBeGreaterThan(0)
    const log = await scratch.crash()
    expect([await journal(), await log.head()]).toEqual([0, 1n])
    takes()
    await appended
    await scratch.close()
  })

  it('a key is given to nobody who would seal under it', async () => {
    const scratch = await Scratch.open((folder) => openEmbeddedKeys(folder, randomBytes(32)))
    const made = scratch.engine.ensure(['person:ines']).then(tell('made'))
    await turns()
    const found = scratch.engine.ensure(['person:ines']).then(tell('found'))
    await turns()
    expect(told).toEqual([])
    takes()
    await Promise.all([made, found])
    await scratch.close()
  })
})
