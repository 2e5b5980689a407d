import type { Delivered } from '@spoc/platform-ports'
import type { KafkaMessage } from 'kafkajs'

/** A message as the port gives it; absent key and value are empty texts. */
export function delivered(topic: string, partition: number, message: KafkaMessage): Delivered {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value
    if (last !== undefined) headers[name] = last.toString()
  }
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key?.toString() ?? '',
    headers,
    value: message.value?.toString() ?? '',
  }
}
