import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recorded } from '@spoc/platform-kernel'
import { eventually, someContext, someEvent } from '@spoc/platform-port-contracts'
import { ConcurrencyConflict, NO_STREAM, type EventLog, type NewEvent } from '@spoc/platform-ports'
import Database from 'libsql'
import { copyLog } from '../backup/log-copy.js'
import { openDataFolder, type DataFolder } from '../folder/data-folder.js'
import { openEmbeddedEventLog, type LogOptions } from './event-log.js'
import { PACK_EVENTS } from './packs.js'
import { Packing } from './packing.js'

const EVENTS = 1_000
const STREAMS = 37

describe('a log whose events have come to rest', () => {
  let root: string
  let open: readonly Open[]
  let packed: EventLog
  let plain: EventLog

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'spoc-packing-'))
    open = [await openAt(join(root, 'packed'), { plainEvents: 0 }), await openAt(join(root, 'plain'))]
    ;[packed, plain] = open.map(({ log }) => log) as [EventLog, EventLog]
    const given = Array.from({ length: EVENTS }, (_, index) => appendOf(index))
    for (const log of [packed, plain]) await appendAll(log, given)
    await allPacked('packed')
  })
  afterAll(async () => {
    await Promise.all(open.map(close))
    rmSync(root, { recursive: true, force: true })
  })

  function ask(file: string, sql: string): readonly unknown[] {
    const database = new Database(join(root, file))
    try {
      return database.prepare(sql).raw(true).get() as readonly unknown[]
    } finally {
      database.close()
    }
  }

  const allPacked = (name: string) =>
    eventually(() => expect(ask(`${name}/log.db`, 'SELECT count(*) FROM packs')).toEqual([Math.floor(EVENTS / PACK_EVENTS)]))

  it('holds them in packs, whole ones alone', () => {
    const texts = "SELECT min(position), max(position), count(*) FROM events WHERE data = '' AND metadata = '' AND id = ''"
    const whole = Math.floor(EVENTS / PACK_EVENTS) * PACK_EVENTS
    expect(ask('packed/log.db', texts)).toEqual([1, whole, whole])
    expect(ask('plain/log.db', texts)).toEqual([null, null, 0])
  })

  it.each([
    ['all of it', (log: EventLog) => log.readAll({ limit: EVENTS })],
    ['a page in the middle of a pack', (log: EventLog) => log.readAll({ from: 100n, limit: 70 })],
    ['the end of it, backwards', (log: EventLog) => log.readAll({ direction: 'backwards', limit: 90 })],
    ['a page backwards', (log: EventLog) => log.readAll({ direction: 'backwards', from: 300n, limit: 130 })],
    ['one type', (log: EventLog) => log.readAll({ typePrefixes: ['contract.b'], limit: EVENTS })],
    ['a stream', (log: EventLog) => log.readStream('stream-5')],
    ['a part of a stream', (log: EventLog) => log.readStream('stream-5', { from: 3, limit: 7 })],
    ['the end of a stream', (log: EventLog) => log.readStream('stream-6', { direction: 'backwards', limit: 2 })],
    ['what a subscriber hears', heard],
  ])('tells %s as if they were not', async (_, read) => {
    const found = await read(packed)
    expect(found.length).toBeGreaterThan(1)
    expect(found).toEqual(await read(plain))
  })

  it('knows an append that is sent again, and refuses another in its place', async () => {
    const { stream, after, event } = appendOf(70)
    const again = await packed.append(stream, after, [event])
    expect(again).toEqual({ revision: after + 1, position: 71n })
    await expect(packed.append(stream, after, [{ ...event, id: 'other' }])).rejects.toThrow(ConcurrencyConflict)
  })

  it('is copied up to an event in the middle of a pack, without what comes after', async () => {
    const copying = { signal: new AbortController().signal, onCopied: () => undefined }
    const copied = await openAt(join(root, 'copy'))
    await close(copied)
    for (const end of ['', '-wal', '-shm']) rmSync(join(root, `copy/log.db${end}`), { force: true })
    await copyLog(join(root, 'packed/log.db'), join(root, 'copy/log.db'), 100, copying)
    expect(ask('copy/log.db', 'SELECT count(*), max(number) FROM packs')).toEqual([1, 0])
    const copy = await openAt(join(root, 'copy'))
    expect(await copy.log.readAll({ limit: EVENTS })).toEqual(await plain.readAll({ limit: 100 }))
    await close(copy)
  })

  it('with a hole is left as it is, which is told, and takes what is appended', async () => {
    const given = Array.from({ length: 100 }, (_, index) => appendOf(index))
    const before = await openAt(join(root, 'hole'))
    await appendAll(before.log, given)
    await close(before)
    const file = new Database(join(root, 'hole/log.db'))
    file.exec('DELETE FROM events WHERE position = 10')
    file.close()
    const troubles: unknown[] = []
    const onTrouble = (_: string, error: unknown) => void troubles.push(error)
    const now = await openAt(join(root, 'hole'), { plainEvents: 0, onTrouble })
    await eventually(() => expect(String(troubles[0])).toContain('Pack 0 of the log failed'))
    await now.log.append('after', NO_STREAM, [appendOf(100).event])
    expect(await now.log.readAll({ limit: EVENTS })).toHaveLength(100)
    expect(ask('hole/log.db', 'SELECT count(*) FROM packs')).toEqual([0])
    await close(now)
  })

  it('that was written before there were packs gets them once it is opened', async () => {
    const [given, before] = [Array.from({ length: EVENTS }, (_, index) => appendOf(index)), await openAt(join(root, 'old'))]
    await appendAll(before.log, given)
    const all = await before.log.readAll({ limit: EVENTS })
    await close(before)
    const old = new Database(join(root, 'old/log.db'))
    old.exec('DROP TABLE packs')
    old.close()
    const now = await openAt(join(root, 'old'), { plainEvents: 0 })
    await allPacked('old')
    expect(await now.log.readAll({ limit: EVENTS })).toEqual(all)
    await close(now)
  })
})

