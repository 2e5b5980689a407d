import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, someContext, someEvent } from '@spoc/platform-port-contracts'
import Database from 'libsql'
import { NO_STREAM, type Blobs, type DataCare, type Documents, type EventLog, type Keys } from '@spoc/platform-ports'
import { openEmbeddedBlobs } from '../blobs/blobs.js'
import { openDataCare } from '../care/data-care.js'
import { openEmbeddedDocuments } from '../documents/documents.js'
import { openEmbeddedEventLog, type LogOptions } from '../event-log/event-log.js'
import { FolderUnreadable, openDataFolder, type DataFolder } from '../folder/data-folder.js'
import { openEmbeddedKeys } from '../keys/keys.js'
import { NoBackup } from './manifest.js'
import { FolderNotEmpty, restoreBackup } from './restore-backup.js'
import { verifyBackup } from './verify-backup.js'

const masterKey = new Uint8Array(32).fill(7)
const people = { name: 'identity_credentials', indexes: [], holds: 'state' } as const

interface Opened {
  readonly folder: DataFolder
  readonly log: EventLog
  readonly documents: Documents
  readonly blobs: Blobs
  readonly keys: Keys
  readonly care: DataCare
  close(): Promise<void>
}

async function open(path: string, options?: LogOptions): Promise<Opened> {
  const folder = openDataFolder(path)
  const log = await openEmbeddedEventLog(folder, options)
  const documents = await openEmbeddedDocuments(folder)
  const blobs = await openEmbeddedBlobs(folder)
  const keys = await openEmbeddedKeys(folder, masterKey)
  const care = await openDataCare(folder, { onTrouble: () => undefined })
  return {
    folder,
    log,
    documents,
    blobs,
    keys,
    care,
    async close() {
      for (const engine of [care, log, documents, blobs, keys]) await engine.close()
      folder.close()
    },
  }
}

