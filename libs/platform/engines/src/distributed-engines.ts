import { join } from 'node:path'
import { openEventStoreDb } from '@spoc/adapters-eventstoredb'
import { openKafkaBus } from '@spoc/adapters-kafka'
import { openMongoBlobs, openMongoDocuments, openMongoKeys } from '@spoc/adapters-mongodb'
import { openMailer } from '@spoc/adapters-smtp'
import type { Config } from '@spoc/platform-nest'
import { controlledClock, documentLeases, pause, systemClock, type Trouble } from '@spoc/platform-runtime'
import type { EventLog } from '@spoc/platform-ports'
import { CannotStart, type OpenedEngines } from './open-engines.js'

interface Closing {
  close(): Promise<void>
}

const LONGEST_WAIT_MS = 120_000
const LOOK_EVERY_MS = 500
const TELL_EVERY_MS = 10_000

/** Engines as servers; whichever is not there yet is waited for, which `onTrouble` is told, so that services and engines start in any order. */
export async function openDistributedEngines(
  config: Config,
  { eventStoreUrl, kafkaBrokers, mongodbUrl }: NonNullable<Config['engines']>,
  service: string,
  onTrouble: Trouble,
): Promise<OpenedEngines> {
  const database = new URL(mongodbUrl).pathname.slice(1) || 'spoc'
  const masterKey = Buffer.from(config.masterKey ?? '', 'base64')
  const log = await openEventStoreDb({ connectionString: eventStoreUrl })
  const bus = await openKafkaBus({ brokers: kafkaBrokers, clientId: `spoc-${service}` })
  const documents = await openMongoDocuments({ url: mongodbUrl, database })
  const blobs = await openMongoBlobs({ url: mongodbUrl, database })
  const keys = await openMongoKeys({ url: mongodbUrl, database: `${database}_keys`, masterKey })
  const opened: Closing[] = [keys, blobs, documents, log, bus]
  try {
    await present(
      { 'event log (EVENTSTORE_URL)': log, 'message bus (KAFKA_BROKERS)': bus, 'documents (MONGODB_URL)': documents },
      onTrouble,
    )
    const clock = config.clock === 'controlled' ? await controlledClock(documents, config.clockStart) : systemClock()
    opened.push(clock)
    const mailer = await openMailer({ url: config.smtpUrl, folder: join(config.dataDir, 'mail') })
    opened.push(mailer)
    const leases = await documentLeases(documents, { takesBack: config.takesBack })
    return {
      empty: await isEmpty(log),
      masterKey,
      engines: {
        log,
        bus,
        documents,
        blobs,
        keys,
        clock,
        mailer,
        leases,
        close: () => closeAll(opened),
      },
    }
  } catch (error) {
    await closeAll(opened).catch((left: unknown) => onTrouble('closing what had been opened', left))
    throw error
  }
}

/** The last that was opened first, each of them; rejects as the first that failed. */
async function closeAll(opened: readonly Closing[]): Promise<void> {
  const failures: unknown[] = []
  for (const one of opened.toReversed()) await one.close().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

async function present(engines: Readonly<Record<string, { ping(): Promise<void> }>>, onTrouble: Trouble): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS
  let toldAt = -Infinity
  for (const [name, engine] of Object.entries(engines)) {
    for (;;) {
      try {
        await engine.ping()
        break
      } catch (error) {
        const now = performance.now()
        if (now > until)
          throw new CannotStart(new Error(`The ${name} has not answered for ${LONGEST_WAIT_MS / 1000} s: ${describe(error)}`))
        if (now - toldAt >= TELL_EVERY_MS) {
          toldAt = now
          onTrouble(`waiting for the ${name}`, error)
        }
        await pause(LOOK_EVERY_MS)
      }
    }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function isEmpty(log: EventLog): Promise<boolean> {
  return (await log.readAll({ limit: 1 })).length === 0
}
