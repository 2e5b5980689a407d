import { randomBytes } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'
import { theRun } from '../platform/profile.js'

/** A message as somebody outside sees it come. */
export interface Seen {
  readonly partition: number
  /** Stream and revision. */
  readonly place: string
  readonly stream: string
  readonly id: string
  readonly position: bigint
  /** By the stopwatch of this process. */
  readonly at: number
}

export interface TopicWatch {
  readonly seen: readonly Seen[]
  close(): Promise<void>
}

/** Somebody outside who sees everything that a topic holds and gets. */
export async function watchTopic(topic: string): Promise<TopicWatch> {
  const seen: Seen[] = []
  const kafka = new Kafka({ brokers: theRun().kafkaBrokers.split(','), clientId: 'spoc-watch', logLevel: logLevel.NOTHING })
  const groupId = `watch-${randomBytes(4).toString('hex')}`
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      const { id, stream, revision, position } = JSON.parse(String(message.value))
      const place = `${stream}@${revision}`
      seen.push({ partition, place, stream, id, position: BigInt(position), at: performance.now() })
    },
  })
  return { seen, close: () => consumer.disconnect() }
}
