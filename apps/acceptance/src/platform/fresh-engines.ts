import { randomBytes } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'
import { MongoClient } from 'mongodb'
import { eventually } from '@spoc/platform-testing'
import { built } from './built.js'
import { theRun } from './profile.js'
import { Program } from './program.js'

export interface Engines {
  /** What the product is told of them. */
  readonly environment: Readonly<Record<string, string>>
  /** Those that are processes of this run. */
  readonly programs: readonly Program[]
  release(): Promise<void>
}

/**
 * Engines that hold nothing: a log of its own, a new database, and no topics. On a server that EVENTSTORE_URL names, all platforms of the run
 * live in one log, and so in one database and with the same topics.
 */
export async function freshEngines(folder: string, port: number): Promise<Engines> {
  const { eventStoreUrl, kafkaBrokers, mongodbUrl } = theRun()
  if (eventStoreUrl !== undefined) {
    const environment = {
      EVENTSTORE_URL: eventStoreUrl,
      KAFKA_BROKERS: kafkaBrokers,
      MONGODB_URL: inDatabase(mongodbUrl, 'spoc_acceptance'),
    }
    return { environment, programs: [], release: () => Promise.resolve() }
  }
  const database = `spoc_acceptance_${randomBytes(4).toString('hex')}`
  await forgetTopics(kafkaBrokers)
  const log: Program = new Program({
    name: 'event-store-double',
    command: process.execPath,
    args: [built('libs/adapters/eventstoredb/dist/double/main.js'), String(port), `${folder}/event-store.jsonl`],
    env: {},
    folder,
    isReady: async () => log.output.includes('ready'),
  })
  await log.start()
  return {
    environment: {
      EVENTSTORE_URL: `esdb://127.0.0.1:${port}?tls=false`,
      KAFKA_BROKERS: kafkaBrokers,
      MONGODB_URL: inDatabase(mongodbUrl, database),
    },
    programs: [log],
    async release() {
      await log.stop()
      await dropDatabases(mongodbUrl, [database, `${database}_keys`])
    },
  }
}

function inDatabase(url: string, database: string): string {
  const whole = new URL(url)
  whole.pathname = `/${database}`
  return whole.toString()
}

async function dropDatabases(url: string, names: readonly string[]): Promise<void> {
  const client = await new MongoClient(url).connect()
  for (const name of names) await client.db(name).dropDatabase()
  await client.close()
}

/** Topics have fixed names; what they hold belongs to a log that is no more. */
async function forgetTopics(brokers: string): Promise<void> {
  const kafka = new Kafka({ brokers: brokers.split(','), clientId: 'spoc-acceptance', logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const ours = async () => (await admin.listTopics()).filter((topic) => /^spoc\.[a-z]+\.v1$/.test(topic))
  await eventually(
    'the groups of the last platform are empty and gone',
    async () => {
      const groups = (await admin.listGroups()).groups.filter(({ groupId }) => groupId.startsWith('spoc.'))
      if (groups.length === 0) return 0
      const results = await admin.deleteGroups(groups.map(({ groupId }) => groupId)).catch(() => [])
      return results.length === groups.length ? 0 : groups.length
    },
    (left) => left === 0,
    30_000,
  )
  const topics = await ours()
  if (topics.length > 0) await admin.deleteTopics({ topics })
  await eventually('the topics of the last platform are gone', ours, (left) => left.length === 0, 30_000)
  await admin.disconnect()
}
