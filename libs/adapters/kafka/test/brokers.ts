import { randomUUID } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'

/** The brokers that the suites run on. */
export function brokers(): readonly string[] {
  const named = process.env['KAFKA_BROKERS']
  if (!named) throw new Error('KAFKA_BROKERS is not set: `infra/native/engines up kafka`, then `. .native/env`.')
  return named.split(',')
}

/** Of one run's topics and groups. */
export function freshPrefix(): string {
  return `spec-${randomUUID()}.`
}

/** Leaves nothing of a run behind. */
export async function dropTopics(prefix: string): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers()], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix))
  if (topics.length > 0) await admin.deleteTopics({ topics })
  await admin.disconnect()
}
