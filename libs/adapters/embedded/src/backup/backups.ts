import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupUnderWay, EngineUnavailable, type Backup } from '@spoc/platform-ports'
import { errorCode } from '../error-code.js'
import { makeBackup, takeCut, UNFINISHED, type Cut } from './make-backup.js'
import { readSummary } from './manifest.js'

const NAME = /^backup-\d{8}T\d{9}Z$/
const isUnfinished = (name: string) => name.startsWith(UNFINISHED) && NAME.test(name.slice(UNFINISHED.length))

interface Making {
  shown: Backup
  readonly abort: AbortController
  ended: Promise<void>
}

/** The backups of one data folder: made one at a time, kept in one folder, asked for by the names they were given. */
export class Backups {
  private running: Making | undefined
  /** Those of this process that came to nothing. */
  private readonly lost = new Map<string, Backup>()
  private closed = false

  private constructor(
    private readonly folder: string,
    private readonly backups: string,
    private readonly onTrouble: (what: string, error: unknown) => void,
  ) {}

  /** What was left unfinished goes. */
  static async open(folder: string, backups: string, onTrouble: (what: string, error: unknown) => void): Promise<Backups> {
    for (const name of await namesIn(backups))
      if (isUnfinished(name)) await rm(join(backups, name), { recursive: true, force: true })
    return new Backups(folder, backups, onTrouble)
  }

  /** Throws {@link BackupUnderWay}. The cut is made before this returns. */
  begin(): Backup {
    if (this.closed) throw new EngineUnavailable('data-folder', 'it is closed')
    if (this.running !== undefined) throw new BackupUnderWay(this.running.shown.name)
    const cut = takeCut(this.folder)
    const name = `backup-${cut.at.replace(/[-:.]/g, '')}`
    const shown: Backup = {
      name,
      state: 'running',
      begunAt: cut.at,
      position: String(cut.position),
      bytes: 0,
      bytesInAll: cut.logBytes + cut.state.bytes + cut.keys.bytes,
    }
    const making: Making = { shown, abort: new AbortController(), ended: Promise.resolve() }
    this.running = making
    making.ended = this.make(cut, making)
    return shown
  }

  async list(): Promise<readonly Backup[]> {
    const found: Backup[] = [...this.lost.values(), ...(this.running === undefined ? [] : [this.running.shown])]
    for (const name of await namesIn(this.backups)) {
      const isKnown = !NAME.test(name) || name === this.running?.shown.name
      const complete = isKnown ? undefined : await this.complete(name)
      if (complete !== undefined) found.push(complete)
    }
    return found.sort((a, b) => (a.name < b.name ? 1 : -1))
  }

  async get(name: string): Promise<Backup | undefined> {
    if (!NAME.test(name)) return undefined
    if (this.running?.shown.name === name) return this.running.shown
    return this.lost.get(name) ?? this.complete(name)
  }

  async cancel(name: string): Promise<boolean> {
    if (this.running?.shown.name !== name) return false
    const { abort, ended } = this.running
    abort.abort()
    await ended
    return this.lost.get(name)?.state === 'cancelled'
  }

  async close(): Promise<void> {
    this.closed = true
    this.running?.abort.abort()
    await this.running?.ended
  }

  private async make(cut: Cut, making: Making): Promise<void> {
    const { name } = making.shown
    const onCopied = (copied: number) => {
      const bytes = making.shown.bytes + Math.round(copied)
      making.shown = { ...making.shown, bytes, bytesInAll: Math.max(bytes, making.shown.bytesInAll) }
    }
    try {
      const places = { folder: this.folder, backups: this.backups, name }
      await makeBackup(cut, places, { signal: making.abort.signal, onCopied })
    } catch (error) {
      if (making.abort.signal.aborted) this.lost.set(name, { ...making.shown, state: 'cancelled' })
      else {
        this.lost.set(name, { ...making.shown, state: 'failed', because: error instanceof Error ? error.message : String(error) })
        this.onTrouble('backup', error)
      }
      // What cannot be taken away now goes when the folder is opened again.
      const unfinished = join(this.backups, `${UNFINISHED}${name}`)
      await rm(unfinished, { recursive: true, force: true }).catch((left: unknown) => this.onTrouble('backup', left))
    } finally {
      cut.state.close()
      cut.keys.close()
      this.running = undefined
    }
  }

  private async complete(name: string): Promise<Backup | undefined> {
    try {
      const summary = await readSummary(join(this.backups, name))
      if (summary === undefined) return undefined
      const { begunAt, position, bytes } = summary
      return { name, state: 'complete', begunAt, position, bytes, bytesInAll: bytes }
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined
      throw error
    }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}
