import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import type { DataCare, Documents } from '@spoc/platform-ports'
import { openEmbeddedBlobs } from '../blobs/blobs.js'
import { openEmbeddedDocuments } from '../documents/documents.js'
import { openDataFolder, type DataFolder } from '../folder/data-folder.js'
import { openDataCare } from './data-care.js'
import { shrink } from './shrinking.js'

const old = { name: 'intake_queue', indexes: [], holds: 'view' } as const

describe('the care of a data folder', () => {
  let root: string
  let folder: DataFolder
  let documents: Documents
  let care: DataCare

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'spoc-care-'))
    folder = openDataFolder(root)
    documents = await openEmbeddedDocuments(folder)
    care = await openDataCare(folder, { onTrouble: () => undefined })
  })
  afterEach(async () => {
    await care.close()
    await documents.close()
    folder.close()
    rmSync(root, { recursive: true, force: true })
  })

  const size = async (part: string) => (await care.sizes()).find((one) => one.part === part)

  it('tells what each part takes', async () => {
    const blobs = await openEmbeddedBlobs(folder)
    await blobs.put(Buffer.alloc(1_000))
    await blobs.close()
    expect((await care.sizes()).map(({ part }) => part)).toEqual([
      'log',
      'topics',
      'views',
      'state',
      'keys',
      'blobs',
      'mail',
      'backups',
    ])
    expect(await size('blobs')).toEqual({ part: 'blobs', bytes: 1_000, freeBytes: 0 })
    expect((await size('views'))?.bytes).toBeGreaterThan(0)
    expect(await size('topics')).toEqual({ part: 'topics', bytes: 0, freeBytes: 0 })
  })

  it('keeps no backups in the folder itself, where each would hold the others', async () =>
    expect(openDataCare(folder, { backups: root, onTrouble: () => undefined })).rejects.toThrow('SPOC_BACKUP_DIR'))

  const fill = async (count: number) => {
    const queue = await documents.collection<{ _id: string; text: string }>(old)
    await Promise.all(Array.from({ length: count }, (_, index) => queue.put({ _id: String(index), text: 'x'.repeat(1_000) })))
  }
  /** Another thread, in the middle of a write. */
  const writing = () => {
    const other = new Database(join(root, 'views.db'))
    other.exec('BEGIN IMMEDIATE')
    return other
  }

  it('gives the space of what has gone back to the disk, while the file is in use, and keeps the rest', async () => {
    await fill(5_000)
    const kept = await documents.collection<{ _id: string }>({ ...old, name: 'intake_timeline' })
    await kept.put({ _id: 'kept' })
    await documents.drop('intake_queue')
    const before = await size('views')
    expect(before?.freeBytes).toBeGreaterThan(4_000_000)
    expect(await care.compact()).toBeGreaterThan(4_000_000)
    expect(await size('views')).toMatchObject({ freeBytes: 0 })
    expect(statSync(join(root, 'views.db')).size).toBeLessThan(1_000_000)
    expect(await kept.get('kept')).toEqual({ _id: 'kept' })
    await kept.put({ _id: 'more' })
    expect(await care.compact()).toBe(0)
  })

  it('lets another thread that writes to the file have its turn, and goes on', async () => {
    await fill(1_000)
    await documents.drop(old.name)
    const other = writing()
    setTimeout(() => other.exec('ROLLBACK'), 50)
    expect(await care.compact()).toBeGreaterThan(800_000)
    other.close()
  })

  it('leaves what is free for the next time where another thread always has the file', async () => {
    await fill(100)
    await documents.drop(old.name)
    const other = writing()
    expect(await shrink(root, () => true, new AbortController().signal, 50)).toBe(0)
    other.exec('ROLLBACK')
    other.close()
    expect(await care.compact()).toBeGreaterThan(80_000)
  })
})
