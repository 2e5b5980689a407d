import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  FolderInUse,
  FolderUnreadable,
  openDataCare,
  openDataFolder,
  openEmbeddedBlobs,
  openEmbeddedBus,
  openEmbeddedDocuments,
  openEmbeddedEventLog,
  openEmbeddedKeys,
  openThreadedDocuments,
  WrongMasterKey,
} from '@spoc/adapters-embedded'
import { openMailer } from '@spoc/adapters-smtp'
import type { Config } from '@spoc/platform-nest'
import { controlledClock, soleLeases, systemClock, type Trouble } from '@spoc/platform-runtime'
import { writeDurably } from './write-durably.js'
import { CannotStart, type OpenedEngines, type Threads } from './open-engines.js'

/** All engines on one data folder, which belongs to this process until it closes them. */
export async function openEmbeddedEngines(config: Config, threads: Threads, onTrouble: Trouble): Promise<OpenedEngines> {
  try {
    return await openAll(config, threads, onTrouble)
  } catch (error) {
    throw error instanceof FolderInUse || error instanceof FolderUnreadable || error instanceof WrongMasterKey
      ? new CannotStart(error)
      : error
  }
}

async function openAll(config: Config, threads: Threads, onTrouble: Trouble): Promise<OpenedEngines> {
  const folder = await openDataFolder(config.dataDir)
  const masterKey = await masterKeyOf(config)
  const log = await openEmbeddedEventLog(folder, { onTrouble })
  const documents = await (threads.documents === undefined
    ? openEmbeddedDocuments(folder, { onTrouble })
    : openThreadedDocuments(folder, threads.documents, onTrouble))
  const bus = await openEmbeddedBus(folder)
  const blobs = await openEmbeddedBlobs(folder)
  const keys = await openEmbeddedKeys(folder, masterKey)
  const clock = config.clock === 'controlled' ? await controlledClock(documents, config.clockStart) : systemClock()
  const mailer = await openMailer({ url: config.smtpUrl, folder: join(config.dataDir, 'mail') })
  const care = await openDataCare(folder, { onTrouble, ...(config.backupDir === undefined ? {} : { backups: config.backupDir }) })
  const empty = (await log.head()) === 0n
  return {
    empty,
    masterKey,
    engines: {
      log,
      documents,
      bus,
      blobs,
      keys,
      clock,
      mailer,
      leases: soleLeases,
      care,
      async close() {
        await clock.close()
        for (const engine of [care, mailer, bus, log, documents, blobs, keys]) await engine.close()
        await folder.close()
      },
    },
  }
}

/** From the configuration, or made once and kept in the data folder, readable by its owner alone. */
async function masterKeyOf(config: Config): Promise<Uint8Array> {
  if (config.masterKey !== undefined) return Buffer.from(config.masterKey, 'base64')
  const file = join(config.dataDir, 'master.key')
  try {
    return Buffer.from((await readFile(file, 'utf8')).trim(), 'base64')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const made = randomBytes(32)
    await writeDurably(file, `${made.toString('base64')}\n`, 0o600)
    return made
  }
}
