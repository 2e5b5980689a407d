import { PARTITIONS } from '@spoc/platform-ports'
import type { Admin } from 'kafkajs'

const LEADERS_WITHIN_MS = 15_000

/** Makes the topics that are missing and resolves once each has its leaders. */
export async function makeTopics(admin: Admin, topics: readonly string[]): Promise<void> {
  const there = new Set(await admin.listTopics())
  const missing = [...new Set(topics)].filter((topic) => !there.has(topic))
  if (missing.length > 0) {
    // Not with waitForLeaders: it can throw though the topics were made. Another process may make one first: that answers false.
    await admin.createTopics({ waitForLeaders: false, topics: missing.map((topic) => ({ topic, numPartitions: PARTITIONS })) })
  }
  const giveUpAt = Date.now() + LEADERS_WITHIN_MS
  while (!(await haveLeaders(admin, topics))) {
    if (Date.now() > giveUpAt) throw new Error(`no leader yet for one of ${topics.join(', ')}`)
    await new Promise((resume) => setTimeout(resume, 50))
  }
}

async function haveLeaders(admin: Admin, topics: readonly string[]): Promise<boolean> {
  try {
    const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] })
    return topics.every((topic) => {
      const partitions = found.find(({ name }) => name === topic)?.partitions ?? []
      return partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)
    })
  } catch (error) {
    if (isNotYetKnown(error)) return false
    throw error
  }
}

const NOT_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE'])

function isNotYetKnown(error: unknown): boolean {
  return error instanceof Error && 'type' in error && typeof error.type === 'string' && NOT_YET.has(error.type)
}

/** Messages that the group has not committed yet. A partition that it never committed counts from its oldest message. */
export async function lagOf(admin: Admin, group: string, topics: readonly string[]): Promise<bigint> {
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] })
  let lag = 0n
  for (const { topic, partitions } of committed) {
    const ends = await admin.fetchTopicOffsets(topic)
    for (const { partition, high, low } of ends) {
      const kept = BigInt(partitions.find((own) => own.partition === partition)?.offset ?? '-1')
      const from = kept < BigInt(low) ? BigInt(low) : kept
      if (BigInt(high) > from) lag += BigInt(high) - from
    }
  }
  return lag
}
