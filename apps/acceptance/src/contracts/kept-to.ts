import { openDataFolder, openEmbeddedBus } from '@spoc/adapters-embedded'
import { catalogue } from '@spoc/platform-catalogue'
import type { Delivered, Message } from '@spoc/platform-ports'
import { toMessage } from '@spoc/platform-runtime'
import { publishedContracts } from '@spoc/platform-schemas'
import { eventually } from '@spoc/platform-testing'
import { keptBy, type Resting } from '../faults/storage.js'
import { root } from '../platform/built.js'

const contracts = publishedContracts(root)

/** What of a platform does not keep to the contracts for others: each event of its record as a message, each document of each collection. */
export async function againstContracts(platform: Resting): Promise<readonly string[]> {
  const { events, views } = await keptBy(platform)
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

/** What lies on the topics of a data folder that nobody uses; what everybody has consumed was trimmed. */
export async function messagesOnTheBus(dataDir: string): Promise<readonly Delivered[]> {
  const folder = openDataFolder(dataDir)
  const bus = await openEmbeddedBus(folder)
  try {
    const found: Delivered[] = []
    const onBatch = (batch: readonly Delivered[]) => Promise.resolve(void found.push(...batch))
    const consumer = await bus.consume({ group: 'contracts', topics: catalogue.map(({ topic }) => topic), onBatch })
    await eventually(
      'all is read',
      () => consumer.lag(),
      (lag) => lag === 0n,
    )
    return found
  } finally {
    await bus.close()
    folder.close()
  }
}
