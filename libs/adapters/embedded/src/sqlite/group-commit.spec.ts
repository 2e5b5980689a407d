import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineUnavailable } from '@spoc/platform-ports'
import { GroupCommit, type GroupHooks } from './group-commit.js'
import { SqliteFile } from './sqlite-file.js'

describe('committing in groups', () => {
  let folder: string
  let file: SqliteFile
  let told: string[]
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spoc-group-'))
    file = new SqliteFile(join(folder, 'group.db'), { synchronous: 'full' })
    file.exec('CREATE TABLE things (name TEXT PRIMARY KEY, filling TEXT)')
    told = []
  })
  afterEach(() => {
    file.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const group = (hooks: GroupHooks = {}) =>
    new GroupCommit(file, 'documents', {
      afterCommit: () => told.push('commit'),
      afterRollback: () => told.push('rollback'),
      ...hooks,
    })
  const add =
    (name: string, filling = '') =>
    () =>
      file.prepare('INSERT INTO things VALUES (?, ?)').run([name, filling])
  const names = () => file.prepare('SELECT name FROM things ORDER BY name').rows([]).flat()

  it('commits together what is asked in one turn, and answers each', async () => {
    const commits = group()
    expect(await Promise.all([commits.run(() => add('a')() + 10), commits.run(add('b')), commits.run(() => 'read')])).toEqual([
      11,
      1,
      'read',
    ])
    expect(names()).toEqual(['a', 'b'])
    expect(told).toEqual(['commit'])
  })

  it('answers nobody before all is committed', async () => {
    const commits = group({ afterCommit: () => told.push(`committed ${names().length}`) })
    await Promise.all([commits.run(add('a')).then(() => told.push('answered')), commits.run(add('b'))])
    expect(told[0]).toBe('committed 2')
  })

  it('refuses a work that throws, alone', async () => {
    const commits = group()
    const refused = commits.run(() => {
      throw new RangeError('not this one')
    })
    const answers = await Promise.allSettled([commits.run(add('a')), refused, commits.run(add('b'))])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(refused).rejects.toThrow(RangeError)
    expect(names()).toEqual(['a', 'b'])
  })

  it('refuses the whole group with EngineUnavailable where the engine fails, keeps nothing of it, and goes on', async () => {
    const commits = group()
    const failing = [commits.run(add('a')), commits.run(add('a')), commits.run(add('b'))]
    for (const answer of await Promise.allSettled(failing))
      expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'EngineUnavailable', engine: 'documents' } })
    expect(names()).toEqual([])
    await commits.run(add('c'))
    expect(names()).toEqual(['c'])
    expect(told).toEqual(['rollback', 'commit'])
  })

  it('is unavailable while the disk is full, and goes on when there is room', async () => {
    const commits = group()
    await commits.run(add('a'))
    file.exec('PRAGMA max_page_count = 8')
    await expect(commits.run(add('b', 'x'.repeat(100_000)))).rejects.toThrow(EngineUnavailable)
    file.exec('PRAGMA max_page_count = 100000')
    await commits.run(add('c', 'x'.repeat(100_000)))
    expect(names()).toEqual(['a', 'c'])
  })

  it('is unavailable while another process writes to the file, and goes on when that is done', async () => {
    const commits = group()
    const other = new SqliteFile(join(folder, 'group.db'), { synchronous: 'full' })
    other.exec('BEGIN IMMEDIATE')
    await expect(commits.run(add('a'))).rejects.toThrow(EngineUnavailable)
    other.exec('ROLLBACK')
    other.close()
    await commits.run(add('b'))
    expect(names()).toEqual(['b'])
  })

  it('commits what is waiting when it is closed, and takes nothing more', async () => {
    const commits = group()
    const waiting = Promise.all(Array.from({ length: 1200 }, (_, index) => commits.run(add(`thing-${index}`))))
    commits.close()
    await waiting
    expect(names()).toHaveLength(1200)
    await expect(commits.run(add('late'))).rejects.toThrow(EngineUnavailable)
  })
})