describe('the packing of a log', () => {
  it('leaves the newest events as they are, packs what comes to rest, and ends with the log', async () => {
    const made: number[] = []
    const packer = { head: 3 * PACK_EVENTS - 1, pack: async (number: number) => void made.push(number) }
    const packing = new Packing(packer, 0, PACK_EVENTS, fail)
    packing.wake()
    await eventually(() => expect(made).toEqual([0]))
    packer.head += 1
    await eventually(() => {
      packing.wake()
      expect(made).toEqual([0, 1])
    })
    packer.head += PACK_EVENTS
    await packing.close()
    packing.wake()
    expect(made).toEqual([0, 1])
  })

  it('says that a pack could not be made, and makes that one before all others', async () => {
    const told: unknown[] = []
    const asked: number[] = []
    const pack = async (number: number) => {
      asked.push(number)
      if (asked.length < 3) throw new Error('disk full')
    }
    const packing = new Packing({ head: 2 * PACK_EVENTS, pack }, 0, 0, (error) => told.push(error), 1)
    packing.wake()
    await eventually(() => expect(asked).toEqual([0, 0, 0, 1]))
    expect(told).toEqual([new Error('disk full'), new Error('disk full')])
    await packing.close()
  })

  it('can be ended while it waits to try again', async () => {
    const told: unknown[] = []
    const pack = () => Promise.reject(new Error('disk full'))
    const packing = new Packing({ head: 1_000, pack }, 0, 0, (error) => told.push(error))
    packing.wake()
    await eventually(() => expect(told).toHaveLength(1))
    await packing.close()
  })
})

interface Open {
  readonly log: EventLog
  readonly folder: DataFolder
}

async function openAt(path: string, options?: LogOptions): Promise<Open> {
  const folder = openDataFolder(path)
  return { folder, log: await openEmbeddedEventLog(folder, options) }
}

async function close({ log, folder }: Open): Promise<void> {
  await log.close()
  folder.close()
}

interface Given {
  readonly stream: string
  readonly after: number
  readonly event: NewEvent
}

function appendOf(index: number): Given {
  const event = someEvent(someContext())
  return {
    stream: `stream-${index % STREAMS}`,
    after: Math.floor(index / STREAMS) - 1,
    event: {
      ...event,
      id: `event-${index}`,
      type: index % 3 === 0 ? 'contract.b.v1' : 'contract.a.v1',
      data: { index, text: 'ä "quoted"\nsecond line '.repeat(index % 20), nothing: null },
    },
  }
}

/** In their order, so that each has the same position in every log. */
async function appendAll(log: EventLog, given: readonly Given[]): Promise<void> {
  await Promise.all(given.map(({ stream, after, event }) => log.append(stream, after, [event])))
}

async function heard(log: EventLog): Promise<readonly Recorded[]> {
  const found: Recorded[] = []
  const subscription = await log.subscribe({ onEvents: (events) => void found.push(...events), onFailure: fail })
  await eventually(() => expect(found.length).toBe(EVENTS))
  await subscription.stop()
  return found
}

function fail(error: unknown): never {
  throw error
}
