// How fast does the adapter publish what the relay gives it (1 KB, ordered by key, acknowledged by all), beside kafkajs that sends batches of 1,000?
// Needs KAFKA_BROKERS (`infra/native/engines up kafka`).
import { randomBytes } from 'node:crypto'
import { openKafkaBus } from '@spoc/adapters-kafka'
import { toMessage } from '@spoc/platform-runtime'
import { Kafka, logLevel } from 'kafkajs'
import { eventOfOneKilobyte, report } from '../report.mjs'

const runs = Number(process.argv[2] ?? 5)
const MESSAGES = Number(process.argv[3] ?? 40_000)
/** What the feed gives the relay at most at a time, and what the raw client sends. */
const [OURS, RAW] = [256, 1_000]
const brokers = (process.env.KAFKA_BROKERS ?? '').split(',')
if (brokers[0] === '') throw new Error('KAFKA_BROKERS names no broker.')

const topic = `benchmark-${randomBytes(4).toString('hex')}`
const messages = Array.from({ length: MESSAGES }, (_, number) => {
  const event = eventOfOneKilobyte(number)
  return toMessage({ ...event, stream: `note-${number % 500}`, revision: Math.floor(number / 500), position: BigInt(number) })
})
const bus = await openKafkaBus({ brokers, clientId: 'benchmark' })
await bus.ensureTopics([topic])
const kafka = new Kafka({ clientId: 'benchmark-raw', brokers, logLevel: logLevel.NOTHING })
const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
await producer.connect()

async function perSecond(size, send) {
  const began = performance.now()
  for (let done = 0; done < messages.length; done += size) await send(messages.slice(done, done + size))
  return messages.length / ((performance.now() - began) / 1000)
}
const ours = () => perSecond(OURS, (batch) => bus.publish(topic, batch))
const raw = () => perSecond(RAW, (batch) => producer.send({ topic, acks: -1, messages: batch }))

await ours()
await raw()
const rounds = []
for (let run = 0; run < runs; run += 1) {
  const [mine, theirs] = [await ours(), await raw()]
  rounds.push({ ours: mine, raw: theirs, ratio: mine / theirs })
}
await producer.disconnect()
await bus.close()
const admin = kafka.admin()
await admin.connect()
await admin.deleteTopics({ topics: [topic] })
await admin.disconnect()
report(
  'relay-publish',
  'Publishing by the relay to Kafka, 1 KB, ordered by key / kafkajs in batches of 1,000',
  'messages/s',
  rounds,
  {
    must: 0.4,
    aim: 0.7,
  },
)
