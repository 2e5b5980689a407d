import { open } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import { COLUMNS, EVENTS, EventTable } from '../event-log/event-table.js'
import { before, packOf, PACKS, PACK_EVENTS } from '../event-log/packs.js'
import { turn } from '../event-log/subscription.js'
import { Pace } from '../care/pace.js'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { measure, type Copied, type Copying } from './copying.js'

/** These and all between are whole packs. */
const FEWEST_EVENTS = 128
const MOST_EVENTS = 2048
/** Some megabytes: what waits for the disk would hold up the commits of the log itself. */
const SYNCED_EVERY_EVENTS = 8_192

/**
 * Copies the events up to a position, a few at a time. They never change, so that nothing has to be held still meanwhile; some may be packed
 * meanwhile, and are copied with their pack; those that were copied before stay as they were in the copy. The index is left out: it is made when a
 * log is opened. Durable when it resolves; what it tells of as copied are events.
 */
export async function copyLog(from: string, to: string, upTo: number, { signal, onCopied }: Copying): Promise<Copied> {
  const copy = new Database(to)
  const target = await open(to, 'r+')
  try {
    copy.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF')
    copy.exec(EVENTS)
    copy.exec(PACKS)
    copy.prepare('ATTACH ? AS source').run([`${pathToFileURL(from).href}?mode=ro`])
    const events = copy.prepare(
      `INSERT INTO main.events SELECT ${COLUMNS} FROM source.events WHERE position > ? AND position <= ? ORDER BY position`,
    )
    const packs = copy.prepare('INSERT INTO main.packs SELECT number, body FROM source.packs WHERE number >= ? AND number < ?')
    const inWholePacks = before(packOf(upTo + 1))
    const pace = new Pace(FEWEST_EVENTS, MOST_EVENTS)
    let synced = 0
    for (let after = 0; after < inWholePacks;) {
      signal.throwIfAborted()
      const last = Math.min(inWholePacks, after + pace.size)
      pace.time(() => {
        events.run([after, last])
        packs.run([after / PACK_EVENTS, last / PACK_EVENTS])
      })
      onCopied(last - after)
      after = last
      if (after - synced >= SYNCED_EVERY_EVENTS) {
        await target.datasync()
        synced = after
      } else await turn()
    }
    copyPlain(from, copy, inWholePacks, upTo)
    copy.close()
    await target.chmod(0o600)
    await target.sync()
  } finally {
    if (copy.open) copy.close()
    await target.close()
  }
  return measure(to)
}

/** What comes after the last whole pack goes without: the pack may hold events after the last of the copy. */
function copyPlain(from: string, copy: Database.Database, after: number, upTo: number): void {
  const source = new SqliteFile(from, { synchronous: 'normal', readOnly: true })
  try {
    const insert = copy.prepare(`INSERT INTO main.events (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
    for (const row of new EventTable(source).plainRows(after, upTo)) insert.run([...row])
  } finally {
    source.close()
  }
}
