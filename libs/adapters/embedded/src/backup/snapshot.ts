import { open } from 'node:fs/promises'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { SteadyWriter, type Copied, type Copying } from './copying.js'

const PAGES_A_STEP = 256

/** Page by page, since a range over the table of pages would read it from its start each time. */
const PAGES = `
  WITH RECURSIVE wanted (number) AS (SELECT ? UNION ALL SELECT number + 1 FROM wanted WHERE number < ?)
  SELECT data FROM wanted CROSS JOIN sqlite_dbpage WHERE pgno = number`

/**
 * A SQLite file as it is at the moment this is made, whatever is committed to it later. As long as it is open, the journal of the file
 * grows by what is written.
 */
export class Snapshot {
  private readonly file: SqliteFile
  private readonly pages: number
  readonly bytes: number

  constructor(path: string) {
    this.file = new SqliteFile(path, { synchronous: 'normal', readOnly: true })
    try {
      this.file.exec('BEGIN')
      this.file.prepare('SELECT count(*) FROM sqlite_schema').row([])
      this.pages = this.pragma('page_count')
      this.bytes = this.pages * this.pragma('page_size')
    } catch (error) {
      this.file.close()
      throw error
    }
  }

  /** Writes it there, byte for byte, durably. */
  async copyTo(path: string, { signal, onCopied }: Copying): Promise<Copied> {
    const target = await open(path, 'wx', 0o600)
    try {
      const writer = new SteadyWriter(target)
      for (let first = 1; first <= this.pages; first += PAGES_A_STEP) {
        signal.throwIfAborted()
        const step = this.read(first, Math.min(this.pages, first + PAGES_A_STEP - 1))
        await writer.write(step)
        onCopied(step.length)
      }
      return await writer.finish()
    } finally {
      await target.close()
    }
  }

  close(): void {
    this.file.close()
  }

  private read(first: number, last: number): Buffer {
    return Buffer.concat(
      this.file
        .prepare(PAGES)
        .rows([first, last])
        .map(([page]) => page as Uint8Array),
    )
  }

  private pragma(name: string): number {
    return Number(this.file.prepare(`PRAGMA ${name}`).row([])?.[0])
  }
}
