import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recorded } from '@spoc/platform-kernel'
import Database from 'libsql'
import { eventually } from '@spoc/platform-port-contracts'
import type { EventLog, MessageBus } from '@spoc/platform-ports'
import { openEmbeddedBlobs } from './blobs/blobs.js'
import { openEmbeddedDocuments } from './documents/documents.js'
import { openEmbeddedEventLog } from './event-log/event-log.js'
import { openDataFolder } from './folder/data-folder.js'
import { openEmbeddedKeys } from './keys/keys.js'
import { openEmbeddedBus } from './message-bus/message-bus.js'

const ROUNDS = 5
/** Of every event that `append-until-killed.mjs` appends. */
const DATA = { text: 'x'.repeat(600) }
const SEED = 20260112
const writer = join(__dirname, '../test/append-until-killed.mjs')

interface Line {
  readonly step: 'begun' | 'kept'
  readonly engine: string
  readonly what: {
    readonly stream?: string
    readonly expected?: number
    readonly ids?: readonly string[]
    readonly id?: string
    readonly text?: string
  }
}

/** Needs the built product: `dist/` is what the killed process runs. */
describe('a process that writes to its data folder and is killed at any moment', () => {
  const root = mkdtempSync(join(tmpdir(), 'spoc-kill-'))
  const lines: Line[] = []
  const inFlight: number[] = []
  jest.setTimeout(120_000)

  beforeAll(async () => {
    let random = SEED
    for (let round = 0; round < ROUNDS; round += 1) {
      random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fffffff
      const written = await writeAndKill(join(root, 'data'), 4 << round, 150 + (random % 700))
      lines.push(...written)
      const count = (step: string) => written.filter((line) => line.step === step).length
      inFlight.push(count('begun') - count('kept'))
    }
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  const kept = (engine: string) => lines.filter((line) => line.engine === engine && line.step === 'kept').map(({ what }) => what)

  it('was killed with writes under way, and had acknowledged many', () => {
    // A kill may fall between two commits, with nothing under way; three in ten must not.
    expect(inFlight.filter((count) => count > 0).length / ROUNDS).toBeGreaterThanOrEqual(0.3)
    expect(kept('log').length).toBeGreaterThan(500)
  })

  it('has every acknowledged event exactly once, at its place, each append whole', async () => {
    const file = new Database(join(root, 'data/log.db'), { readonly: true })
    expect(file.prepare('SELECT count(*) FROM packs').raw(true).get()).not.toEqual([0])
    file.close()
    const folder = openDataFolder(join(root, 'data'))
    const log = await openEmbeddedEventLog(folder, { plainEvents: 0 })
    const all = await everything(log)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(all.map(({ position }) => position)).toEqual(all.map((_, index) => BigInt(index + 1)))
    const byId = new Map(all.map((event) => [event.id, event]))
    for (const { stream, expected = 0, ids = [] } of kept('log'))
      expect(ids.map((id) => byId.get(id))).toEqual(
        ids.map((id, index) => expect.objectContaining({ id, stream, revision: expected + 1 + index, data: DATA })),
      )
    for (const { what } of lines.filter(({ engine }) => engine === 'log'))
      expect([0, what.ids?.length]).toContain(what.ids?.filter((id) => byId.has(id)).length)
    await log.close()
    folder.close()
  })

  it('has every acknowledged document, message, key and blob', async () => {
    const folder = openDataFolder(join(root, 'data'))
    const documents = await openEmbeddedDocuments(folder)
    for (const holds of ['state', 'view'] as const) {
      const collection = await documents.collection({ name: `contract_${holds}`, indexes: [], holds })
      const ids = kept(holds).map(({ id = '' }) => id)
      expect(await collection.getMany(ids)).toHaveLength(ids.length)
    }
    const keys = await openEmbeddedKeys(folder, new Uint8Array(32).fill(7))
    const states = await keys.get(kept('keys').map(({ id = '' }) => id))
    expect([...states.values()].every((state) => state.is === 'key')).toBe(true)
    const blobs = await openEmbeddedBlobs(folder)
    for (const { text = '' } of kept('blobs'))
      expect(Buffer.from((await blobs.get(createHash('sha256').update(text).digest('hex'))) ?? []).toString()).toBe(text)
    const bus = await openEmbeddedBus(folder)
    const ids = kept('bus').map(({ id = '' }) => id)
    const values = await consumeAll(bus, ids.length)
    expect(new Set(values).size).toBe(values.length)
    expect(ids.filter((id) => !new Set(values).has(id))).toEqual([])
    await Promise.all([documents.close(), keys.close(), blobs.close(), bus.close()])
    folder.close()
  })
})

async function writeAndKill(path: string, writers: number, afterMs: number): Promise<readonly Line[]> {
  const child = spawn(process.execPath, [writer, path, String(writers)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  await once(child.stdout, 'data')
  setTimeout(() => child.kill('SIGKILL'), afterMs)
  await once(child, 'close')
  return printed
    .slice(0, printed.lastIndexOf('\n'))
    .split('\n')
    .map((line) => {
      const [step, engine = '', ...json] = line.split(' ')
      return { step: step === 'kept' ? 'kept' : 'begun', engine, what: JSON.parse(json.join(' ')) as Line['what'] }
    })
}

async function everything(log: EventLog): Promise<readonly Recorded[]> {
  const found: Recorded[] = []
  for (;;) {
    const from = found.at(-1)?.position
    const page = await log.readAll({ limit: 5000, ...(from === undefined ? {} : { from }) })
    if (page.length === 0) return found
    found.push(...page)
  }
}

async function consumeAll(bus: MessageBus, atLeast: number): Promise<readonly string[]> {
  const values: string[] = []
  const consumer = await bus.consume({
    group: 'kill',
    topics: ['spoc.contract.v1'],
    onBatch: async (batch) => void values.push(...batch.map(({ value }) => value)),
  })
  await eventually(async () => {
    expect(await consumer.lag()).toBe(0n)
    expect(values.length).toBeGreaterThanOrEqual(atLeast)
  })
  await consumer.stop()
  return values
}
