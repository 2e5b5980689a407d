import { catalogue } from '@spoc/platform-catalogue'
import type { Delivered, Message, MessageBus } from '@spoc/platform-ports'
import { toMessage } from '@spoc/platform-runtime'
import { publishedContracts } from '@spoc/platform-schemas'
import { eventually } from '@spoc/platform-testing'
import type { Kept } from '../faults/storage.js'
import { root } from '../platform/built.js'

const contracts = publishedContracts(root)

/** What does not keep to the contracts for others: of the record, each event as a message; of the read models, each document. */
export function againstContracts({ events, views }: Kept): readonly string[] {
  return [
    ...new Set([
      ...events.flatMap((event) => againstContract(toMessage(event))),
      ...contracts.collections.flatMap((name) =>
        Object.values(views[name] ?? {}).flatMap((document) => contracts.wrongInDocument(name, document)),
      ),
    ]),
  ]
}

export function againstContract({ key, headers, value }: Message): readonly string[] {
  const event = JSON.parse(value) as { readonly id: string; readonly type: string }
  const odd = headers['ce_id'] !== event.id || headers['ce_type'] !== event.type || headers['ce_subject'] !== key
  return [
    ...contracts.wrongInHeaders(headers),
    ...contracts.wrongInEvent(event),
    ...(odd ? [`The headers of ${event.id} tell of another event.`] : []),
  ]
}

/** What a consumer from outside hears, on every topic from now on. */
export interface Listener {
  /** All that came, once each of these events has come. */
  heard(ids: readonly string[]): Promise<readonly Delivered[]>
}

export async function listenToAll(bus: MessageBus): Promise<Listener> {
  const messages: Delivered[] = []
  const came = new Set<string>()
  const onBatch = (batch: readonly Delivered[]) => {
    for (const message of batch) came.add(message.headers['ce_id'] ?? '')
    messages.push(...batch)
    return Promise.resolve()
  }
  await bus.consume({ group: 'contracts', topics: catalogue.map(({ topic }) => topic), onBatch })
  return {
    async heard(ids) {
      const missing = () => ids.filter((id) => !came.has(id))
      await eventually('every event has come', missing, ({ length }) => length === 0)
      return messages
    },
  }
}
