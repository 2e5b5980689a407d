import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'libsql'
import { errorCode } from '../error-code.js'
import { filesUnder } from '../folder/files-under.js'
import { PACK_EVENTS } from '../event-log/packs.js'
import { measure } from './copying.js'
import { MANIFEST, readManifest, type Listed, type Summary } from './manifest.js'

export interface BackupVerdict {
  readonly summary: Summary
  /** What is wrong, a sentence each; none where the backup is whole. */
  readonly findings: readonly string[]
}

const PACKED_AND_MISSING = `
  SELECT count(*) FROM events
  WHERE data = '' AND (position - 1) / ${PACK_EVENTS} NOT IN (SELECT number FROM packs)`
const DATABASES = ['log.db', 'state.db', 'keys.db']

/**
 * Holds every file against the manifest, and looks into the databases. Needs nothing but the backup, and changes nothing in it. It finds damage, not
 * forgery: who can write there can write the manifest anew. Rejects with {@link NoBackup} where there is no manifest that is whole.
 */
export async function verifyBackup(backup: string): Promise<BackupVerdict> {
  const { files, summary } = await readManifest(backup)
  const findings: string[] = []
  for (const file of files) {
    const finding = await findingOf(backup, file)
    if (finding !== undefined) findings.push(finding)
  }
  const known = new Set([MANIFEST, ...files.map(({ path }) => path)])
  for await (const path of filesUnder(backup)) if (!known.has(path)) findings.push(`${path} is not in the manifest.`)
  const missing = DATABASES.filter((name) => !known.has(name)).map((name) => `${name} is not in the backup.`)
  const inside = findings.length === 0 && missing.length === 0 ? lookInside(backup, summary) : []
  return { summary, findings: [...findings, ...missing, ...inside] }
}

async function findingOf(backup: string, { path, bytes, sha256 }: Listed): Promise<string | undefined> {
  try {
    const found = await measure(join(backup, path))
    if (found.bytes !== bytes) return `${path} has ${found.bytes} bytes; it had ${bytes}.`
    return found.sha256 === sha256 ? undefined : `${path} was changed.`
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return `${path} is missing.`
    throw error
  }
}

function lookInside(backup: string, { position }: Summary): readonly string[] {
  const findings = DATABASES.flatMap((name) =>
    reading(join(backup, name), (ask) => {
      const said = ask('PRAGMA quick_check')
      return said[0] === 'ok' ? [] : [`${name} is damaged: ${String(said[0])}`]
    }),
  )
  if (findings.length > 0) return findings
  return reading(join(backup, 'log.db'), (ask) => {
    const [last, events] = ask('SELECT coalesce(max(position), 0), count(*) FROM events')
    if (String(last) !== position || last !== events)
      return [`log.db has ${String(events)} events up to ${String(last)}, not all up to ${position}.`]
    const [hasPacks] = ask("SELECT count(*) FROM sqlite_schema WHERE name = 'packs'")
    const [missing] = hasPacks === 0 ? [0] : ask(PACKED_AND_MISSING)
    return missing === 0 ? [] : [`log.db lacks what ${String(missing)} of its events hold.`]
  })
}

/** Without a journal beside it: nothing is written next to a backup. */
function reading<T>(path: string, read: (ask: (sql: string) => readonly unknown[]) => T): T {
  const database = new Database(`${pathToFileURL(path).href}?mode=ro&immutable=1`)
  try {
    return read((sql) => database.prepare(sql).raw(true).get() as readonly unknown[])
  } finally {
    database.close()
  }
}
