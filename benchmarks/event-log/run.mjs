// How fast does the embedded log acknowledge events of 1 KB to 64 writers, beside libsql itself that inserts the very same rows in groups of 64?
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDataFolder, openEmbeddedEventLog } from '@spoc/adapters-embedded'
import Database from 'libsql'
import { eventOfOneKilobyte, report } from '../report.mjs'

const runs = Number(process.argv[2] ?? 5)
const EVENTS = Number(process.argv[3] ?? 64 * 400)
const WRITERS = 64

async function ours(path) {
  const folder = openDataFolder(path)
  const log = await openEmbeddedEventLog(folder, { plainEvents: Infinity })
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let revision = -1; next < EVENTS; revision += 1)
        await log.append(`note-${writer}`, revision, [eventOfOneKilobyte((next += 1))])
    }),
  )
  const perSecond = next / ((performance.now() - began) / 1000)
  await log.close()
  await folder.close()
  return perSecond
}

function raw(from, into) {
  const source = new Database(join(from, 'log.db'), { readonly: true })
  const rows = source.prepare('SELECT * FROM events ORDER BY position').raw(true).all()
  const schema = source.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name = 'events'").raw(true).all()
  source.close()
  const target = new Database(join(into, 'raw.db'))
  target.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=full; PRAGMA wal_autocheckpoint=2000')
  for (const [sql] of schema) target.exec(sql)
  const insert = target.prepare(`INSERT INTO events VALUES (${rows[0].map(() => '?').join(', ')})`)
  const began = performance.now()
  for (let done = 0; done < rows.length; done += WRITERS) {
    target.exec('BEGIN IMMEDIATE')
    for (const row of rows.slice(done, done + WRITERS)) insert.run(row)
    target.exec('COMMIT')
  }
  const perSecond = rows.length / ((performance.now() - began) / 1000)
  target.close()
  return perSecond
}

const rounds = []
for (let run = 0; run < runs; run += 1) {
  const [folder, beside] = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'spoc-benchmark-')))
  const [mine, theirs] = [await ours(folder), raw(folder, beside)]
  rounds.push({ ours: mine, raw: theirs, ratio: mine / theirs })
  for (const path of [folder, beside]) rmSync(path, { recursive: true, force: true })
}
report(
  'event-log',
  'Embedded event log, 1 KB events, 64 writers, durable ack / raw libsql, the same rows in groups of 64',
  'events/s',
  rounds,
  {
    must: 0.5,
    aim: 0.8,
  },
)
