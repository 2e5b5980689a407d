import { type Message, MESSAGE_LIMIT_BYTES, TooLarge } from '@spoc/platform-ports'

/** What a record costs on the wire beside its texts, at most: lengths, offset, time, and the same for each header. */
const RECORD_OVERHEAD = 40
const HEADER_OVERHEAD = 10

export const BATCH_MESSAGES = 1_000
/** The broker takes a partition's batch up to 1,048,588 bytes; the worst case is a batch that is all of one partition. */
const BATCH_BYTES = 1_000_000

/** Bytes of a message as its limit counts them: key, value, names and values of headers, in UTF-8. */
export function bytesOf(message: Message): number {
  let bytes = Buffer.byteLength(message.key) + Buffer.byteLength(message.value)
  for (const [name, value] of Object.entries(message.headers)) bytes += Buffer.byteLength(name) + Buffer.byteLength(value)
  return bytes
}

export function refuseTooLarge(topic: string, messages: readonly Message[]): void {
  for (const message of messages) {
    const bytes = bytesOf(message)
    if (bytes > MESSAGE_LIMIT_BYTES) throw new TooLarge(`A message of ${message.key} for ${topic}`, bytes, MESSAGE_LIMIT_BYTES)
  }
}

/** How many of the first messages go into one send: at least one, as many as the limits of number and size allow. */
export function lengthOfBatch(messages: readonly Message[]): number {
  let bytes = 0
  for (const [index, message] of messages.entries()) {
    bytes += bytesOf(message) + RECORD_OVERHEAD + HEADER_OVERHEAD * Object.keys(message.headers).length
    if (index > 0 && bytes > BATCH_BYTES) return index
    if (index === BATCH_MESSAGES) return index
  }
  return messages.length
}