describe('committing in groups to a file that is synced beside', () => {
  let folder: string
  let file: SqliteFile
  let told: string[]
  /** Each wait for the disk, to be ended by the spec. */
  let disk: { readonly took: () => void; readonly failed: (error: Error) => void }[]
  let lost: unknown[]
  let commits: GroupCommit
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spoc-group-'))
    file = new SqliteFile(join(folder, 'group.db'), { synchronous: 'beside' })
    file.exec('CREATE TABLE things (name TEXT PRIMARY KEY)')
    told = []
    disk = []
    lost = []
    const synced = () => new Promise<void>((took, failed) => disk.push({ took, failed }))
    let groups = 0
    commits = new GroupCommit(Object.assign(Object.create(file) as SqliteFile, { synced }), 'event-log', {
      onceDurable: () => {
        const group = (groups += 1)
        return () => told.push(`group ${group}`)
      },
      onLost: (error) => lost.push(error),
    })
  })
  afterEach(() => {
    file.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const add = (name: string) =>
    commits.run(() => file.prepare('INSERT INTO things VALUES (?)').run([name])).then(() => told.push(name))
  const names = () => file.prepare('SELECT name FROM things ORDER BY name').rows([]).flat()
  const turns = async () => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  it('answers a group once the disk has it, and commits what came meanwhile together, which shares the next wait', async () => {
    const first = add('a')
    await turns()
    const later = [add('b')]
    await turns()
    later.push(add('c'))
    await turns()
    expect(names()).toEqual(['a'])
    expect(disk).toHaveLength(1)
    expect(told).toEqual([])
    disk[0]!.took()
    await first
    await turns()
    expect(told).toEqual(['group 1', 'a'])
    expect(disk).toHaveLength(2)
    disk[1]!.took()
    await Promise.all(later)
    expect(told).toEqual(['group 1', 'a', 'group 2', 'b', 'c'])
    expect(names()).toEqual(['a', 'b', 'c'])
  })

  it('tells when all that was committed so far is durable; at once where nothing waits', async () => {
    await commits.durable()
    const added = add('a')
    await turns()
    const durable = commits.durable().then(() => told.push('durable'))
    await turns()
    expect(told).toEqual([])
    disk[0]!.took()
    await Promise.all([added, durable])
    expect([told, disk.length]).toEqual([['group 1', 'a', 'durable'], 1])
  })

  it('refuses all that is in doubt where the disk did not take it, and everything after', async () => {
    const refused = [add('a')]
    await turns()
    refused.push(add('b'))
    await turns()
    refused.push(add('c'))
    const durable = commits.durable()
    disk[0]!.failed(new Error('EIO'))
    for (const answer of await Promise.allSettled([...refused, durable]))
      expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'EngineUnavailable', engine: 'event-log' } })
    expect(told).toEqual([])
    await expect(add('d')).rejects.toThrow(EngineUnavailable)
    await expect(commits.durable()).rejects.toThrow(EngineUnavailable)
    expect(lost).toMatchObject([{ engine: 'event-log' }])
    await expect(commits.close()).resolves.toBeUndefined()
  })

  it('is closed when the disk has all of it', async () => {
    const added = add('a')
    const closed = commits.close().then(() => told.push('closed'))
    await turns()
    expect(told).toEqual([])
    disk[0]!.took()
    await Promise.all([added, closed])
    expect(told).toEqual(['group 1', 'a', 'closed'])
  })
})

describe('a file that is synced beside', () => {
  it('keeps what was committed, also when its journal was emptied meanwhile', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spoc-group-'))
    const file = new SqliteFile(join(folder, 'group.db'), { synchronous: 'beside' })
    const commits = new GroupCommit(file, 'event-log')
    await commits.run(() => file.exec('CREATE TABLE things (name TEXT)'))
    expect(file.checkpoint()).toBe(true)
    await commits.run(() => file.prepare('INSERT INTO things VALUES (?)').run(['a']))
    await commits.close()
    file.close()
    const again = new SqliteFile(join(folder, 'group.db'), { synchronous: 'full' })
    expect(again.prepare('SELECT name FROM things').rows([])).toEqual([['a']])
    again.close()
    rmSync(folder, { recursive: true, force: true })
  })
})
