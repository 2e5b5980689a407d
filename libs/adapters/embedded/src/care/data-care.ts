import { join, relative, resolve, sep } from 'node:path'
import { EngineUnavailable, type Backup, type DataCare, type PartSize } from '@spoc/platform-ports'
import { FolderUnreadable, type DataFolder } from '../folder/data-folder.js'
import { Backups } from '../backup/backups.js'
import { DEFAULT_BACKUPS } from '../backup/make-backup.js'
import { shrink, type Pages } from './shrinking.js'
import { sizesOf } from './sizes.js'

export interface CareOptions {
  /** Where backups are kept, of this data folder alone; `backups` in it unless told. */
  readonly backups?: string
  /** Told of what fails while nobody waits for it. */
  readonly onTrouble: (what: string, error: unknown) => void
}

const LOOK_EVERY_MS = 60_000
/** Folders of the data folder that every backup holds. */
const PARTS: readonly string[] = ['blobs', 'mail']
/** Unasked, a file is made smaller where a quarter of it, and some megabytes, are free. */
const worthwhile = ({ free, all }: Pages): boolean => free > 1024 && free * 4 > all

/** Backups, sizes and compaction of a folder that this process has open. What a process that died has left unfinished goes. */
export async function openDataCare(folder: DataFolder, options: CareOptions): Promise<DataCare> {
  if (folder.readOnly) throw new EngineUnavailable('data-folder', 'it is open for reading only')
  const backups = resolve(options.backups ?? join(folder.path, DEFAULT_BACKUPS))
  if (backups === folder.path)
    throw new FolderUnreadable(folder.path, 'it cannot be the folder of its backups too (SPOC_BACKUP_DIR).')
  const [part = ''] = relative(folder.path, backups).split(sep)
  if (PARTS.includes(part))
    throw new FolderUnreadable(folder.path, `its backups cannot lie in its own ${part} (SPOC_BACKUP_DIR).`)
  return new EmbeddedCare(folder.path, backups, await Backups.open(folder.path, backups, options.onTrouble), options.onTrouble)
}

class EmbeddedCare implements DataCare {
  private readonly closing = new AbortController()
  private readonly look: NodeJS.Timeout
  private shrinking: Promise<number> | undefined

  constructor(
    private readonly folder: string,
    private readonly backupsFolder: string,
    private readonly made: Backups,
    private readonly onTrouble: CareOptions['onTrouble'],
  ) {
    this.look = setInterval(() => {
      this.shrinkWhere(worthwhile).catch((error: unknown) => onTrouble('compaction', error))
    }, LOOK_EVERY_MS).unref()
  }

  async beginBackup(): Promise<Backup> {
    return this.made.begin()
  }

  backups(): Promise<readonly Backup[]> {
    return this.made.list()
  }

  backup(name: string): Promise<Backup | undefined> {
    return this.made.get(name)
  }

  cancelBackup(name: string): Promise<boolean> {
    return this.made.cancel(name)
  }

  sizes(): Promise<readonly PartSize[]> {
    return sizesOf(this.folder, this.backupsFolder)
  }

  async compact(): Promise<number> {
    await this.shrinking
    return this.shrinkWhere(({ free }) => free > 0)
  }

  async close(): Promise<void> {
    clearInterval(this.look)
    this.closing.abort()
    await this.made.close()
    await this.shrinking?.catch((error: unknown) => this.onTrouble('compaction', error))
  }

  /** One at a time. */
  private shrinkWhere(wanted: (pages: Pages) => boolean): Promise<number> {
    this.shrinking ??= shrink(this.folder, wanted, this.closing.signal).finally(() => (this.shrinking = undefined))
    return this.shrinking
  }
}
