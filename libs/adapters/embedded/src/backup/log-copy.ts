import { open } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import { COLUMNS, EVENTS } from '../event-log/event-table.js'
import { turn } from '../event-log/subscription.js'
import { Pace } from '../care/pace.js'
import { measure, type Copied, type Copying } from './copying.js'

const FEWEST_EVENTS = 128
const MOST_EVENTS = 2048
/** Some megabytes: what waits for the disk would hold up the commits of the log itself. */
const SYNCED_EVERY_EVENTS = 8_192

/**
 * Copies the events up to a position, a few at a time. They never change, so that nothing has to be held still meanwhile. The index is left out:
 * it is made when a log is opened. Durable when it resolves; what it tells of as copied are events.
 */
export async function copyLog(from: string, to: string, upTo: number, { signal, onCopied }: Copying): Promise<Copied> {
  const copy = new Database(to)
  const target = await open(to, 'r+')
  try {
    copy.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF')
    copy.exec(EVENTS)
    copy.prepare('ATTACH ? AS source').run([`${pathToFileURL(from).href}?mode=ro`])
    const insert = copy.prepare(
      `INSERT INTO main.events SELECT ${COLUMNS} FROM source.events WHERE position > ? AND position <= ? ORDER BY position`,
    )
    const pace = new Pace(FEWEST_EVENTS, MOST_EVENTS)
    let synced = 0
    for (let after = 0; after < upTo;) {
      signal.throwIfAborted()
      const last = Math.min(upTo, after + pace.size)
      pace.time(() => insert.run([after, last]))
      onCopied(last - after)
      after = last
      if (after - synced >= SYNCED_EVERY_EVENTS) {
        await target.datasync()
        synced = after
      } else await turn()
    }
    copy.close()
    await target.chmod(0o600)
    await target.sync()
  } finally {
    if (copy.open) copy.close()
    await target.close()
  }
  return measure(to)
}