describe('a backup of a data folder in use', () => {
  let root: string
  let data: Opened
  const backupsFolder = () => join(root, 'data/backups')
  const event = (id: string) => ({ ...someEvent(someContext()), id })
  const complete = async (name: string) => {
    await eventually(async () => expect((await data.care.backup(name))?.state).toBe('complete'))
    return join(backupsFolder(), name)
  }
  const made = async () => complete((await data.care.beginBackup()).name)
  const idsOf = async (log: EventLog) => (await log.readAll({ limit: 10_000 })).map(({ id }) => id)
  const append = (count: number, name: string) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => data.log.append(`${name}-${index}`, NO_STREAM, [event(`${name}-${index}`)])),
    )

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'spoc-backup-'))
    data = await open(join(root, 'data'))
  })
  afterEach(async () => {
    await data.close()
    rmSync(root, { recursive: true, force: true })
  })

  it('shows one moment: all that was acknowledged when it began, and nothing that came after, in every file', async () => {
    const credentials = await data.documents.collection<{ _id: string }>(people)
    const sha256 = await data.blobs.put(Buffer.from('a raw mail'))
    await append(500, 'before')
    await data.keys.ensure(['person-before'])
    await credentials.insert({ _id: 'before' })
    const { name, position } = await data.care.beginBackup()
    const later = Promise.all([append(500, 'after'), data.keys.ensure(['person-after']), credentials.insert({ _id: 'after' })])
    const backup = await complete(name)
    await later

    expect(position).toBe('500')
    expect((await verifyBackup(backup)).findings).toEqual([])
    await restoreBackup(backup, join(root, 'restored'))
    const restored = await open(join(root, 'restored'))
    const events = await restored.log.readAll({ limit: 10_000 })
    expect(events).toEqual(await data.log.readAll({ limit: 500 }))
    expect(await restored.log.readStream('before-7')).toHaveLength(1)
    const states = await restored.keys.get(['person-before', 'person-after'])
    expect([...states.values()].map(({ is }) => is)).toEqual(['key', 'unknown'])
    expect(states.get('person-before')).toEqual((await data.keys.get(['person-before'])).get('person-before'))
    expect(await (await restored.documents.collection(people)).getMany(['before', 'after'])).toEqual([{ _id: 'before' }])
    expect(Buffer.from((await restored.blobs.get(sha256)) ?? []).toString()).toBe('a raw mail')
    await expect(restored.log.append('before-7', NO_STREAM, [event('other')])).rejects.toThrow('is at revision 0')
    await restored.close()
  })

  it('holds the packs of old events, and is read and appended to as the log was', async () => {
    await data.close()
    data = await open(join(root, 'data'), { plainEvents: 0 })
    await append(200, 'packed')
    const packs = () => {
      const file = new Database(join(root, 'data/log.db'), { readonly: true })
      const found = file.prepare('SELECT count(*) FROM packs').raw(true).get()
      file.close()
      return found
    }
    await eventually(() => expect(packs()).toEqual([3]))
    const backup = await made()
    expect((await verifyBackup(backup)).findings).toEqual([])
    await restoreBackup(backup, join(root, 'restored'))
    const restored = await open(join(root, 'restored'))
    expect(await restored.log.readAll({ limit: 1_000 })).toEqual(await data.log.readAll({ limit: 1_000 }))
    expect(await restored.log.append('packed-7', NO_STREAM, [event('packed-7')])).toEqual({ revision: 0, position: 8n })
    await restored.log.append('packed-7', 0, [event('after')])
    await restored.close()
  })

  it('holds the other files of the folder, for its owner alone, and neither views nor topics nor other backups', async () => {
    mkdirSync(join(root, 'data/mail'))
    writeFileSync(join(root, 'data/mail/1.eml'), 'Subject: Hello')
    writeFileSync(join(root, 'data/mail/.2.eml'), 'Subj')
    writeFileSync(join(root, 'data/master.key'), 'secret')
    await made()
    const backup = await made()
    expect(readdirSync(backup).sort()).toEqual(['keys.db', 'log.db', 'mail', 'manifest.jsonl', 'master.key', 'state.db'])
    expect(readdirSync(join(backup, 'mail'))).toEqual(['1.eml'])
    expect(statSync(backup).mode & 0o077).toBe(0)
    for (const file of ['keys.db', 'log.db', 'master.key']) expect(statSync(join(backup, file)).mode & 0o077).toBe(0)
    expect((await verifyBackup(backup)).summary).toMatchObject({ masterKey: 'included', files: 5 })
    expect((await data.care.backups()).map(({ state }) => state)).toEqual(['complete', 'complete'])
  })

  it('is one at a time, can be cancelled, and leaves nothing then', async () => {
    await append(5_000, 'many')
    const { name } = await data.care.beginBackup()
    await expect(data.care.beginBackup()).rejects.toThrow(name)
    expect(await data.care.cancelBackup(name)).toBe(true)
    expect(await data.care.backup(name)).toMatchObject({ state: 'cancelled' })
    expect(await data.care.cancelBackup(name)).toBe(false)
    expect(readdirSync(backupsFolder())).toEqual([])
  })

  it('that fails says why and leaves nothing; the next one is made', async () => {
    writeFileSync(backupsFolder(), 'in the way')
    const { name } = await data.care.beginBackup()
    await eventually(async () => expect((await data.care.backup(name))?.state).toBe('failed'))
    expect((await data.care.backup(name))?.because).toContain('EEXIST')
    rmSync(backupsFolder())
    await made()
  })

  it('that was not finished is none, and goes when the folder is opened again', async () => {
    mkdirSync(join(backupsFolder(), 'unfinished-backup-20260112T160000000Z'), { recursive: true })
    mkdirSync(join(backupsFolder(), 'something-else'))
    expect(await data.care.backups()).toEqual([])
    await data.close()
    data = await open(join(root, 'data'))
    expect(readdirSync(backupsFolder())).toEqual(['something-else'])
  })

  it.each(['..', '../data', 'backup-20260112T160000000Z/../..', ''])(
    'is asked for by its name, never by a path: %s',
    async (name) => expect(await data.care.backup(name)).toBeUndefined(),
  )

  it.each([
    [
      'changed',
      (backup: string) => writeFileSync(join(backup, 'keys.db'), readFileSync(join(backup, 'keys.db')).fill(1, 100, 101)),
      'keys.db was changed.',
    ],
    ['longer', (backup: string) => appendFileSync(join(backup, 'log.db'), 'x'), 'log.db has'],
    ['missing', (backup: string) => rmSync(join(backup, 'state.db')), 'state.db is missing.'],
    ['too many', (backup: string) => writeFileSync(join(backup, 'extra'), ''), 'extra is not in the manifest.'],
  ])('with a file that is %s is found out, and restored nowhere', async (_, damage, finding) => {
    await append(10, 'some')
    const backup = await made()
    damage(backup)
    expect((await verifyBackup(backup)).findings.join()).toContain(finding)
    await expect(restoreBackup(backup, join(root, 'restored'))).rejects.toThrow(NoBackup)
    expect(existsSync(join(root, 'restored'))).toBe(false)
  })

  it('whose manifest is cut off, absent, or leads elsewhere is none', async () => {
    const backup = await made()
    const manifest = join(backup, 'manifest.jsonl')
    const lines = readFileSync(manifest, 'utf8').trimEnd().split('\n')
    for (const text of [
      lines.slice(0, -1).join('\n'),
      lines.slice(1).join('\n'),
      `{"path":"../x","bytes":0,"sha256":""}\n${lines.join('\n')}`,
      '{',
    ]) {
      writeFileSync(manifest, text)
      await expect(verifyBackup(backup)).rejects.toThrow(NoBackup)
    }
    rmSync(manifest)
    await expect(verifyBackup(backup)).rejects.toThrow('it has no manifest.jsonl')
  })

  it('is restored into an empty folder only, and not into one in use', async () => {
    const backup = await made()
    await expect(restoreBackup(backup, join(root, 'data'))).rejects.toThrow(FolderNotEmpty)
    mkdirSync(join(root, 'empty'))
    await restoreBackup(backup, join(root, 'empty'))
    await expect(restoreBackup(backup, join(root, 'empty'))).rejects.toThrow(FolderNotEmpty)
  })

  it('that was restored half cannot be opened', async () => {
    mkdirSync(join(root, 'half'))
    writeFileSync(join(root, 'half/restoring.json'), '{}')
    expect(() => openDataFolder(join(root, 'half'))).toThrow(FolderUnreadable)
    expect(() => openDataFolder(join(root, 'half'))).toThrow('Empty it, and restore again.')
  })

  it('does not bring back the key of somebody who was erased since, where it is told of a newer folder or backup', async () => {
    await data.keys.ensure(['person-1', 'person-2'])
    const backup = await made()
    await data.keys.destroy('person-1')
    const newer = await made()
    for (const [index, erasedIn] of [join(root, 'data'), newer].entries()) {
      const into = join(root, `restored-${index}`)
      expect(await restoreBackup(backup, into, { erasedIn })).toMatchObject({ forgotten: 1 })
      const restored = await open(into)
      const states = await restored.keys.get(['person-1', 'person-2'])
      expect([...states.values()].map(({ is }) => is)).toEqual(['destroyed', 'key'])
      await restored.close()
    }
    expect(readdirSync(newer).filter((name) => /-(wal|shm)$/.test(name))).toEqual([])
    expect(await idsOf(data.log)).toEqual([])
  })
})
