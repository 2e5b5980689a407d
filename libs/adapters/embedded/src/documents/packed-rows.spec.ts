import { join } from 'node:path'
import { documentsContract, eventually } from '@spoc/platform-port-contracts'
import type { Collection, CollectionKind, Documents } from '@spoc/platform-ports'
import Database from 'libsql'
import { openAlwaysPacked } from '../../test/always-packed.js'
import { Scratch } from '../../test/scratch.js'
import type { DataFolder } from '../folder/data-folder.js'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { EmbeddedDocuments, openEmbeddedDocuments } from './documents.js'
import { Resting } from './resting.js'
import { DocumentStore } from './store.js'

describe('the embedded documents, all of them packed', () =>
  documentsContract(async () => (await Scratch.open(openAlwaysPacked)).as('documents')))

interface Job {
  readonly _id: string
  readonly due: string
  readonly state?: string
  readonly place?: { readonly room: number }
  readonly text?: string
}

const JOBS: CollectionKind = { name: 'works_jobs', indexes: [{ fields: ['due'] }], holds: 'view', rests: true }
const job = (number: number): Job => ({ due: `2026-01-${10 + number}`, _id: `job-${number}`, state: number % 2 ? 'on' : 'off' })

function rowsOf({ path }: DataFolder): readonly (readonly [id: string, document: string, isPacked: number])[] {
  const file = new Database(join(path, 'views.db'))
  try {
    return file.prepare('SELECT id, doc, packed IS NOT NULL FROM documents_1 ORDER BY number').raw(true).all() as ReturnType<
      typeof rowsOf
    >
  } finally {
    file.close()
  }
}

describe('packed documents', () => {
  let scratch: Scratch<Documents>
  let jobs: Collection<Job>

  beforeEach(async () => {
    scratch = await Scratch.open(openAlwaysPacked)
    jobs = await scratch.engine.collection<Job>(JOBS)
  })
  afterEach(() => scratch.close())

  it('have in their rows what the indexes are over, and come out as they went in, member after member', async () => {
    const odd = { due: '2026-01-12', text: 'ä "x"\n', _id: 'odd', place: { room: 0 }, none: null }
    await jobs.put(odd)
    expect(rowsOf(scratch.folder)).toEqual([['odd', '{"due":"2026-01-12"}', 1]])
    expect(JSON.stringify(await jobs.get('odd'))).toBe(JSON.stringify(odd))
    await scratch.reopen()
    expect(await (await scratch.engine.collection<Job>(JOBS)).get('odd')).toEqual(odd)
  })

  it('are found by an index that comes later, over what was packed', async () => {
    for (let number = 0; number < 4; number += 1) await jobs.put(job(number))
    const kind = { ...JOBS, indexes: [...JOBS.indexes, { fields: ['state', 'due'] }] }
    await scratch.reopen()
    const now = await scratch.engine.collection<Job>(kind)
    const found = await now.find({ filter: { state: 'on' }, sort: ['-due'], limit: 10 })
    expect(found.items).toEqual([job(3), job(1)])
    expect(rowsOf(scratch.folder).map(([, document]) => document)).toContain('{"due":"2026-01-13","state":"on"}')
  })
})

describe('documents that come to rest', () => {
  const NOTES: CollectionKind = { name: 'works_notes', indexes: [], holds: 'view', rests: true }
  let scratch: Scratch<Documents>
  let store: DocumentStore
  let documents: EmbeddedDocuments
  let troubles: string[]

  beforeEach(async () => {
    scratch = await Scratch.open(openEmbeddedDocuments)
    troubles = []
  })
  afterEach(async () => {
    await documents.close()
    await scratch.close()
  })

  function storeOf(name: string): DocumentStore {
    return new DocumentStore(new SqliteFile(join(scratch.folder.path, name), { synchronous: 'normal', shrinks: true }), false)
  }

  function openOn(plain: number): void {
    store = storeOf('views.db')
    const resting = new Resting(store, plain, (error) => troubles.push(String(error)))
    documents = new EmbeddedDocuments(store, storeOf('state.db'), resting)
  }

  /** All of them, but for the newest so many rows. */
  async function openWith(plain: number) {
    openOn(plain)
    const [jobs, notes] = [await documents.collection<Job>(JOBS), await documents.collection<Job>(NOTES)]
    for (let number = 0; number < 40; number += 1) for (const each of [jobs, notes]) await each.put(job(number))
    return { jobs, notes }
  }

  const packed = () => rowsOf(scratch.folder).flatMap(([id, , isPacked]) => (isPacked ? [id] : []))

  it('are packed but for the newest, and one that is written again is as it was', async () => {
    const { jobs } = await openWith(2)
    await eventually(() => expect(packed()).toHaveLength(38))
    expect(packed()).not.toContain('job-38')
    await jobs.put({ ...job(5), state: 'late' })
    expect(packed()).not.toContain('job-5')
    expect((await jobs.find({ filter: { state: 'late' }, limit: 5 })).items).toEqual([{ ...job(5), state: 'late' }])
    expect(await jobs.count({ state: 'on' })).toBe(19)
    expect(troubles).toEqual([])
  })

  it('are packed seldom while lists are asked for', async () => {
    const { jobs } = await openWith(0)
    const before = store.asked
    await jobs.find({ limit: 1 })
    await jobs.count({ state: 'on' })
    expect(store.asked).toBeGreaterThanOrEqual(before + 2)
  })

  it('are left where their collection does not say that they rest', async () => {
    await openWith(0)
    const plain = await documents.collection<Job>({ ...NOTES, name: 'works_places', rests: false })
    await plain.put(job(1))
    await eventually(() => expect(packed()).toHaveLength(40))
    expect(store.table('works_notes')?.keeps('state')).toBe(false)
    expect(store.table('works_places')?.keeps('state')).toBe(true)
  })

  it('may be dropped meanwhile, which nobody is told of', async () => {
    await openWith(0)
    await eventually(() => expect(packed().length).toBeGreaterThan(0))
    await documents.drop(NOTES.name)
    await eventually(() => expect(packed()).toHaveLength(40))
    expect(troubles).toEqual([])
  })

  it('are packed though others cannot be, which is told; those are readable, and packed once they can be', async () => {
    await openWith(0)
    await documents.close()
    const damage = (text: string) => {
      const file = new Database(join(scratch.folder.path, 'views.db'))
      file.prepare("UPDATE documents_2 SET doc = ?, packed = NULL WHERE id = 'job-3'").run([text])
      file.close()
    }
    damage('{"_id":')
    openOn(0)
    for (const kind of [NOTES, JOBS]) await documents.collection<Job>(kind)
    await eventually(() => expect(packed()).toHaveLength(40))
    await eventually(() => expect(troubles).toEqual([expect.stringContaining('Packing works_notes failed')]))
    expect(await (await documents.collection<Job>(NOTES)).get('job-4')).toEqual(job(4))
    damage(JSON.stringify(job(3)))
    const table = store.table('works_notes')
    await store.change(() => table?.pack(0, 40, 100))
    await documents.close()
    openOn(0)
    expect(await (await documents.collection<Job>(NOTES)).getMany(['job-3', 'job-30'])).toEqual([job(3), job(30)])
  })
})
