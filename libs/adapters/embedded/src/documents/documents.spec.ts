import { documentsContract } from '@spoc/platform-port-contracts'
import { join } from 'node:path'
import { DuplicateKey, EngineUnavailable, type CollectionKind, type Documents } from '@spoc/platform-ports'
import Database from 'libsql'
import { Scratch } from '../../test/scratch.js'
import { openEmbeddedDocuments } from './documents.js'

describe('the embedded documents', () =>
  documentsContract(async () => (await Scratch.open(openEmbeddedDocuments)).as('documents')))

describe('a file of documents that takes no writes for a while', () => {
  const kind: CollectionKind = { name: 'intake_requests', holds: 'view', indexes: [{ fields: ['words'] }] }
  let scratch: Scratch<Documents>
  let other: Database.Database

  beforeAll(async () => {
    scratch = await Scratch.open(openEmbeddedDocuments)
    await (await scratch.engine.collection(kind)).put({ _id: 'r-1' })
    other = new Database(join(scratch.folder.path, 'views.db'))
    other.exec('BEGIN IMMEDIATE')
  })
  afterAll(async () => {
    other.close()
    await scratch.close()
  })

  it('opens a collection that is there, and reads it, also after a write was refused', async () => {
    const collection = await scratch.engine.collection<{ readonly _id: string }>(kind)
    await expect(collection.put({ _id: 'r-2' })).rejects.toThrow(EngineUnavailable)
    const again = await scratch.engine.collection(kind)
    expect(await again.get('r-1')).toEqual({ _id: 'r-1' })
    expect(await again.get('r-2')).toBeUndefined()
  })

  it('does not open one that would have to be made, or whose indexes would', async () => {
    await expect(scratch.engine.collection({ ...kind, name: 'intake_texts' })).rejects.toThrow(EngineUnavailable)
    await expect(scratch.engine.collection({ ...kind, indexes: [{ fields: ['due'] }] })).rejects.toThrow(EngineUnavailable)
  })

  it('knows the indexes it had, once it takes writes again: a list is sought by its members', async () => {
    other.exec('ROLLBACK')
    const collection = await scratch.engine.collection<{ readonly _id: string; readonly words: readonly string[] }>(kind)
    await collection.put({ _id: 'r-3', words: ['a', 'b'] })
    const tables = other.prepare("SELECT name FROM sqlite_schema WHERE name GLOB '*_members_*' AND type = 'table'").all()
    expect(tables).toHaveLength(1)
    expect((await collection.find({ filter: { words: 'b' }, limit: 5 })).items).toEqual([{ _id: 'r-3', words: ['a', 'b'] }])
  })
})

describe('a write that makes its table or an index and is refused', () => {
  it('leaves behind what is remembered of it, so that later writes and reads find it', async () => {
    const scratch = await Scratch.open(openEmbeddedDocuments)
    const kind: CollectionKind = {
      name: 'intake_requests',
      holds: 'view',
      indexes: [{ fields: ['number'], unique: true }, { fields: ['words'] }],
    }
    const documents = scratch.engine
    const collection = await documents.collection<{ _id: string; number: string; words?: readonly string[] }>(kind)
    const guarded = (id: string, position: bigint, document: { number: string; words?: readonly string[] }) => ({
      id,
      fold: 1,
      position,
      document: { _id: id, ...document },
    })
    await collection.write([guarded('r-1', 1n, { number: 'N1' })])
    const taken = guarded('r-2', 2n, { number: 'N1', words: ['a'] })
    await expect(collection.write([taken])).rejects.toThrow(DuplicateKey)
    await collection.write([guarded('r-3', 3n, { number: 'N3', words: ['a', 'b'] })])
    const { items } = await (await documents.collection(kind)).find({ filter: { words: 'a' }, limit: 5 })
    expect(items.map(({ _id }) => _id)).toEqual(['r-3'])
    await scratch.close()
  })
})
