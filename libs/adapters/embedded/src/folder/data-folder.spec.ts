import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { someContext, someEvent } from '@spoc/platform-port-contracts'
import { NO_STREAM } from '@spoc/platform-ports'
import Database from 'libsql'
import { openEmbeddedDocuments } from '../documents/documents.js'
import { openEmbeddedEventLog } from '../event-log/event-log.js'
import { FolderInUse, FolderUnreadable, openDataFolder } from './data-folder.js'

const holder = join(__dirname, '../../test/hold-folder.mjs')

describe('a data folder', () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'spoc-folder-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('is made where it is missing, for its owner alone, with its format and the process that has it', () => {
    const folder = openDataFolder(join(root, 'a/b'))
    expect(statSync(folder.path).mode & 0o077).toBe(0)
    expect(JSON.parse(readFileSync(join(folder.path, 'format.json'), 'utf8'))).toEqual({ product: 'spoc', format: 3 })
    expect(JSON.parse(readFileSync(join(folder.path, 'owner.json'), 'utf8'))).toEqual({ pid: process.pid })
    folder.close()
  })

  it('is opened once at a time, and again when it was closed', () => {
    const folder = openDataFolder(root)
    expect(() => openDataFolder(root)).toThrow(FolderInUse)
    expect(() => openDataFolder(root)).toThrow(`process ${process.pid}`)
    folder.close()
    folder.close()
    openDataFolder(root).close()
  })

  it('is refused while another process has it, which is named, and free when that is killed', async () => {
    openDataFolder(root).close()
    const other = spawn(process.execPath, [holder, root], { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    expect(() => openDataFolder(root)).toThrow(`process ${other.pid}`)
    other.kill('SIGKILL')
    await once(other, 'exit')
    openDataFolder(root).close()
  })

  it('stays refused to others when one of them was refused before', async () => {
    const folder = openDataFolder(root)
    expect(() => openDataFolder(root)).toThrow(FolderInUse)
    const other = spawn(process.execPath, [holder, root], { stdio: ['pipe', 'pipe', 'ignore'] })
    const [code] = (await once(other, 'exit')) as readonly unknown[]
    expect(code).not.toBe(0)
    folder.close()
  })

  it.each([
    ['of a newer format', JSON.stringify({ product: 'spoc', format: 4 }), 'Start the release that wrote it, or a newer one.'],
    ['of a format that never was', JSON.stringify({ product: 'spoc', format: 0 }), 'its format is 0; this release knows 3'],
    ['of another product', JSON.stringify({ product: 'other' }), 'no data of this product'],
    ['whose format cannot be read', '{"product":', 'no data of this product'],
  ])('is refused where it is one %s, and left free', (_, format, because) => {
    writeFileSync(join(root, 'format.json'), format)
    expect(() => openDataFolder(root)).toThrow(because)
    writeFileSync(join(root, 'format.json'), JSON.stringify({ product: 'spoc', format: 3 }))
    openDataFolder(root).close()
  })

  it('of an older format upgrades itself, keeps what it holds, and can be cut off in the middle', async () => {
    writeFileSync(join(root, 'format.json'), JSON.stringify({ product: 'spoc', format: 1 }))
    for (const name of ['bus.db', 'views.db']) {
      const file = new Database(join(root, name))
      file.exec('PRAGMA journal_mode=WAL; CREATE TABLE kept (id TEXT); INSERT INTO kept VALUES (1)')
      file.close()
    }
    expect(() => openDataFolder(root, { readOnly: true })).toThrow('start the platform on it once')
    renameSync(join(root, 'views.db'), join(root, 'views'))
    mkdirSync(join(root, 'views.db'))
    expect(() => openDataFolder(root)).toThrow()
    rmdirSync(join(root, 'views.db'))
    renameSync(join(root, 'views'), join(root, 'views.db'))
    openDataFolder(root).close()
    expect(JSON.parse(readFileSync(join(root, 'format.json'), 'utf8'))).toEqual({ product: 'spoc', format: 3 })
    for (const name of ['bus.db', 'views.db']) {
      const file = new Database(join(root, name))
      expect(file.prepare('PRAGMA auto_vacuum').raw(true).get()).toEqual([2])
      expect(file.prepare('SELECT id FROM kept').raw(true).all()).toEqual([['1']])
      file.close()
    }
  })

  it('that was made before documents could be packed keeps them, and takes more', async () => {
    writeFileSync(join(root, 'format.json'), JSON.stringify({ product: 'spoc', format: 2 }))
    const file = new Database(join(root, 'views.db'))
    file.exec(`
      CREATE TABLE collections (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, shape TEXT);
      INSERT INTO collections (name) VALUES ('works_jobs');
      CREATE TABLE documents_1 (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, fold INTEGER NOT NULL, position INTEGER NOT NULL, doc TEXT);
      INSERT INTO documents_1 (id, fold, position, doc) VALUES ('a', 1, 1, '{"_id":"a","due":"2026"}')`)
    file.close()
    for (let time = 0; time < 2; time += 1) {
      const folder = openDataFolder(root)
      const documents = await openEmbeddedDocuments(folder)
      const jobs = await documents.collection<{ _id: string }>({ name: 'works_jobs', indexes: [], holds: 'view', rests: true })
      await jobs.put({ _id: `b${time}` })
      expect(await jobs.get('a')).toEqual({ _id: 'a', due: '2026' })
      expect(await jobs.count({})).toBe(2 + time)
      await documents.close()
      folder.close()
    }
  })

  it('is opened for reading only where it is there', () =>
    expect(() => openDataFolder(root, { readOnly: true })).toThrow(FolderUnreadable))

  it('is read by another while its owner writes, and not changed', async () => {
    const folder = openDataFolder(root)
    const log = await openEmbeddedEventLog(folder)
    const event = { ...someEvent(someContext()), id: 'e-1' }
    await log.append('request-1', NO_STREAM, [event])

    const reading = await openEmbeddedEventLog(openDataFolder(root, { readOnly: true }))
    expect((await reading.readStream('request-1')).map(({ id }) => id)).toEqual(['e-1'])
    await log.append('request-1', 0, [{ ...event, id: 'e-2' }])
    expect((await reading.readAll({ limit: 10 })).map(({ id }) => id)).toEqual(['e-1', 'e-2'])
    await expect(reading.append('request-1', 1, [event])).rejects.toThrow('reading only')

    await reading.close()
    await log.close()
    folder.close()
  })

  it('is read when nobody has it open', async () => {
    const folder = openDataFolder(root)
    const log = await openEmbeddedEventLog(folder)
    await log.append('request-1', NO_STREAM, [someEvent(someContext())])
    await log.close()
    folder.close()
    const reading = await openEmbeddedEventLog(openDataFolder(root, { readOnly: true }))
    expect(await reading.head()).toBe(1n)
    await reading.close()
  })
})
