import { randomUUID } from 'node:crypto'
import {
  openDataFolder,
  openEmbeddedBlobs,
  openEmbeddedBus,
  openEmbeddedDocuments,
  openEmbeddedEventLog,
  openEmbeddedKeys,
} from '../dist/index.js'

/**
 * Writes to every engine of a data folder until it is killed. Each line it prints is `<step> <engine> <JSON>`: begun before the
 * write, kept once it is acknowledged.
 */
const [path, writers] = process.argv.slice(2)
const folder = openDataFolder(path)
const log = await openEmbeddedEventLog(folder, { plainEvents: 0 })
const bus = await openEmbeddedBus(folder)
const documents = await openEmbeddedDocuments(folder)
const blobs = await openEmbeddedBlobs(folder)
const keys = await openEmbeddedKeys(folder, new Uint8Array(32).fill(7))
await bus.keepFor('kill', ['spoc.contract.v1'])
const state = await documents.collection({
  name: 'contract_state',
  indexes: [{ fields: ['number'], unique: true }],
  holds: 'state',
})
const view = await documents.collection({ name: 'contract_view', indexes: [], holds: 'view' })

const metadata = {
  schema: 1,
  subject: 'a',
  recordedAt: '2026-01-12T16:00:00.000Z',
  occurredAt: '2026-01-12T16:00:00.000Z',
  actor: { kind: 'system', id: 'kill' },
  channel: 'cli',
  correlation: 'a',
}

async function acknowledged(engine, what, write) {
  process.stdout.write(`begun ${engine} ${JSON.stringify(what)}\n`)
  await write()
  process.stdout.write(`kept ${engine} ${JSON.stringify(what)}\n`)
}

async function writeForEver() {
  const stream = `request-${randomUUID()}`
  for (let expected = -1; ;) {
    const events = Array.from({ length: 1 + (expected & 1) }, () => ({
      id: randomUUID(),
      type: 'contract.kept.v1',
      data: { text: 'x'.repeat(600) },
      metadata,
    }))
    const from = expected
    await acknowledged('log', { stream, expected: from, ids: events.map(({ id }) => id) }, async () => {
      expected = (await log.append(stream, from, events)).revision
    })
    const id = randomUUID()
    await acknowledged('state', { id }, () => state.insert({ _id: id, number: id }))
    await acknowledged('view', { id }, () => view.write([{ id, fold: 1, position: 1n, document: { _id: id } }]))
    await acknowledged('bus', { id }, () => bus.publish('spoc.contract.v1', [{ key: stream, headers: {}, value: id }]))
    if (expected % 8 === 0) {
      await acknowledged('keys', { id }, () => keys.ensure([id]))
      await acknowledged('blobs', { text: id }, () => blobs.put(Buffer.from(id)))
    }
  }
}

await Promise.all(Array.from({ length: Number(writers) }, writeForEver))
