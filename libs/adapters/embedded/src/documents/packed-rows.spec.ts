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
  it('are packed but for the newest, those of other collections not, and one that is written again is as it was', async () => {
    const folder = await Scratch.open(openEmbeddedDocuments)
    const store = new DocumentStore(
      new SqliteFile(join(folder.folder.path, 'views.db'), { synchronous: 'normal', shrinks: true }),
      false,
    )
    const documents = new EmbeddedDocuments(store, store, new Resting(store, 2))
    const [jobs, notes] = [
      await documents.collection<Job>(JOBS),
      await documents.collection<Job>({ ...JOBS, name: 'works_notes', rests: false }),
    ]
    for (let number = 0; number < 40; number += 1) for (const each of [jobs, notes]) await each.put(job(number))
    const packed = () => rowsOf(folder.folder).flatMap(([id, , isPacked]) => (isPacked ? [id] : []))
    await eventually(() => expect(packed()).toHaveLength(38))
    expect(packed()).not.toContain('job-38')
    await jobs.put({ ...job(5), state: 'late' })
    expect(packed()).not.toContain('job-5')
    expect((await jobs.find({ filter: { state: 'late' }, limit: 5 })).items).toEqual([{ ...job(5), state: 'late' }])
    expect(await jobs.count({ state: 'on' })).toBe(19)
    expect(store.table('works_notes')?.keeps('state')).toBe(true)
    await documents.close()
    await folder.close()
  })
})
